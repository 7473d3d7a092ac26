import { zonesOfRegion } from '../../capacity';
import { given, orList } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';

/** Zones exist in their region. */
export const zones: Rule = (survey, report) => {
  const { azure, declaration } = survey;
  if (azure === undefined) {
    return;
  }
  const check = (path: Path, region: string, declared: readonly string[] | undefined): void => {
    const known = zonesOfRegion(region);
    declared?.forEach((zone, index) => {
      if (!known.includes(zone)) {
        report({
          code: 'unknown-zone',
          path: [...path, index],
          message: `region '${region}' has no such zone`,
          given: given(zone),
          allowed: known.length === 0 ? `none: '${region}' has no zones` : orList(known),
          ...(known.length === 0 ? { fix: 'write zones: []' } : {}),
        });
      }
    });
  };
  check(['relay', 'zones'], azure.region, declaration.relay?.zones);
  for (const [region, { zones: declared }] of Object.entries(declaration.relay?.regions ?? {})) {
    check(['relay', 'regions', region, 'zones'], region, declared);
  }
  for (const { path, declared, region, whole } of survey.groups) {
    if (whole && typeof declared.placement === 'object') {
      check([...path, 'placement', 'zones'], region, declared.placement.zones);
    }
  }
};
