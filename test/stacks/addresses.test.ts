import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addStacks } from '../../stacks';
import { formerAddresses, isAccountedFor } from '../../stacks/address-history';
import { difference, synthesized, testApp, type SynthesizedStack } from '../assertions';
import { deployment, type DeploymentOptions, type GroupOptions } from '../deployment';
import { EVERYTHING } from './example';

const GOLDEN = join(__dirname, 'addresses.golden.json');

function stacks(options: DeploymentOptions): Readonly<Record<string, SynthesizedStack>> {
  return Object.fromEntries(
    addStacks(testApp(), deployment(options)).map((stack) => [stack.node.id, synthesized(stack)]),
  );
}

/** Addresses of resources that are new, gone or changed, by stack. */
function changes(before: DeploymentOptions, after: DeploymentOptions): Record<string, string[]> {
  const [was, is] = [stacks(before), stacks(after)];
  return Object.fromEntries(
    Object.entries(is).flatMap(([name, stack]) => {
      const other = was[name];
      const found = other === undefined ? [] : difference(other, stack);
      return found.length === 0 ? [] : [[name, found]];
    }),
  );
}

const base: DeploymentOptions = { ...EVERYTHING, docker: null };
const groups = EVERYTHING.groups ?? {};
const withGroups = (changed: Readonly<Record<string, GroupOptions>>): DeploymentOptions => ({
  ...base,
  groups: changed,
});
const belongsTo = (group: string) => new RegExp(`^[+-] [a-z_]+\\.group-${group}_`);

describe('addresses', () => {
  // The list only grows. An address that is in it must still be there, or `stacks/moved.json` must say where it went:
  // otherwise Terraform would remove the thing and make another one, without a gate.
  test('those that were ever given out are there still, or have moved', () => {
    const golden = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Readonly<Record<string, readonly string[]>>;
    const current = stacks(EVERYTHING);
    expect(Object.keys(current).sort()).toEqual(Object.keys(golden).sort());
    for (const [name, addresses] of Object.entries(golden)) {
      const there = new Set(current[name]?.addresses);
      const lost = addresses.filter((address) => !there.has(address) && !isAccountedFor(name, address));
      expect({ stack: name, lost }).toEqual({ stack: name, lost: [] });
      const moved = new Set(formerAddresses(name, [...there]).values());
      const added = [...there].filter((address) => !addresses.includes(address) && !moved.has(address));
      expect({ stack: name, addToGoldenList: added }).toEqual({ stack: name, addToGoldenList: [] });
    }
  });

  test('a new group adds addresses of its own only', () => {
    const after = withGroups({ ...groups, branch: { applications: { till: { url: 'http://10.30.0.9' } } } });
    const { 'azure-groups-0': shard, ...rest } = changes(base, after);
    expect(rest).toEqual({});
    expect(shard?.filter((change) => !belongsTo('branch').test(change))).toEqual([
      '~ azurerm_monitor_scheduled_query_rules_alert_v2.redundancy_alert_rule',
    ]);
  });

  test.each(['hq', 'plant'])('group %s, removed, takes its own addresses only', (name) => {
    const { [name]: removed, ...others } = groups;
    expect(removed).toBeDefined();
    const { 'azure-groups-0': shard, ...rest } = changes(base, withGroups(others));
    expect(rest).toEqual({});
    expect(shard?.filter((change) => !belongsTo(name).test(change))).toEqual([
      '~ azurerm_monitor_scheduled_query_rules_alert_v2.redundancy_alert_rule',
    ]);
  });

  test('a renamed group moves its addresses, all of them, and no other', () => {
    const { hq, ...others } = groups;
    const after = stacks(withGroups({ ...others, head: { ...hq, formerly: 'hq' } }));
    const before = stacks(base)['azure-groups-0']?.addresses ?? [];
    const moved = (after['azure-groups-0']?.part('moved') ?? []) as readonly { from: string; to: string }[];
    const machines = (list: readonly string[]) => list.filter((address) => address.includes('.group-hq_'));
    expect(moved.map(({ from }) => from).sort()).toEqual(machines(before));
    for (const { from, to } of moved) expect(to).toBe(from.replace('.group-hq_', '.group-head_'));
  });

  test('a new connector adds a slot and changes no other', () => {
    const after = withGroups({ ...groups, hq: { ...groups['hq'], connectors: 4 } });
    expect(changes(base, after)).toEqual({
      'azure-groups-0': [
        '+ azurerm_linux_virtual_machine.group-hq_slot-3_vm',
        '+ azurerm_network_interface.group-hq_slot-3_nic',
        '+ azurerm_network_interface_security_group_association.group-hq_slot-3_nsg',
        '+ azurerm_virtual_machine_run_command.group-hq_slot-3_gate',
        // The document says how many connectors there should be, and waits for all gates.
        '~ azurerm_storage_blob.group-hq_document_blob',
      ],
    });
  });

  test('a removed connector takes its slot', () => {
    const after = withGroups({ ...groups, hq: { ...groups['hq'], connectors: 2 } });
    const { 'azure-groups-0': shard } = changes(base, after);
    expect(shard?.filter((change) => change.startsWith('-'))).toHaveLength(4);
    expect(
      shard?.every((change) => change.includes('.group-hq_slot-2_') || change.includes('hq_document')),
    ).toBe(true);
  });

  test.each([
    ['new', { portal: { url: 'http://10.10.0.30' } }],
    ['changed', { intranet: { url: 'http://10.10.0.21:8080' } }],
  ])('a %s application changes documents and rules of its group, and no machine', (_, applications) => {
    const hq = { ...groups['hq'], applications: { ...groups['hq']?.applications, ...applications } };
    expect(changes(base, withGroups({ ...groups, hq }))).toEqual({
      'azure-groups-0': [
        '~ azurerm_network_security_group.group-hq_nsg_group',
        '~ azurerm_storage_blob.group-hq_document_blob',
        '~ azurerm_storage_blob.group-hq_egress_blob',
      ],
    });
  });

  test('another relay instance changes no other machine', () => {
    const instances = {
      ...EVERYTHING.relay?.instances,
      r2: { name: 'r2', region: 'westeurope', zone: '3', home: true },
    };
    const after = { ...base, relay: { ...EVERYTHING.relay, instances } };
    const { 'azure-relay': relay, ...rest } = changes(base, after);
    expect(rest).toEqual({});
    expect(relay?.filter((change) => !/^\+ [a-z_0-9]+\.relay-r2_/.test(change))).toEqual([
      '~ azurerm_dns_srv_record.dns_discovery',
      '~ azurerm_monitor_scheduled_query_rules_alert_v2.heartbeat_alert_rule',
    ]);
  });

  test('a changed certificate changes no machine', () => {
    const certificates = {
      default: { hosts: ['apps.example.com', 'www.example.com'], issuer: 'Self', validityMonths: 6 },
    };
    expect(changes(base, { ...base, relay: { ...EVERYTHING.relay, certificates } })).toEqual({
      'azure-platform': ['~ azurerm_key_vault_certificate.certificate-default_certificate'],
      'azure-relay': ['~ azurerm_storage_blob.document_blob'],
    });
  });
});
