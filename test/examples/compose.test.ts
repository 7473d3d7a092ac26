import { Testing } from 'cdktf';
import { ShopStack } from '../../examples/compose/shop-stack';

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly provider: Readonly<Record<string, readonly unknown[]>>;
  readonly terraform: { readonly backend: Readonly<Record<string, unknown>> };
  readonly output?: unknown;
}

describe('examples/compose', () => {
  const stack = new ShopStack(Testing.app(), 'shop');
  const synthesized = JSON.parse(Testing.synth(stack, true)) as Stack;
  const machines = Object.values(synthesized.resource['azurerm_linux_virtual_machine'] ?? {});

  it('puts at least two machines into the resource group of the stack', () => {
    expect(machines).toHaveLength(2);
    for (const machine of machines) {
      expect(machine['resource_group_name']).toBe('${azurerm_resource_group.shop.name}');
    }
  });

  it('puts them into the subnet of the stack', () => {
    const interfaces = Object.values(synthesized.resource['azurerm_network_interface'] ?? {});
    expect(interfaces).toHaveLength(2);
    expect(JSON.stringify(interfaces)).toContain('${azurerm_subnet.connectors.id}');
  });

  it('adds no provider, no backend and no output', () => {
    expect(synthesized.provider['azurerm']).toHaveLength(1);
    expect(Object.keys(synthesized.provider)).toEqual(['azurerm']);
    expect(Object.keys(synthesized.terraform.backend)).toEqual(['local']);
    expect(synthesized.output).toBeUndefined();
    expect(Object.keys(synthesized.resource['azurerm_resource_group'] ?? {})).toEqual(['shop']);
    expect(Object.keys(synthesized.resource['azurerm_virtual_network'] ?? {})).toEqual(['network']);
  });
});
