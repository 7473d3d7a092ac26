import { DEFAULTS } from '../defaults.generated';
import type { Rule } from './rule';

/** A group's shard exists. */
export const shards: Rule = (survey, report) => {
  if (!survey.isWhole(['targets', 'azure', 'shards'])) {
    return;
  }
  const count = survey.azure?.shards ?? DEFAULTS.azureTarget.shards;
  for (const { path, declared } of survey.groups) {
    if (declared.shard !== undefined && declared.shard >= count) {
      report({
        code: 'unknown-shard',
        path: [...path, 'shard'],
        message: 'there is no such shard',
        given: String(declared.shard),
        allowed:
          count === 1
            ? '0, as targets.azure.shards is 1'
            : `0 to ${count - 1}, as targets.azure.shards is ${count}`,
      });
    }
  }
};
