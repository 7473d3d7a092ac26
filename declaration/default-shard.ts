import { createHash } from 'node:crypto';

/** Shard of a group that declares none: from its name alone, so that other groups do not move it. */
export function defaultShard(group: string, shards: number): number {
  return parseInt(createHash('sha256').update(group).digest('hex').slice(0, 8), 16) % shards;
}
