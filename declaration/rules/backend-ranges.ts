import { isUnusable } from '../backend-url';
import type { Rule } from './rule';

/** Where network security groups filter, the ranges of a backend that is given by name are declared. */
export const backendRanges: Rule = (survey, report) => {
  for (const { name, path, group, declared, backend } of survey.applications) {
    if (
      group.placed &&
      group.onAzure &&
      group.mode !== 'firewall' &&
      !isUnusable(backend) &&
      !backend.isAddress &&
      declared.backendCidrs === undefined
    ) {
      report({
        code: 'needs-ranges',
        path: [...path, 'url'],
        message:
          `the backend of application '${name}' is given by name ('${backend.host}'), ` +
          `and in egress mode '${group.mode}' rules match addresses only`,
        fix: `declare backendCidrs, or egress mode 'firewall' for group '${group.name}'`,
      });
    }
  }
};
