import type { Rule } from './rule';

/** A group has two connectors at least, or a reason; a reason is repeated each time. */
export const fewerThanTwo: Rule = (survey, report) => {
  for (const { name, path, declared, whole } of survey.groups) {
    const { connectors, fewerThanTwo: accepted } = declared;
    if (!whole || connectors === undefined || connectors >= 2) {
      continue;
    }
    const at = { path: [...path, 'connectors'], given: String(connectors) };
    if (accepted === undefined) {
      report({
        code: 'fewer-than-two',
        ...at,
        message: `group '${name}' has fewer than two connectors, so each update and each fault interrupts it`,
        allowed: '2 or more',
        fix: 'declare two, or say why one is enough in fewerThanTwo.reason',
      });
    } else {
      report({
        code: 'fewer-than-two',
        severity: 'warning',
        ...at,
        message: `group '${name}' has fewer than two connectors, so each update and each fault interrupts it; accepted because: ${accepted.reason}`,
      });
    }
  }
};
