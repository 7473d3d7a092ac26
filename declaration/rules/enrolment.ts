import type { Rule } from './rule';

/** Enrolment by managed identity needs machines that have one. */
export const enrolment: Rule = (survey, report) => {
  for (const { path, declared, onAzure, external, placed } of survey.groups) {
    if (placed && !onAzure && declared.enrolment === 'managed-identity') {
      report({
        code: 'enrolment',
        path: [...path, 'enrolment'],
        message: external
          ? 'hosts that the kit does not provision have no managed identity of this deployment'
          : 'only machines on Azure have a managed identity, and there is no target azure',
        given: "'managed-identity'",
        allowed: 'token',
        fix: 'remove the key: token is the default here',
      });
    }
  }
};
