import { AzureGroupsStack } from '../../stacks/azure-groups-stack';
import { synthesized, testApp } from '../assertions';
import { DEFAULT_GROUPS, deployment, type DeploymentOptions } from '../deployment';

const shard = (options: DeploymentOptions = {}, number = 0) =>
  synthesized(new AzureGroupsStack(testApp(), deployment(options), number));
const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000002';
const VNET = `${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub`;

describe('AzureGroupsStack', () => {
  test('has at least two machines a group, each behind a gate of its own', () => {
    const stack = shard();
    const machines = Object.keys(stack.all('azurerm_linux_virtual_machine'));
    expect(machines).toEqual([
      'group-hq_slot-0_vm',
      'group-hq_slot-1_vm',
      'group-hq_slot-2_vm',
      'group-plant_slot-0_vm',
      'group-plant_slot-1_vm',
    ]);
    expect(Object.keys(stack.all('azurerm_virtual_machine_run_command'))).toEqual(
      machines.map((name) => name.replace(/vm$/, 'gate')),
    );
  });

  test('reads from Azure the range of the relay endpoints and nothing else', () => {
    const stack = shard();
    expect(stack.json['data']).toMatchObject({
      azurerm_public_ip_prefix: {
        'relay-range-westeurope': {
          name: 'ippre-contoso-westeurope',
          resource_group_name: 'rg-contoso-platform',
        },
      },
    });
    expect(Object.keys(stack.json['data'] as object)).toEqual(['azurerm_public_ip_prefix']);
  });

  test('reads nothing where the range is declared', () => {
    expect(shard({ relay: { endpointCidrs: ['192.0.2.0/28'] } }).json).not.toHaveProperty('data');
  });

  test('the program is uploaded once a state, under a name of its own', () => {
    expect(Object.values(shard().all('azurerm_storage_blob')).filter((blob) => 'source' in blob)).toEqual([
      expect.objectContaining({
        name: expect.stringMatching(/^runtime\/azure-groups-0\/[0-9a-f]{64}\/app-proxy$/) as string,
      }),
    ]);
  });

  test('a shard without groups keeps its resource group, so that it can remove what it had', () => {
    const stack = shard({ azure: { shards: 2 } }, 1);
    expect(stack.addresses).toEqual(['azurerm_resource_group.group']);
    expect(stack.json).not.toHaveProperty('data');
  });

  test('an external group gets its documents and the commands for its hosts, and no machine', () => {
    const stack = shard({ groups: { depot: { placement: 'external', applications: { stock: {} } } } });
    expect(stack.addresses).toEqual([
      'azurerm_monitor_scheduled_query_rules_alert_v2.redundancy_alert_rule',
      'azurerm_resource_group.group',
      'azurerm_storage_blob.group-depot_document_blob',
      'azurerm_storage_blob.group-depot_egress_blob',
    ]);
    expect(stack.json['output']).toMatchObject({
      commands_depot: {
        value: expect.arrayContaining([expect.stringContaining('app-proxy connector install')]) as string[],
      },
    });
  });

  test('the alert knows how many connectors each group must have', () => {
    const stack = shard({
      groups: { ...DEFAULT_GROUPS, lab: { connectors: 1, fewerThanTwo: { reason: 'trials only' } } },
    });
    const rule = stack.resource('azurerm_monitor_scheduled_query_rules_alert_v2.redundancy_alert_rule');
    expect(JSON.stringify(rule['criteria'])).toContain("['hq', 2, 'lab', 1, 'plant', 2]");
  });

  describe('in firewall mode', () => {
    const firewallRules = (options: DeploymentOptions, number = 0) =>
      shard(options, number).resource(
        'azurerm_firewall_policy_rule_collection_group.firewall-westeurope_rules',
      );

    test('a shard has one rule collection group, in the policy that the platform made', () => {
      const rules = firewallRules({ azure: { regions: { westeurope: { egress: 'firewall' } }, shards: 1 } });
      expect(rules).toMatchObject({
        name: 'rcg-contoso-groups-0-westeurope',
        priority: 500,
        firewall_policy_id: `${SUBSCRIPTION}/resourceGroups/rg-contoso-platform/providers/Microsoft.Network/firewallPolicies/afwp-contoso-westeurope`,
      });
      expect(JSON.stringify(rules['network_rule_collection'])).toContain('10.80.128.0/17');
    });

    test('the priority follows from the declared one and the shard', () => {
      const policy = `${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/firewallPolicies/p`;
      const rules = firewallRules(
        {
          azure: {
            shards: 4,
            regions: {
              westeurope: { egress: 'firewall', firewall: { policy, privateIp: '10.0.0.4', priority: 700 } },
            },
          },
          groups: { hq: { shard: 3 } },
        },
        3,
      );
      expect(rules).toMatchObject({ firewall_policy_id: policy, priority: 703 });
    });

    test('the ranges of a connector subnet that exists are read once', () => {
      const stack = shard({
        azure: {
          regions: {
            westeurope: {
              egress: 'firewall',
              virtualNetwork: VNET,
              subnets: { connectors: `${VNET}/subnets/c` },
            },
          },
        },
      });
      expect(stack.data('azurerm_subnet.connector-subnet-westeurope')).toMatchObject({
        name: 'c',
        virtual_network_name: 'vnet-hub',
        resource_group_name: 'rg-hub',
      });
      expect(
        JSON.stringify(
          stack.resource('azurerm_firewall_policy_rule_collection_group.firewall-westeurope_rules')[
            'network_rule_collection'
          ],
        ),
      ).toContain('${data.azurerm_subnet.connector-subnet-westeurope.address_prefixes}');
    });
  });
});
