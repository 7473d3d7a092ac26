import type { Roles } from './promises';
import { terraformIsThere } from './terraform';
import { World } from './world';

/** Milliseconds that one scenario may take; several run at once. */
const SCENARIO_TIMEOUT = 180_000;

const there = terraformIsThere();
if (!there && !inCi()) {
  process.stderr.write('skipped: scenarios of the order of changes, as terraform is not on the PATH\n');
}

/**
 * A test in a world of its own that runs the real terraform, beside others. Without terraform it is skipped,
 * in CI it fails.
 */
export function scenario(name: string, roles: Roles, body: (world: World) => Promise<void>): void {
  if (!there && !inCi()) {
    test.skip(name, () => undefined);
    return;
  }
  test.concurrent(
    name,
    async () => {
      if (!there) {
        throw new Error('terraform is not on the PATH: CI must have it, version 1.11 or later');
      }
      const world = new World(roles);
      try {
        await body(world);
      } finally {
        world.remove();
      }
    },
    SCENARIO_TIMEOUT,
  );
}

function inCi(): boolean {
  return process.env['CI'] === 'true';
}
