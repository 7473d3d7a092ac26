import { DEFAULT_GROUP } from '../model';
import { given } from '../wording';
import type { Rule } from './rule';

/** A former name is free now, and one group's alone. */
export const formerly: Rule = (survey, report, { placeOf }) => {
  const groups = new Map(survey.groups.map((group) => [group.name, group]));
  const renamed = new Map<string, string>();
  for (const { name, path, declared } of survey.groups) {
    const former = declared.formerly;
    if (former === undefined) {
      continue;
    }
    const at = { code: 'formerly', path: [...path, 'formerly'], given: given(former) } as const;
    const present = groups.get(former);
    const other = renamed.get(former);
    if (former === DEFAULT_GROUP) {
      report({ ...at, message: 'no declared group ever had this name', fix: 'remove it' });
    } else if (present !== undefined) {
      report({
        ...at,
        message:
          former === name
            ? 'the group has this name still'
            : `a group of this name exists still${placeOf(present.path)}`,
        fix: 'remove it, or name the group that this one replaces',
      });
    } else if (other !== undefined) {
      report({ ...at, message: `group '${other}' had this name too`, fix: 'remove one of the two' });
    }
    renamed.set(former, name);
  }
};
