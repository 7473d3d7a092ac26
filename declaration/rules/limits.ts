import { MAX_APPLICATIONS_PER_GROUP, MAX_GROUPS_PER_REGION, MAX_MANAGED_IDENTITY_GROUPS } from '../limits';
import type { Rule } from './rule';

/** The deployment stays below what one Azure subscription holds. */
export const limits: Rule = (survey, report) => {
  const onAzure = survey.groups.filter((group) => group.onAzure);
  const identities = onAzure.filter(({ declared }) => declared.enrolment !== 'token').length;
  if (identities > MAX_MANAGED_IDENTITY_GROUPS) {
    report({
      code: 'azure-limit',
      path: ['groups'],
      part: 'key',
      message:
        'too many groups enrol by managed identity: each takes one of the 4,000 role assignments of a subscription',
      given: `${identities} groups`,
      allowed: `at most ${MAX_MANAGED_IDENTITY_GROUPS}`,
      fix: "declare 'enrolment: token' for some, or make two deployments in two subscriptions",
    });
  }
  const byRegion = new Map<string, number>();
  for (const { region } of onAzure) {
    byRegion.set(region, (byRegion.get(region) ?? 0) + 1);
  }
  for (const [region, count] of byRegion) {
    if (count > MAX_GROUPS_PER_REGION) {
      report({
        code: 'azure-limit',
        path: ['groups'],
        part: 'key',
        message: `too many groups in region '${region}': each takes one of its 5,000 network security groups`,
        given: `${count} groups`,
        allowed: `at most ${MAX_GROUPS_PER_REGION}`,
        fix: 'place some in another region, or make two deployments in two subscriptions',
      });
    }
  }
  for (const { name, path, declared } of onAzure) {
    const rules =
      Object.keys(declared.applications ?? {}).length + Object.keys(declared.egress?.allow ?? {}).length;
    if (rules > MAX_APPLICATIONS_PER_GROUP) {
      report({
        code: 'azure-limit',
        path: [...path, 'applications'],
        part: 'key',
        message: `group '${name}' has too many applications and extra destinations: each takes one of the 1,000 rules of a network security group`,
        given: String(rules),
        allowed: `at most ${MAX_APPLICATIONS_PER_GROUP}`,
        fix: 'spread them over two groups',
      });
    }
  }
};
