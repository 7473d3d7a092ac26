const PLAIN = /^[\t\x20-\x7e]*$/;
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/;
const UNSENDABLE_ALL = /[^\t\x20-\x7e\x80-\xff]/g;
const UNSENDABLE_IN_TARGET = /[^\x21-\x7e\x80-\xff]/u;
const UNSENDABLE_IN_TARGET_ALL = /[^\x21-\x7e\x80-\xff]/gu;

/** Text as the value of a header: UTF-8, a byte a character, without control characters. */
export function headerValue(text: string): string {
  return PLAIN.test(text) ? text : receivedValue(Buffer.from(text, 'utf8').toString('latin1'));
}

/**
 * A value that came over the wire, a byte a character. Control characters become spaces (RFC 9110, 5.5): line ends would begin a
 * header. Node's parsers let none through.
 */
export function receivedValue(value: string): string {
  return UNSENDABLE.test(value) ? value.replace(UNSENDABLE_ALL, ' ') : value;
}

/** A target without what would end it: percent-encoded. HTTP/2 lets it through, HTTP/1.1 does not know it. */
export function receivedTarget(target: string): string {
  return UNSENDABLE_IN_TARGET.test(target)
    ? target.replace(UNSENDABLE_IN_TARGET_ALL, encodeCharacter)
    : target;
}

function encodeCharacter(character: string): string {
  let result = '';
  for (const byte of Buffer.from(character, 'utf8'))
    result += `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  return result;
}
