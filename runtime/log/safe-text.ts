import { MAX_FIELD_LENGTH } from './limits';

const REDACTED = '[redacted]';

/**
 * What must not be in a log, whoever put it into an error's text: keys, enrolment tokens, JSON web tokens, credentials of an
 * Authorization header, cookies, user information and query strings of addresses and paths.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g, REDACTED],
  [/\bapx1\.[^\s"']+/g, REDACTED],
  [/\beyJ[\w-]{8,}(?:\.[\w-]*)*/g, REDACTED],
  [/\b(bearer|basic|negotiate)\s+[\w+/=.~-]{8,}/gi, `$1 ${REDACTED}`],
  [/\b((?:set-)?cookie|(?:proxy-)?authorization)\s*[:=][^\r\n]*/gi, `$1: ${REDACTED}`],
  [/:\/\/[^\s/?#@]+@/g, `://${REDACTED}@`],
  // A query: behind a path or an address, up to the next space or quote.
  [/([\w.:\]-]?\/[^\s"'?]*)\?[^\s"']+/g, `$1?${REDACTED}`],
  [/\b(sig|client_secret|access_token|id_token|refresh_token|password|secret)=[^\s&"']+/gi, `$1=${REDACTED}`],
];

/** Characters that JSON leaves as they are, and that change what a terminal shows. */
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text of unknown origin as a log may hold it: bounded, without secrets, with control characters escaped. */
export function safeText(text: string): string {
  let safe = text.length > MAX_FIELD_LENGTH ? text.slice(0, MAX_FIELD_LENGTH) : text;
  for (const [pattern, replacement] of SECRETS) safe = safe.replace(pattern, replacement);
  safe = safe.replace(UNSEEN, escaped);
  return text.length > MAX_FIELD_LENGTH ? `${safe}...` : safe;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
