import { AzureRelayStack } from '../../stacks/azure-relay-stack';
import { synthesized, testApp } from '../assertions';
import { deployment, type DeploymentOptions } from '../deployment';

const relay = (options: DeploymentOptions = {}) =>
  synthesized(new AzureRelayStack(testApp(), deployment(options)));
const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000002';
const RELAY_SUBNET = `${SUBSCRIPTION}/resourceGroups/rg-contoso-platform/providers/Microsoft.Network/virtualNetworks/vnet-contoso-westeurope/subnets/app-proxy-relay`;

describe('AzureRelayStack', () => {
  test('reads no other state: what the platform made is named by computed ids', () => {
    const stack = relay();
    expect(stack.json).not.toHaveProperty('data');
    expect(
      stack.resource('azurerm_subnet_network_security_group_association.security-westeurope_attachment')[
        'subnet_id'
      ],
    ).toBe(RELAY_SUBNET);
    expect(stack.resource('azurerm_public_ip.relay-r0_slot_address')['public_ip_prefix_id']).toBe(
      `${SUBSCRIPTION}/resourceGroups/rg-contoso-platform/providers/Microsoft.Network/publicIPPrefixes/ippre-contoso-westeurope`,
    );
  });

  test('has an instance for each declared one, each in its zone', () => {
    const machines = relay().all('azurerm_linux_virtual_machine');
    expect(Object.entries(machines).map(([name, machine]) => [name, machine['zone']])).toEqual([
      ['relay-r0_slot_vm', '1'],
      ['relay-r1_slot_vm', '2'],
    ]);
  });

  test('a machine boots only when its subnet is guarded, and its rights and program are there', () => {
    const awaited = relay().resource('azurerm_linux_virtual_machine.relay-r0_slot_vm')['depends_on'];
    expect(awaited).toEqual(
      expect.arrayContaining([
        'azurerm_subnet_network_security_group_association.security-westeurope_attachment',
        'azurerm_role_assignment.identity_sign',
        'azurerm_role_assignment.identity_secret-certificate-default',
        'azurerm_storage_blob.artifact_blob',
      ]),
    );
    // An old document that a machine depended on would stand in the way of going back to it.
    expect(awaited).not.toContain('azurerm_storage_blob.document_blob');
  });

  test('in a subnet that exists each interface carries the security group, and the subnet is left alone', () => {
    const vnet = `${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
    const stack = relay({
      azure: {
        regions: { westeurope: { virtualNetwork: vnet, subnets: { relay: `${vnet}/subnets/relay` } } },
      },
    });
    expect(Object.keys(stack.all('azurerm_subnet_network_security_group_association'))).toEqual([]);
    expect(
      stack.resource('azurerm_network_interface_security_group_association.relay-r0_slot_nsg'),
    ).toMatchObject({
      network_security_group_id: '${azurerm_network_security_group.security-westeurope_group.id}',
    });
  });

  test('users of the domain and of all applications come to the load balancers of all regions', () => {
    const stack = relay({
      azure: { regions: { ukwest: { addressSpace: '10.81.0.0/16' } } },
      relay: {
        instances: {
          'ukwest-r0': { name: 'ukwest-r0', region: 'ukwest', home: false },
          r0: { name: 'r0', region: 'westeurope', zone: '1', home: true },
        },
      },
    });
    const records = [
      '${azurerm_public_ip.users-ukwest_ip.ip_address}',
      '${azurerm_public_ip.users-westeurope_ip.ip_address}',
    ];
    expect(stack.resource('azurerm_dns_a_record.dns_domain')).toMatchObject({ name: '@', records });
    expect(stack.resource('azurerm_dns_a_record.dns_applications')).toMatchObject({ name: '*', records });
    expect(stack.resource('azurerm_dns_srv_record.dns_discovery')).toMatchObject({
      name: '_relay._tcp',
      record: [{ target: 'r0.apps.example.com' }, { target: 'ukwest-r0.apps.example.com' }],
    });
    expect(stack.resource('azurerm_public_ip.relay-ukwest-r0_slot_address')).not.toHaveProperty('zones');
  });

  test('in a zone above the domain the records carry the rest of the name', () => {
    const dnsZone = `${SUBSCRIPTION}/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/example.com`;
    const stack = relay({ azure: { existing: { dnsZone } } });
    expect(stack.resource('azurerm_dns_a_record.dns_domain')).toMatchObject({
      name: 'apps',
      zone_name: 'example.com',
      resource_group_name: 'rg-dns',
    });
    expect(stack.resource('azurerm_dns_a_record.relay-r0_record')['name']).toBe('r0.apps');
  });

  test('refuses a zone that does not hold the domain', () => {
    const dnsZone = `${SUBSCRIPTION}/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/other.com`;
    expect(() => relay({ azure: { existing: { dnsZone } } })).toThrow(
      "is the zone 'other.com', which does not hold the domain 'apps.example.com'",
    );
  });

  test('instances may read the secrets that the declaration names, each on its own', () => {
    const stack = relay({
      relay: {
        signIn: {
          entra: {
            issuer: 'https://login.example.com',
            clientId: 'c',
            clientSecret: { keyVaultSecret: 'oidc' },
            scopes: ['openid'],
          },
        },
      },
    });
    expect(stack.resource('azurerm_role_assignment.identity_secret-oidc')).toMatchObject({
      role_definition_name: 'Key Vault Secrets User',
      scope: expect.stringMatching(/\/vaults\/kv-contoso-[0-9a-f]{6}\/secrets\/oidc$/) as string,
    });
  });

  test('a new program is one new generation of each machine; the old blob stays until the last is gone', () => {
    const sha256 = 'a'.repeat(64);
    const before = relay();
    const after = relay({ runtime: { version: '0.2.0', sha256 } });
    expect(after.addresses).toEqual(before.addresses);
    const name = (stack: typeof before) =>
      stack.resource('azurerm_linux_virtual_machine.relay-r0_slot_vm')['name'];
    expect(name(after)).not.toBe(name(before));
    expect(after.resource('azurerm_storage_blob.artifact_blob')).toMatchObject({
      name: `runtime/azure-relay/${sha256}/app-proxy`,
      lifecycle: { create_before_destroy: true },
    });
  });
});
