import { hostName } from '../host-name';
import { given } from '../wording';
import type { Rule } from './rule';

/** The domain is a DNS domain. */
export const domain: Rule = (survey, report) => {
  const declared = survey.declaration.domain;
  if (survey.isWhole(['domain']) && hostName(declared)?.includes('.') !== true) {
    report({
      code: 'host-name',
      path: ['domain'],
      message: 'is not a DNS domain',
      given: given(declared),
      allowed: 'a name of two or more parts, such as apps.example.com',
    });
  }
};
