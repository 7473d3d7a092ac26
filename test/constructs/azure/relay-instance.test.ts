import { RelayInstance, type RelayInstanceProps } from '../../../constructs/azure/relay-instance';
import { synthesize } from '../../assertions';

const props: RelayInstanceProps = {
  name: 'contoso-relay-r0',
  location: 'westeurope',
  resourceGroupName: 'rg',
  zone: '1',
  size: 'Standard_D4s_v5',
  image: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: '24.04.202510010' },
  administrator: { username: 'appproxy' },
  identityIds: ['/identity'],
  cloudInit: '#cloud-config\n',
  subnetId: '/subnet',
  backendPools: { users: '/pool' },
  publicAddress: { prefixId: '/prefix', zones: ['1', '2', '3'] },
  record: { zoneName: 'apps.example.com', zoneResourceGroupName: 'rg-dns', name: 'r0' },
  logs: { identityId: '/identity', ruleId: '/rule' },
};
const instance = (more: Partial<RelayInstanceProps> = {}) =>
  synthesize((stack) => new RelayInstance(stack, 'relay-r0', { ...props, ...more }));

describe('RelayInstance', () => {
  test('takes its address from the range of the relay endpoints', () => {
    expect(instance().resource('azurerm_public_ip.relay-r0_slot_address')).toMatchObject({
      public_ip_prefix_id: '/prefix',
      zones: ['1', '2', '3'],
    });
  });

  test('the gate waits for the log agent, so the old machine keeps its own until then', () => {
    expect(
      instance().resource('azurerm_virtual_machine_run_command.relay-r0_slot_gate')['depends_on'],
    ).toEqual([
      'azurerm_virtual_machine_extension.relay-r0_logs_agent',
      'azurerm_monitor_data_collection_rule_association.relay-r0_logs_rule',
    ]);
  });

  test('the DNS record keeps its name, is updated in place and moves only after the gate', () => {
    const record = instance().resource('azurerm_dns_a_record.relay-r0_record');
    expect(record).toMatchObject({
      name: 'r0',
      records: ['${azurerm_public_ip.relay-r0_slot_address.ip_address}'],
      depends_on: ['azurerm_virtual_machine_run_command.relay-r0_slot_gate'],
    });
    expect(record).not.toHaveProperty('lifecycle.create_before_destroy', true);
    expect(
      instance({ size: 'Standard_D8s_v5' }).resource('azurerm_dns_a_record.relay-r0_record')['name'],
    ).toBe('r0');
  });

  test('the machine waits for its place in the load balancer', () => {
    expect(instance().resource('azurerm_linux_virtual_machine.relay-r0_slot_vm')['depends_on']).toContain(
      'azurerm_network_interface_backend_address_pool_association.relay-r0_slot_pool-users',
    );
  });

  test('without logs no agent is made', () => {
    const { logs, ...rest } = props;
    expect(logs).toBeDefined();
    const stack = synthesize((scope) => new RelayInstance(scope, 'relay-r0', rest));
    expect(Object.keys(stack.all('azurerm_virtual_machine_extension'))).toEqual([]);
  });
});
