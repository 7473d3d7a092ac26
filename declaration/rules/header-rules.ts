import { given } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';
import type { Problem } from '../problem';
import type { HeaderRules } from '../types.generated';

/** Headers of one connection (RFC 9110, section 7.6.1), and those that frame or route a message. */
const FORBIDDEN = new Set([
  'connection',
  'content-length',
  'forwarded',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const FORWARDING_PREFIX = 'x-forwarded-';

/** Header rules name no header that the relay itself answers for, and each header once. */
export const headerRules: Rule = (survey, report) => {
  for (const { path, declared } of survey.applications) {
    for (const direction of ['request', 'response'] as const) {
      const rules = declared.headers?.[direction];
      if (rules !== undefined) {
        check(rules, [...path, 'headers', direction], report);
      }
    }
  }
};

function check(rules: HeaderRules, at: Path, report: (problem: Problem) => void): void {
  const seen = new Set<string>();
  const look = (name: string, place: () => Pick<Problem, 'path' | 'part'>): void => {
    const lower = name.toLowerCase();
    if (FORBIDDEN.has(lower) || lower.startsWith(FORWARDING_PREFIX)) {
      report({
        code: 'header-forbidden',
        ...place(),
        message: 'belongs to one connection, or the relay sets it',
        given: given(name),
        fix: lower === 'host' ? 'use hostHeader' : 'remove it',
      });
    } else if (seen.has(lower)) {
      report({
        code: 'header-twice',
        ...place(),
        message: 'this header is named twice; upper and lower case are the same',
        given: given(name),
        fix: 'remove one of the two',
      });
    }
    seen.add(lower);
  };
  for (const name of Object.keys(rules.set ?? {})) {
    look(name, () => ({ path: [...at, 'set', name], part: 'key' }));
  }
  rules.remove?.forEach((name, index) => {
    look(name, () => ({ path: [...at, 'remove', index] }));
  });
}
