import { AzureGroupsStack } from '../../stacks/azure-groups-stack';
import { deployment, type DeploymentOptions } from '../deployment';
import type { JsonObject } from './json';
import { rolesIn, Runtimes, synthesizedJson } from './kit-stacks';
import type { Role, Roles } from './promises';
import { scenario } from './scenario';

const ROLE_OF_TYPE: Readonly<Record<string, Role['role']>> = {
  azurerm_linux_virtual_machine: 'machine',
  azurerm_virtual_machine_run_command: 'gate',
  azurerm_network_interface_security_group_association: 'association',
  azurerm_virtual_machine_extension: 'attachment',
  azurerm_storage_blob: 'document',
};

/** What machines need to come into service does not wait for the gates: egress list and admission. The others follow them. */
const roles: Roles = (address) => {
  if (/^azurerm_storage_blob\.group-.+_(egress|admission)_/.test(address)) {
    return { role: 'document', group: '' };
  }
  const [, type = '', group] = /^(\w+)\.group-(.+?)_/.exec(address) ?? [];
  const role = ROLE_OF_TYPE[type];
  return role === undefined || group === undefined ? undefined : { role, group };
};

const HQ = { connectors: 2, applications: { intranet: {} } };
const PLANT = { connectors: 2, applications: { mes: {} } };

/** The stack of groups `hq` and `plant`, unless others are given. */
function stack(options: DeploymentOptions = {}): JsonObject {
  const declared = deployment({ docker: null, groups: { hq: HQ, plant: PLANT }, ...options });
  return synthesizedJson((app) => new AzureGroupsStack(app, declared, 0));
}

const [GATE, OTHER_GATE] = ['slot-0', 'slot-1'].map(
  (slot) => `azurerm_virtual_machine_run_command.group-hq_${slot}_gate`,
) as [string, string];
const MACHINE = 'azurerm_linux_virtual_machine.group-hq_slot-0_vm';
const INTERFACE = 'azurerm_network_interface.group-hq_slot-0_nic';
const THIRD_MACHINE = 'azurerm_linux_virtual_machine.group-hq_slot-2_vm';

const runtimes = new Runtimes();
afterAll(() => {
  runtimes.remove();
});

/** What was done to machines, and to documents of groups. */
function notable(done: readonly string[]): string[] {
  return done.filter((one) => /azurerm_linux_virtual_machine|_blob\.group-/.test(one));
}

describe('the stack of the groups', () => {
  test('is known to the harness', () => {
    expect(rolesIn(stack(), roles)).toEqual({
      'machine hq': 2,
      'gate hq': 2,
      'association hq': 2,
      'document hq': 1,
      'machine plant': 2,
      'gate plant': 2,
      'association plant': 2,
      'document plant': 1,
      document: 4,
    });
  });

  scenario(
    'replaces every machine for another image, another size, another runtime',
    roles,
    async (world) => {
      const image = {
        publisher: 'Canonical',
        offer: 'ubuntu-24_04-lts',
        sku: 'server',
        version: '24.04.202511010',
      };
      const larger = { hq: { ...HQ, plan: { size: 'Standard_D8s_v5', cores: 8 } }, plant: PLANT };
      const versions = [
        stack(runtimes.version(1)),
        stack({ ...runtimes.version(1), azure: { image } }),
        stack({ ...runtimes.version(1), azure: { image }, groups: larger }),
        stack({ ...runtimes.version(2), azure: { image }, groups: larger }),
      ];
      const replaced = [];
      for (const version of versions) {
        const { done } = await world.applied(version);
        replaced.push(done.filter((one) => one.startsWith('delete azurerm_linux_virtual_machine')).length);
        expect(await world.planned(version)).toEqual([]);
      }
      expect(replaced).toEqual([0, 4, 2, 4]);
      expect(world.violations()).toEqual([]);
    },
  );

  scenario('leaves the old machine while a gate fails, and resumes', roles, async (world) => {
    const next = stack({ rolloutSalt: 'b' });
    await world.applied(stack());
    for (const attempt of [1, 2]) {
      const { ok, done } = await world.apply(next, { failing: { [GATE]: 'failed' } });
      expect([attempt, ok]).toEqual([attempt, false]);
      expect(done).not.toContain(`delete ${MACHINE}`);
    }
    const { done } = await world.applied(next);
    expect(notable(done)).toEqual([`delete ${MACHINE}`]);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(next)).toEqual([]);
  });

  scenario('rolls back with a new salt, and is stuck but safe without one', roles, async (world) => {
    await world.applied(stack({ rolloutSalt: 'a' }));
    await world.apply(stack({ rolloutSalt: 'b' }), { failing: { [GATE]: 'failed' } });
    const stuck = await world.apply(stack({ rolloutSalt: 'a' }));
    expect(stuck.errors.join('\n')).toContain(`already exists: ${INTERFACE}`);
    await world.applied(stack({ rolloutSalt: 'a2' }));
    expect(world.violations()).toEqual([]);
    expect(await world.planned(stack({ rolloutSalt: 'a2' }))).toEqual([]);
  });

  scenario('goes back to an earlier runtime after a failed gate, with a new salt', roles, async (world) => {
    await world.applied(stack(runtimes.version(1)));
    await world.apply(stack(runtimes.version(2)), { failing: { [GATE]: 'failed' } });
    const back = stack({ ...runtimes.version(1), rolloutSalt: 'back' });
    await world.applied(back);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(back)).toEqual([]);
  });

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    scenario(`resumes after ${signal} during the gates of a group`, roles, async (world) => {
      const next = stack({ rolloutSalt: 'b' });
      await world.applied(stack());
      await world.apply(next, { interrupt: { at: [GATE, OTHER_GATE], signal } });
      await world.applied(next);
      expect(world.violations()).toEqual([]);
      expect(await world.planned(next)).toEqual([]);
    });
  }

  scenario('adds a connector and takes it out again', roles, async (world) => {
    const three = stack({ groups: { hq: { ...HQ, connectors: 3 }, plant: PLANT } });
    await world.applied(stack());
    const added = await world.applied(three);
    expect(added.done.filter((one) => one.includes('virtual_machine.'))).toEqual([`create ${THIRD_MACHINE}`]);
    const removed = await world.applied(stack());
    expect(removed.done.filter((one) => one.includes('virtual_machine.'))).toEqual([
      `delete ${THIRD_MACHINE}`,
    ]);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(stack())).toEqual([]);
  });

  scenario('changes an application by its document alone', roles, async (world) => {
    const changed = { ...HQ, applications: { intranet: { timeoutSeconds: 120 } } };
    await world.applied(stack());
    const { done } = await world.applied(stack({ groups: { hq: changed, plant: PLANT } }));
    expect(done).toEqual([
      expect.stringMatching(/^create azurerm_storage_blob\.group-hq_/),
      expect.stringMatching(/^delete azurerm_storage_blob\.group-hq_/),
    ]);
    expect(world.violations()).toEqual([]);
  });

  scenario('publishes a changed document only after the gates, also when one fails', roles, async (world) => {
    const next = stack({
      rolloutSalt: 'b',
      groups: { hq: { ...HQ, applications: { intranet: { timeoutSeconds: 120 } } }, plant: PLANT },
    });
    await world.applied(stack());
    for (const attempt of [1, 2]) {
      const { done } = await world.apply(next, { failing: { [GATE]: 'failed' } });
      expect([attempt, done.filter((one) => one.includes('blob.group-hq_document'))]).toEqual([attempt, []]);
    }
    const { done } = await world.applied(next);
    expect(notable(done)).toEqual([
      expect.stringMatching(/^create azurerm_storage_blob\.group-hq_/),
      expect.stringMatching(/^delete azurerm_storage_blob\.group-hq_/),
      expect.stringMatching(/^delete azurerm_linux_virtual_machine\.group-hq_/),
      expect.stringMatching(/^delete azurerm_linux_virtual_machine\.group-hq_/),
    ]);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(next)).toEqual([]);
  });

  scenario(
    'moves an application to a new group, and takes out the group that it was in',
    roles,
    async (world) => {
      const moved = stack({ groups: { hq: HQ, plant: { ...PLANT, applications: {} }, site: PLANT } });
      const left = stack({ groups: { hq: HQ, site: PLANT } });
      await world.applied(stack());
      await world.applied(moved);
      await world.applied(left);
      expect(world.violations()).toEqual([]);
      expect(await world.planned(left)).toEqual([]);
    },
  );

  scenario('renames a group one machine after the other', roles, async (world) => {
    const renamed = stack({ groups: { office: { ...HQ, formerly: 'hq' }, plant: PLANT } });
    await world.applied(stack());
    await world.applied(renamed, { renamed: { office: 'hq' } });
    expect(world.violations()).toEqual([]);
    expect(await world.planned(renamed)).toEqual([]);
  });
});
