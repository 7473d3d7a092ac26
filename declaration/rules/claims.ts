import type { Rule } from './rule';
import type { SurveyedApplication } from '../survey';

/** No two applications claim the same host and path. */
export const claims: Rule = (survey, report, { placeOf }) => {
  const claimed = new Map<string, SurveyedApplication>();
  for (const application of survey.applications) {
    const { host, prefix, path, name, group, declared } = application;
    if (host === undefined) {
      continue;
    }
    const key = host + prefix;
    const first = claimed.get(key);
    if (first === undefined) {
      claimed.set(key, application);
      continue;
    }
    report({
      code: 'claimed-twice',
      path: declared.host === undefined ? path : [...path, 'host'],
      ...(declared.host === undefined ? { part: 'key' } : {}),
      message: `application '${name}' of group '${group.name}' claims '${key}', as application '${first.name}' of group '${first.group.name}' does${placeOf(first.path)}`,
      fix: 'give one of the two another host or path',
    });
  }
};
