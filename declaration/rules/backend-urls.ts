import { isUnusable } from '../backend-url';
import { parseRange, contains } from '../ipv4';
import { given } from '../wording';
import type { Rule } from './rule';

/** A backend URL can be dialled and holds no password. */
export const backendUrls: Rule = (survey, report) => {
  for (const { path, declared, backend } of survey.applications) {
    if (isUnusable(backend)) {
      report({
        code: 'url',
        path: [...path, 'url'],
        message: backend.reason,
        given: given(declared.url),
        fix: backend.fix,
      });
      continue;
    }
    const address = backend.isAddress ? parseRange(backend.host) : undefined;
    const ranges = declared.backendCidrs?.flatMap((text) => parseRange(text) ?? []);
    if (address !== undefined && ranges?.some((range) => contains(range, address)) === false) {
      report({
        code: 'range-misses',
        path: [...path, 'backendCidrs'],
        message: `does not hold the backend's address ${backend.host}`,
        fix: 'remove it: an address needs no ranges',
      });
    }
  }
};
