import { DEFAULT_GROUP } from '../model';
import type { Rule } from './rule';

/** The group `default` is not declared. */
export const defaultGroup: Rule = (survey, report) => {
  for (const { name, path } of survey.groups) {
    if (name === DEFAULT_GROUP) {
      report({
        code: 'default-group',
        path,
        part: 'key',
        message: `the group '${DEFAULT_GROUP}' exists always, serves nothing and cannot be declared`,
        fix: 'give the group another name',
      });
    }
  }
};
