import { AzureRelayStack } from '../../stacks/azure-relay-stack';
import { deployment, type DeploymentOptions } from '../deployment';
import type { JsonObject } from './json';
import { rolesIn, Runtimes, synthesizedJson } from './kit-stacks';
import type { Role, Roles } from './promises';
import { scenario } from './scenario';

const ROLE_OF_TYPE: Readonly<Record<string, Role['role']>> = {
  azurerm_linux_virtual_machine: 'machine',
  azurerm_virtual_machine_run_command: 'gate',
  azurerm_network_interface_security_group_association: 'association',
  azurerm_network_interface_backend_address_pool_association: 'association',
  azurerm_virtual_machine_extension: 'attachment',
  azurerm_monitor_data_collection_rule_association: 'attachment',
};

/** The relay's instances count as one group. Its documents come before its machines, which read them. */
const roles: Roles = (address) => {
  const [type = ''] = address.split('.');
  if (type === 'azurerm_storage_blob' && !address.includes('artifact')) {
    return { role: 'document', group: '' };
  }
  const role = ROLE_OF_TYPE[type];
  return role === undefined ? undefined : { role, group: 'relay' };
};

function stack(options: DeploymentOptions = {}): JsonObject {
  return synthesizedJson((app) => new AzureRelayStack(app, deployment({ docker: null, ...options })));
}

const MACHINE = 'azurerm_linux_virtual_machine.relay-r0_slot_vm';
const GATES = ['r0', 'r1'].map((name) => `azurerm_virtual_machine_run_command.relay-${name}_slot_gate`);
const [GATE = ''] = GATES;
const RECORD = 'azurerm_dns_a_record.relay-r0_record';

const runtimes = new Runtimes();
afterAll(() => {
  runtimes.remove();
});

describe('the relay stack', () => {
  test('is known to the harness', () => {
    expect(rolesIn(stack(), roles)).toEqual({
      'machine relay': 2,
      'gate relay': 2,
      'association relay': 2,
      'attachment relay': 4,
      document: 2,
    });
  });

  scenario('replaces every instance for a new runtime and for another size', roles, async (world) => {
    await world.applied(stack(runtimes.version(1)));
    const { done } = await world.applied(stack(runtimes.version(2)));
    expect(done.filter((one) => one.startsWith('delete azurerm_linux_virtual_machine'))).toHaveLength(2);
    expect(done.indexOf(`update ${RECORD}`)).toBeGreaterThan(done.indexOf(`create ${GATE}`));
    const larger = { ...runtimes.version(2), relay: { size: 'Standard_D8s_v5' } };
    await world.applied(stack(larger));
    expect(world.violations()).toEqual([]);
    expect(await world.planned(stack(larger))).toEqual([]);
  });

  scenario('keeps the old instance and its record while a gate fails, and resumes', roles, async (world) => {
    const next = stack({ rolloutSalt: 'b' });
    await world.applied(stack());
    for (const attempt of [1, 2]) {
      const { ok, done } = await world.apply(next, { failing: { [GATE]: 'failed' } });
      expect([attempt, ok]).toEqual([attempt, false]);
      expect(done).not.toContain(`delete ${MACHINE}`);
      expect(done).not.toContain(`update ${RECORD}`);
    }
    const { done } = await world.applied(next);
    expect(done).toContain(`delete ${MACHINE}`);
    expect(done).toContain(`update ${RECORD}`);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(next)).toEqual([]);
  });

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    scenario(`resumes after ${signal} during the gates`, roles, async (world) => {
      const next = stack({ rolloutSalt: 'b' });
      await world.applied(stack());
      await world.apply(next, { interrupt: { at: GATES, signal } });
      await world.applied(next);
      expect(world.violations()).toEqual([]);
      expect(await world.planned(next)).toEqual([]);
    });
  }

  scenario('changes its document without touching a machine', roles, async (world) => {
    const changed = stack({ relay: { timeouts: { defaultSeconds: 60, longSeconds: 180 } } });
    await world.applied(stack());
    const { done } = await world.applied(changed);
    expect(done).toEqual([
      'create azurerm_storage_blob.document_blob',
      'delete azurerm_storage_blob.document_blob',
    ]);
    expect(world.violations()).toEqual([]);
  });
});
