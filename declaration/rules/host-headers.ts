import { hostName } from '../host-name';
import { isAddress } from '../ipv4';
import { given } from '../wording';
import type { Rule } from './rule';

/** A Host header that is written out is one that a backend can receive. */
export const hostHeaders: Rule = (survey, report) => {
  for (const { path, declared } of survey.applications) {
    const header = declared.hostHeader;
    if (header === undefined || header === 'external' || header === 'backend') {
      continue;
    }
    const host = header.replace(/:[0-9]{1,5}$/, '');
    if (hostName(host) !== host.toLowerCase() && !isAddress(host)) {
      report({
        code: 'host-name',
        path: [...path, 'hostHeader'],
        message: 'cannot be sent as Host',
        given: given(header),
        allowed: 'external, backend, or a host with an optional port',
      });
    }
  }
};
