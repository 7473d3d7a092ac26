import { didYouMean, given, orList } from '../wording';
import type { Rule } from './rule';

/** A group is placed where the deployment has a network. */
export const placements: Rule = (survey, report) => {
  const { azure } = survey;
  for (const { path, declared, region, whole } of survey.groups) {
    const { placement } = declared;
    if (!whole || placement === undefined || placement === 'external') {
      continue;
    }
    if (azure === undefined) {
      report({
        code: 'placement',
        path: [...path, 'placement'],
        part: 'key',
        message: 'regions, zones and subnets are of Azure, and there is no target azure',
        fix: "remove it, or declare targets.azure; hosts of your own are 'placement: external'",
      });
      continue;
    }
    const regions = [azure.region, ...Object.keys(azure.regions ?? {})];
    if (!regions.includes(region) && survey.isKnown(['targets', 'azure', 'regions'])) {
      report({
        code: 'unknown-region',
        path: [...path, 'placement', 'region'],
        message: 'the deployment has no network in this region',
        given: given(region),
        allowed: orList([...new Set(regions)].sort()),
        fix: didYouMean(region, regions, `declare targets.azure.regions.${region}`),
      });
    }
  }
};
