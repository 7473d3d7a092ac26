import { scenario } from './scenario';
import { smallRoles, smallStack, type SmallStack } from './small-stack';

const GATE_0 = 'azurerm_virtual_machine_run_command.alpha-0_gate';
const GATE_1 = 'azurerm_virtual_machine_run_command.alpha-1_gate';
const MACHINE_0 = 'azurerm_linux_virtual_machine.alpha-0_vm';
const NIC_0 = 'azurerm_network_interface.alpha-0_nic';

/** Group `alpha` of two slots; its document is of the same generation, so that it follows every change. */
function alpha(generation: string, gate?: SmallStack['gate']): ReturnType<typeof smallStack> {
  return smallStack({
    groups: { alpha: { slots: [generation, generation], document: generation } },
    ...(gate === undefined ? {} : { gate }),
  });
}

describe('a gate that is replaced before it is destroyed, with a name that is new for each creation', () => {
  scenario(
    'leaves the old machine while it fails, twice, and finishes once it succeeds',
    smallRoles,
    async (world) => {
      await world.applied(alpha('a'));
      for (const attempt of [1, 2]) {
        const { ok, done } = await world.apply(alpha('b'), { failing: { [GATE_0]: 'failed' } });
        expect([attempt, ok]).toEqual([attempt, false]);
        expect(done).not.toContain(`delete ${MACHINE_0}`);
        expect(done.filter((one) => one.endsWith('_document'))).toEqual([]);
      }
      const { done } = await world.applied(alpha('b'));
      expect(done).toContain(`delete ${MACHINE_0}`);
      expect(done).toContain('create azurerm_storage_blob.alpha_document');
      expect(world.violations()).toEqual([]);
      expect(await world.planned(alpha('b'))).toEqual([]);
    },
  );

  scenario('holds when a further generation comes on top of one that failed', smallRoles, async (world) => {
    await world.applied(alpha('a'));
    await world.apply(alpha('b'), { failing: { [GATE_0]: 'failed', [GATE_1]: 'failed' } });
    await world.apply(alpha('c'), { failing: { [GATE_0]: 'failed' } });
    expect(world.stored().filter(({ address }) => address === MACHINE_0)).toHaveLength(3);
    await world.applied(alpha('c'));
    expect(world.stored().filter(({ address }) => address === MACHINE_0)).toHaveLength(1);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(alpha('c'))).toEqual([]);
  });

  scenario('holds when terraform is interrupted during it', smallRoles, async (world) => {
    await world.applied(alpha('a'));
    const { ok } = await world.apply(alpha('b'), { interrupt: { at: [GATE_0, GATE_1], signal: 'SIGINT' } });
    expect(ok).toBe(false);
    expect(world.stored()).toContainEqual(expect.objectContaining({ address: GATE_1, tainted: true }));
    await world.applied(alpha('b'));
    expect(world.violations()).toEqual([]);
    expect(await world.planned(alpha('b'))).toEqual([]);
  });

  scenario('holds when terraform is killed during it', smallRoles, async (world) => {
    await world.applied(alpha('a'));
    const { ok } = await world.apply(alpha('b'), { interrupt: { at: [GATE_0, GATE_1], signal: 'SIGKILL' } });
    expect(ok).toBe(false);
    // The run command of the killed apply runs on in the cloud, unknown to the state: its name is taken.
    await world.applied(alpha('b'));
    expect(world.violations()).toEqual([]);
    expect(await world.planned(alpha('b'))).toEqual([]);
  });

  scenario(
    'holds through a roll-back under the old name, which fails, and one under a new name',
    smallRoles,
    async (world) => {
      await world.applied(alpha('a'));
      await world.apply(alpha('b'), { failing: { [GATE_0]: 'failed' } });
      const stuck = await world.apply(alpha('a'));
      expect(stuck.errors.join('\n')).toContain(`already exists: ${NIC_0}`);
      await world.applied(alpha('a2'));
      expect(world.violations()).toEqual([]);
      expect(await world.planned(alpha('a2'))).toEqual([]);
    },
  );

  scenario(
    'holds when a machine cannot be made, by a quota or after it came to exist',
    smallRoles,
    async (world) => {
      await world.applied(alpha('a'));
      expect((await world.apply(alpha('b'), { failing: { [MACHINE_0]: 'refused' } })).ok).toBe(false);
      expect((await world.apply(alpha('b'), { failing: { [MACHINE_0]: 'failed' } })).ok).toBe(false);
      const stuck = await world.apply(alpha('b'));
      expect(stuck.errors.join('\n')).toContain(`already exists: ${MACHINE_0}`);
      expect(world.removeOrphans(MACHINE_0)).toBe(1);
      await world.applied(alpha('b'));
      expect(world.violations()).toEqual([]);
      expect(await world.planned(alpha('b'))).toEqual([]);
    },
  );
});

describe('a gate with one name', () => {
  scenario(
    'is stuck after it failed once, if it is replaced before it is destroyed',
    smallRoles,
    async (world) => {
      const gate = 'replaced-before-under-one-name';
      await world.applied(alpha('a', gate));
      await world.apply(alpha('b', gate), { failing: { [GATE_0]: 'failed' } });
      const { errors } = await world.apply(alpha('b', gate));
      expect(errors.join('\n')).toContain(`already exists: ${GATE_0}`);
      expect(world.violations()).toEqual([]);
    },
  );

  scenario(
    'is replaced before it is destroyed whatever it says, where a document depends on it',
    smallRoles,
    async (world) => {
      await world.applied(alpha('a', 'replaced-after'));
      await world.apply(alpha('b', 'replaced-after'), { failing: { [GATE_0]: 'failed' } });
      const { errors } = await world.apply(alpha('b', 'replaced-after'));
      expect(errors.join('\n')).toContain(`already exists: ${GATE_0}`);
      expect(world.violations()).toEqual([]);
    },
  );
});
