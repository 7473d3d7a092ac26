import { createHash } from 'node:crypto';

/** Priorities of the rules that every group may have. Network security groups take 100 to 4096. */
export const FIXED_PRIORITIES = {
  relay: 100,
  'dns-udp': 110,
  'dns-tcp': 111,
  proxy: 120,
  vault: 130,
  storage: 140,
} as const;

/** Lowest and highest priority of backends and extra destinations. */
export const FIRST_NAMED_PRIORITY = 200;
export const LAST_NAMED_PRIORITY = 3999;
/** Most backends and extra destinations of one group; more are refused. */
export const MAX_NAMED_RULES = LAST_NAMED_PRIORITY - FIRST_NAMED_PRIORITY + 1;

/**
 * Gives each name a priority that follows from the name: its hash, and where that is taken the next free one,
 * in the order of the names. A name that comes or goes moves another one only where the two collide.
 *
 * @throws RangeError above `MAX_NAMED_RULES` names.
 */
export function namedPriorities(group: string, names: readonly string[]): ReadonlyMap<string, number> {
  if (names.length > MAX_NAMED_RULES) {
    throw new RangeError(
      `groups.${group} needs ${names.length} egress rules for its applications and egress.allow, allowed: at most ` +
        `${MAX_NAMED_RULES}; split the group`,
    );
  }
  const taken = new Set<number>();
  const priorities = new Map<string, number>();
  for (const name of [...names].sort()) {
    let offset = createHash('sha256').update(name).digest().readUInt32BE(0) % MAX_NAMED_RULES;
    while (taken.has(offset)) offset = (offset + 1) % MAX_NAMED_RULES;
    taken.add(offset);
    priorities.set(name, FIRST_NAMED_PRIORITY + offset);
  }
  return priorities;
}
