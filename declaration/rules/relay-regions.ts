import { didYouMean, given } from '../wording';
import type { Rule } from './rule';

/** Further regions of the relay are regions of the deployment, and the home region is none of them. */
export const relayRegions: Rule = (survey, report) => {
  const { azure, declaration } = survey;
  const declared = Object.keys(declaration.relay?.regions ?? {});
  if (!survey.isKnown(['targets', 'azure', 'regions'])) {
    return;
  }
  const regions = Object.keys(azure?.regions ?? {});
  for (const region of declared) {
    const at = { path: ['relay', 'regions', region], part: 'key' } as const;
    if (azure === undefined) {
      report({
        code: 'unknown-region',
        ...at,
        message: 'further regions are of Azure, and there is no target azure',
        fix: 'remove it, or declare targets.azure',
      });
    } else if (region === azure.region) {
      report({
        code: 'home-region',
        ...at,
        message: 'is the home region, whose instances stand in relay.instances',
        fix: 'move what it says to relay.instances and relay.zones',
      });
    } else if (!regions.includes(region)) {
      report({
        code: 'unknown-region',
        ...at,
        message: 'the deployment has no network in this region',
        given: given(region),
        fix: didYouMean(region, regions, `declare targets.azure.regions.${region}`),
      });
    }
  }
};
