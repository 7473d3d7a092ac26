import { DockerStack } from '../../stacks/docker-stack';
import { deployment, type DeploymentOptions } from '../deployment';
import type { JsonObject } from './json';
import { rolesIn, Runtimes, synthesizedJson } from './kit-stacks';
import type { Role, Roles } from './promises';
import { scenario } from './scenario';

/**
 * Machines and gates of the docker stack; the relay's instances count as one more group. What waits for a machine and the
 * gate behind it ask the same, so either proves that the machine is in service.
 */
const roles: Roles = (address): Role | undefined => {
  if (address === 'terraform_data.configuration_documents') {
    return { role: 'publication', group: '' };
  }
  const [, kind = '', name = '', part = ''] =
    /^(?:docker_container|terraform_data)\.(group|relay)[-_](.+?)(?:_slot-\d+)?_(container|wait|gate)$/.exec(
      address,
    ) ?? [];
  if (part === '' || name.endsWith('_enrolment')) {
    return undefined;
  }
  return { role: part === 'container' ? 'machine' : 'gate', group: kind === 'relay' ? 'relay' : name };
};

const HQ = { connectors: 2, applications: { intranet: {} } };
const PLANT = { connectors: 2, applications: { mes: {} } };

/** The docker stack of groups `hq` and `plant`, unless others are given. */
function stack(options: DeploymentOptions = {}): JsonObject {
  const declared = deployment({ azure: null, groups: { hq: HQ, plant: PLANT }, ...options });
  return synthesizedJson((app) => new DockerStack(app, 'docker', declared));
}

const WAITS = ['slot-0', 'slot-1'].map((slot) => `terraform_data.group-hq_${slot}_wait`);
const GATES = ['slot-0', 'slot-1'].map((slot) => `terraform_data.group-hq_${slot}_gate`);
const [WAIT = ''] = WAITS;
const [GATE = ''] = GATES;
const MACHINE = 'docker_container.group-hq_slot-0_container';
const CONFIGURATION = 'terraform_data.configuration_documents';

const runtimes = new Runtimes();
afterAll(() => {
  runtimes.remove();
});

describe('the docker stack', () => {
  test('is known to the harness', () => {
    expect(rolesIn(stack(), roles)).toEqual({
      'machine hq': 2,
      'gate hq': 4,
      'machine plant': 2,
      'gate plant': 4,
      'machine relay': 2,
      'gate relay': 4,
      publication: 1,
    });
  });

  scenario('replaces every machine for a new runtime, and publishes at the end', roles, async (world) => {
    await world.applied(stack(runtimes.version(1)));
    const { done } = await world.applied(stack(runtimes.version(2)));
    expect(done.filter((one) => /^delete docker_container\.(group-.*_slot|relay)/.test(one))).toHaveLength(6);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(stack(runtimes.version(2)))).toEqual([]);
  });

  scenario('leaves the old machine while its gate fails, and resumes', roles, async (world) => {
    const next = stack({ rolloutSalt: 'b' });
    await world.applied(stack());
    for (const failing of [WAIT, WAIT, GATE]) {
      const { ok, done } = await world.apply(next, { failing: { [failing]: 'failed' } });
      expect([failing, ok]).toEqual([failing, false]);
      expect(done).not.toContain(`delete ${MACHINE}`);
      expect(done).not.toContain(`create ${CONFIGURATION}`);
    }
    const { done } = await world.applied(next);
    expect(done).toContain(`delete ${MACHINE}`);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(next)).toEqual([]);
  });

  scenario(
    'is stuck but safe on a roll-back under the old name, and rolls back with a new salt',
    roles,
    async (world) => {
      await world.applied(stack({ rolloutSalt: 'a' }));
      await world.apply(stack({ rolloutSalt: 'b' }), { failing: { [GATE]: 'failed' } });
      const stuck = await world.apply(stack({ rolloutSalt: 'a' }));
      expect(stuck.errors.join('\n')).toContain(`already exists: ${MACHINE}`);
      await world.applied(stack({ rolloutSalt: 'a2' }));
      expect(world.violations()).toEqual([]);
      expect(await world.planned(stack({ rolloutSalt: 'a2' }))).toEqual([]);
    },
  );

  for (const [signal, when, at] of [
    ['SIGINT', 'while it waits for machines', WAITS],
    ['SIGKILL', 'while it waits for machines', WAITS],
    ['SIGKILL', 'during their gates', GATES],
  ] as const) {
    scenario(`resumes after ${signal} ${when}`, roles, async (world) => {
      const next = stack({ rolloutSalt: 'b' });
      await world.applied(stack());
      await world.apply(next, { interrupt: { at, signal } });
      await world.applied(next);
      expect(world.violations()).toEqual([]);
      expect(await world.planned(next)).toEqual([]);
    });
  }

  scenario('adds a connector and takes it out again', roles, async (world) => {
    const three = { groups: { hq: { ...HQ, connectors: 3 }, plant: PLANT } };
    await world.applied(stack());
    const added = await world.applied(stack(three));
    expect(added.done).toContain('create docker_container.group-hq_slot-2_container');
    expect(added.done).not.toContain(`create ${MACHINE}`);
    const removed = await world.applied(stack());
    expect(removed.done).toContain('delete docker_container.group-hq_slot-2_container');
    expect(removed.done).not.toContain(`create ${MACHINE}`);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(stack())).toEqual([]);
  });

  scenario(
    'moves an application to a new group, and takes out the group that it was in',
    roles,
    async (world) => {
      const moved = { groups: { hq: HQ, plant: { ...PLANT, applications: {} }, site: PLANT } };
      await world.applied(stack());
      await world.applied(stack(moved));
      await world.applied(stack({ groups: { hq: HQ, site: PLANT } }));
      expect(world.violations()).toEqual([]);
      expect(await world.planned(stack({ groups: { hq: HQ, site: PLANT } }))).toEqual([]);
    },
  );

  scenario('renames a group one machine after the other', roles, async (world) => {
    const renamed = { groups: { office: { ...HQ, formerly: 'hq' }, plant: PLANT } };
    await world.applied(stack());
    await world.applied(stack(renamed), { renamed: { office: 'hq' } });
    expect(world.violations()).toEqual([]);
    expect(await world.planned(stack(renamed))).toEqual([]);
  });

  scenario('replaces the machines of a group for another size', roles, async (world) => {
    const larger = { docker: { connectorMemoryMiB: 768 } };
    await world.applied(stack());
    const { done } = await world.applied(stack(larger));
    expect(done).toContain(`delete ${MACHINE}`);
    expect(done.filter((one) => one.includes('relay_'))).toEqual([]);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(stack(larger))).toEqual([]);
  });
});
