import { distance } from 'fastest-levenshtein';
import { MAX_GIVEN_LENGTH } from './limits';

/** A value as findings show it: short, on one line, without a password or a private key. */
export function given(value: unknown): string {
  if (typeof value === 'string') {
    return `'${shorten(withoutSecrets(value))}'`;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return 'a map';
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'nothing';
}

/** Names as findings list them: `a`, `a or b`, `a, b or c`. */
export function orList(values: readonly unknown[]): string {
  const texts = values.map(String);
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} or ${last}`;
}

/** The candidate that was probably meant, if one is close enough. */
export function closest(text: string, candidates: Iterable<string>): string | undefined {
  const wanted = text.toLowerCase();
  // A third of the letters may be wrong; of two letters none.
  let best = text.length < 3 ? 1 : Math.floor(text.length / 3) + 1;
  let found: string | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= best) {
      continue;
    }
    const apart = mistakes(wanted, candidate.toLowerCase());
    if (apart < best) {
      best = apart;
      found = candidate;
    }
  }
  return found;
}

/** Letters that are wrong; two neighbours in the wrong order count as one. */
function mistakes(given: string, meant: string): number {
  const from = given.split('').findIndex((letter, index) => letter !== meant[index]);
  const swapped =
    from !== -1 &&
    given.length === meant.length &&
    given[from] === meant[from + 1] &&
    given[from + 1] === meant[from] &&
    given.slice(from + 2) === meant.slice(from + 2);
  return swapped ? 1 : distance(given, meant);
}

/** `did you mean 'x'?` or, where nothing is close, the fallback. */
export function didYouMean(text: string, candidates: Iterable<string>, fallback: string): string {
  const meant = closest(text, candidates);
  return meant === undefined ? fallback : `did you mean '${meant}'?`;
}

/** The text with what may be a password or a private key taken out. */
function withoutSecrets(text: string): string {
  return text.includes('PRIVATE KEY') ? '(a private key)' : text.replace(/\/\/[^/?#]*@/g, '//***@');
}

function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return line.length <= MAX_GIVEN_LENGTH ? line : `${line.slice(0, MAX_GIVEN_LENGTH)}…`;
}
