import { GroupFirewallRules } from '../../../constructs/azure/group-firewall-rules';
import type { FirewallCollection } from '../../../egress/firewall-collection';
import { synthesize } from '../../assertions';

const collection: FirewallCollection = {
  networkRules: [
    {
      name: 'relay',
      description: 'tunnels',
      protocols: ['TCP'],
      sourceAddresses: ['10.80.9.0/24'],
      destinationAddresses: ['192.0.2.0/28'],
      destinationPorts: ['443'],
    },
  ],
  applicationRules: [
    {
      name: 'storage',
      description: 'artifact',
      protocols: [{ type: 'Https', port: 443 }],
      sourceAddresses: ['10.80.9.0/24'],
      destinationFqdns: ['st.blob.core.windows.net'],
    },
  ],
  needsDnsProxy: false,
};

interface Collection {
  readonly name: string;
  readonly priority: number;
}

function rules(names: readonly string[], more: { name?: string; priority?: number } = {}) {
  const json = synthesize(
    (stack) =>
      new GroupFirewallRules(stack, 'firewall', {
        name: 'rcg',
        firewallPolicyId: '/policy',
        priority: 500,
        groups: Object.fromEntries(names.map((name) => [name, collection])),
        ...more,
      }),
  ).resource('azurerm_firewall_policy_rule_collection_group.firewall_rules');
  return {
    network: json['network_rule_collection'] as unknown as readonly Collection[],
    application: json['application_rule_collection'] as unknown as readonly Collection[],
  };
}

describe('GroupFirewallRules', () => {
  test('has two collections a group, all of different priorities that Azure takes', () => {
    const names = Array.from({ length: 50 }, (_, index) => `group-${index}`);
    const { network, application } = rules(names);
    expect(network).toHaveLength(50);
    expect(application).toHaveLength(50);
    const priorities = [...network, ...application].map(({ priority }) => priority);
    expect(new Set(priorities).size).toBe(100);
    expect(Math.min(...priorities)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...priorities)).toBeLessThanOrEqual(65_000);
  });

  test('another group leaves the priorities of the rest as they are', () => {
    const before = rules(['hq', 'plant']).network;
    const after = rules(['branch', 'hq', 'plant']).network;
    expect(after).toEqual(expect.arrayContaining([...before]));
  });

  test.each([99, 65_001])('refuses the priority %d', (priority) => {
    expect(() => rules(['hq'], { priority })).toThrow(
      `priority is ${priority}, allowed: a whole number from 100 to 65000`,
    );
  });
});
