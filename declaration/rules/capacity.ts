import { findVmSize, isImpossible, vmSeries } from '../../capacity';
import type { Rule } from './rule';
import type { SurveyedGroup } from '../survey';

/** What a group must carry can be carried. */
export const capacity: Rule = (survey, report) => {
  const series = survey.declaration.capacity?.series;
  if (!survey.isWhole(['capacity']) || (series !== undefined && !vmSeries().includes(series))) {
    return;
  }
  for (const group of survey.groups) {
    const plan = group.whole && isPlannable(group) ? survey.planOf(group) : undefined;
    if (plan !== undefined && isImpossible(plan)) {
      report({
        code: 'capacity',
        path: [...group.path, group.declared.load === undefined ? 'connectors' : 'load'],
        part: 'key',
        message: `group '${group.name}': ${plan.reason}`,
        ...(plan.possible.length === 0 ? {} : { fix: `possible: ${plan.possible.join('; ')}` }),
      });
    }
  }
};

/** Not where another rule has found the reason already. */
function isPlannable({ declared: { load, size, connectors, fewerThanTwo } }: SurveyedGroup): boolean {
  return (
    (load === undefined || (size === undefined && connectors === undefined)) &&
    (size === undefined || findVmSize(size) !== undefined) &&
    (connectors === undefined || connectors >= 2 || fewerThanTwo !== undefined)
  );
}
