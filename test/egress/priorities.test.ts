import fc from 'fast-check';
import { MAX_NAMED_RULES, namedPriorities } from '../../egress/priorities';

const name = fc.stringMatching(/^(backend|extra)-[a-z0-9]{1,6}$/);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 200 });

/** Two names with the same hash. */
const COLLIDING = ['backend-a28', 'backend-a35'] as const;

describe('namedPriorities', () => {
  test('a name has the same priority wherever it stands and whatever stands beside it', () => {
    const alone = namedPriorities('hq', ['backend-erp']).get('backend-erp');
    const among = namedPriorities('hq', ['backend-a', 'backend-erp', 'backend-z']).get('backend-erp');
    expect(alone).toBe(2748);
    expect(among).toBe(alone);
  });

  test('a name that is added renumbers nobody where its own priority is free', () => {
    fc.assert(
      fc.property(names, name, (before, added) => {
        const old = namedPriorities('hq', before);
        const own = namedPriorities('hq', [added]).get(added);
        fc.pre(own !== undefined && ![...old.values()].includes(own));
        const now = namedPriorities('hq', [...before, added]);
        expect(before.filter((other) => old.get(other) !== now.get(other))).toEqual([]);
      }),
    );
  });

  test('of two names that collide the first by name keeps its priority, the other takes the next', () => {
    expect([...namedPriorities('hq', [...COLLIDING].reverse())].sort()).toEqual([
      [COLLIDING[0], namedPriorities('hq', [COLLIDING[0]]).get(COLLIDING[0])],
      [COLLIDING[1], (namedPriorities('hq', [COLLIDING[1]]).get(COLLIDING[1]) ?? 0) + 1],
    ]);
  });

  test('a full group has every priority once', () => {
    const all = Array.from({ length: MAX_NAMED_RULES }, (_, index) => `backend-${index}`);
    const priorities = [...namedPriorities('hq', all).values()].sort((a, b) => a - b);
    expect(priorities).toEqual(Array.from({ length: 3800 }, (_, index) => 200 + index));
  });

  test('fails above 3,800 rules', () => {
    const tooMany = Array.from({ length: MAX_NAMED_RULES + 1 }, (_, index) => `backend-${index}`);
    expect(() => namedPriorities('hq', tooMany)).toThrow(
      'groups.hq needs 3801 egress rules for its applications and egress.allow, allowed: at most 3800; split the group',
    );
  });
});
