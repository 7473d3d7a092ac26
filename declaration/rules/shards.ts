import { defaultShard } from '../default-shard';
import { DEFAULTS } from '../defaults.generated';
import { given } from '../wording';
import type { Rule } from './rule';

/** A group's shard exists, and a renamed group stays in the state that its machines are in. */
export const shards: Rule = (survey, report) => {
  if (!survey.isWhole(['targets', 'azure', 'shards'])) {
    return;
  }
  const count = survey.azure?.shards ?? DEFAULTS.azureTarget.shards;
  for (const { name, path, declared } of survey.groups) {
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
    const former = declared.formerly;
    if (former === undefined || declared.shard !== undefined) {
      continue;
    }
    const from = defaultShard(former, count);
    const to = defaultShard(name, count);
    if (from !== to) {
      report({
        code: 'formerly-shard',
        path: [...path, 'formerly'],
        message: `the new name leads to shard ${to} and the former one led to shard ${from}, and no resource can move between states`,
        given: given(former),
        fix: `keep the group where it is with shard: ${from}`,
      });
    }
  }
};
