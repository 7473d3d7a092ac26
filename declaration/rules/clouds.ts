import { closest, given } from '../wording';
import { cloudOfRegion, regionsOfCloud } from '../../capacity';
import { DEFAULTS } from '../defaults.generated';
import type { Rule } from './rule';
import type { Path } from '../finding';

const CLOUDS = { public: 'Azure public', usgovernment: 'Azure Government', china: 'Azure in China' } as const;

/** Every region is one of the Azure cloud that the deployment is in. */
export const clouds: Rule = (survey, report) => {
  const { azure } = survey;
  if (azure === undefined || !survey.isWhole(['targets', 'azure', 'environment'])) {
    return;
  }
  const environment = azure.environment ?? DEFAULTS.azureTarget.environment;
  const declared: (readonly [Path, string])[] = [
    [['targets', 'azure', 'region'], azure.region],
    ...Object.keys(azure.regions ?? {}).map(
      (region) => [['targets', 'azure', 'regions', region], region] as const,
    ),
  ];
  for (const [path, region] of declared) {
    const at = { path, part: path.at(-1) === 'region' ? 'value' : 'key', given: given(region) } as const;
    const cloud = cloudOfRegion(region) ?? cloudByName(region);
    if (cloud !== undefined && cloud !== environment) {
      report({
        code: 'wrong-cloud',
        ...at,
        message: `is a region of ${CLOUDS[cloud]}, and the deployment is in ${CLOUDS[environment]}`,
        fix: `choose a region of ${CLOUDS[environment]}, or declare targets.azure.environment: ${cloud}`,
      });
    } else if (cloudOfRegion(region) === undefined) {
      const meant = closest(region, regionsOfCloud(environment));
      report({
        code: 'region-not-known',
        severity: 'warning',
        ...at,
        message: `is not in the kit's table of regions of ${CLOUDS[environment]}, so it is taken as a new one with three zones`,
        ...(meant === undefined ? {} : { fix: `did you mean '${meant}'?` }),
      });
    }
  }
};

function cloudByName(region: string): keyof typeof CLOUDS | undefined {
  if (/^usgov|^usdod/.test(region)) {
    return 'usgovernment';
  }
  return region.startsWith('china') ? 'china' : undefined;
}
