import { addressesOf } from './rewrite-stack';
import { scenario } from './scenario';
import { smallRoles, smallStack, type SmallStack } from './small-stack';

/** Group `alpha` of two slots, both of one generation. */
function alpha(
  generation: string,
  stack: Partial<SmallStack> = {},
  document = 'one',
): ReturnType<typeof smallStack> {
  return smallStack({ ...stack, groups: { alpha: { slots: [generation, generation], document } } });
}

describe('the harness sees', () => {
  scenario('nothing wrong in a stack that is right', smallRoles, async (world) => {
    await world.applied(alpha('a'));
    const { done } = await world.applied(alpha('b', {}, 'two'));
    expect(done.filter((one) => /_vm$/.test(one))).toEqual([
      expect.stringMatching(/^create/),
      expect.stringMatching(/^create/),
      expect.stringMatching(/^delete/),
      expect.stringMatching(/^delete/),
    ]);
    expect(world.violations()).toEqual([]);
    expect(await world.planned(alpha('b', {}, 'two'))).toEqual([]);
  });

  scenario('machines that go before their successors exist', smallRoles, async (world) => {
    const wrong: Partial<SmallStack> = {
      createBeforeDestroy: false,
      gate: 'replaced-after',
      document: 'none',
    };
    await world.applied(alpha('a', wrong));
    await world.applied(alpha('b', wrong));
    expect(world.violations()).toContain(
      'apply 2: machine azurerm_linux_virtual_machine.alpha-0_vm goes before its successor has passed its gate',
    );
    expect(world.violations().join('\n')).toMatch(
      /apply 2: group alpha has 1 of 2 machines in service after deleting/,
    );
    expect(world.violations().join('\n')).toMatch(
      /apply 2: group alpha has 0 of 2 machines in service after deleting/,
    );
  });

  scenario('machines without a gate', smallRoles, async (world) => {
    await world.applied(alpha('a', { gate: 'none' }));
    await world.applied(alpha('b', { gate: 'none' }));
    expect(world.violations()).toContain(
      'apply 1: machine azurerm_linux_virtual_machine.alpha-1_vm has no gate that succeeded',
    );
    expect(world.violations()).toContain(
      'apply 2: machine azurerm_linux_virtual_machine.alpha-0_vm goes before its successor has passed its gate',
    );
  });

  scenario('an association that goes from a living machine', smallRoles, async (world) => {
    await world.applied(alpha('a', { association: 'beside the machine' }));
    await world.applied(alpha('b', { association: 'beside the machine' }));
    expect(world.violations()).toContain(
      'apply 2: association azurerm_network_interface_security_group_association.alpha-0_nsga goes from the living machine azurerm_linux_virtual_machine.alpha-0_vm',
    );
  });

  scenario('an extension that goes while its machine still serves', smallRoles, async (world) => {
    await world.applied(alpha('a', { extension: 'beside the gate', document: 'none' }));
    // The gate of the new machine fails; the extension of the old one goes all the same.
    await world.apply(alpha('b', { extension: 'beside the gate', document: 'none' }), {
      failing: { 'azurerm_virtual_machine_run_command.alpha-0_gate': 'failed' },
    });
    expect(world.violations()).toContain(
      'apply 2: azurerm_virtual_machine_extension.alpha-0_agent of machine azurerm_linux_virtual_machine.alpha-0_vm goes before its successor has passed its gate',
    );
  });

  scenario('nothing wrong with an extension that the gate waits for', smallRoles, async (world) => {
    const right: Partial<SmallStack> = { extension: 'before the gate', document: 'none' };
    await world.applied(alpha('a', right));
    await world.apply(alpha('b', right), {
      failing: { 'azurerm_virtual_machine_run_command.alpha-0_gate': 'failed' },
    });
    await world.applied(alpha('b', right));
    expect(world.violations()).toEqual([]);
  });

  scenario('a document that comes before the gates', smallRoles, async (world) => {
    await world.applied(alpha('a', { document: 'at once' }));
    expect(world.violations()).toContain(
      'apply 1: document azurerm_storage_blob.alpha_document comes before azurerm_linux_virtual_machine.alpha-0_vm has passed its gate',
    );
  });

  scenario('a document that goes before its successor exists', smallRoles, async (world) => {
    await world.applied(alpha('a', { document: 'destroyed first' }));
    await world.applied(alpha('a', { document: 'destroyed first' }, 'two'));
    expect(world.violations()).toEqual([
      'apply 2: document azurerm_storage_blob.alpha_document goes before its successor exists',
    ]);
  });

  scenario('a machine that an update in place stops', smallRoles, async (world) => {
    const sized = (size: string): ReturnType<typeof smallStack> =>
      smallStack({ groups: { alpha: { slots: ['a', 'a'], size } } });
    await world.applied(sized('Standard_D4s_v5'));
    await world.applied(sized('Standard_D8s_v5'));
    expect(world.violations()).toContain(
      'apply 2: machine azurerm_linux_virtual_machine.alpha-0_vm is stopped by an update in place',
    );
    expect(world.violations().join('\n')).toMatch(/apply 2: group alpha has 0 of 2 machines in service/);
  });

  scenario('no more than is declared', smallRoles, async (world) => {
    await world.applied(smallStack({ groups: { alpha: { slots: ['a', 'a'] } } }));
    await world.applied(smallStack({ groups: { alpha: { slots: ['a'] } } }));
    // One is declared: the harness holds what is declared, the declaration's own rule says that it is too few.
    expect(world.violations()).toEqual([]);
  });

  // With a refresh terraform merges the declared dependencies into those that it stored under the former
  // addresses; without one it loses the order.
  scenario('a renamed group that is applied without a refresh', smallRoles, async (world) => {
    const former = smallStack({ groups: { alpha: { slots: ['a', 'a'] } } });
    const renamed = {
      ...smallStack({ groups: { beta: { slots: ['a', 'a'] } } }),
      moved: addressesOf(former)
        .filter((address) => address.includes('.alpha'))
        .map((address) => ({ from: address, to: address.replace('.alpha', '.beta') })),
    };
    await world.applied(former);
    await world.applied(renamed, { renamed: { beta: 'alpha' }, refresh: false });
    expect(world.violations().join('\n')).toMatch(/goes before its successor has passed its gate/);
  });
});
