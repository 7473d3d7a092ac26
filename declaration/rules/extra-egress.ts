import { hostName } from '../host-name';
import { parseRange } from '../ipv4';
import { given } from '../wording';
import type { Rule } from './rule';

/** Extra destinations are ranges or, where something can match them, host names. */
export const extraEgress: Rule = (survey, report) => {
  for (const { name, path, declared, onAzure, mode, placed } of survey.groups) {
    if (!placed) {
      continue;
    }
    for (const [allowance, { to }] of Object.entries(declared.egress?.allow ?? {})) {
      to.forEach((destination, index) => {
        const at = [...path, 'egress', 'allow', allowance, 'to', index];
        if (parseRange(destination) !== undefined) {
          return;
        }
        if (hostName(destination) === undefined) {
          report({
            code: 'destination',
            path: at,
            message: 'is neither a range nor a host name',
            given: given(destination),
            allowed: 'an IPv4 range such as 10.9.0.0/24, or a host name in firewall mode',
          });
        } else if (onAzure && mode !== 'firewall') {
          report({
            code: 'needs-ranges',
            path: at,
            message: `is given by name, and in egress mode '${mode}' rules match addresses only`,
            given: given(destination),
            fix: `declare its ranges, or egress mode 'firewall' for group '${name}'`,
          });
        }
      });
    }
  }
};
