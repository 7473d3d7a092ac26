import { AzurePlatformStack } from '../../stacks/azure-platform-stack';
import { synthesized, testApp } from '../assertions';
import { DEFAULT_GROUPS, deployment, type DeploymentOptions } from '../deployment';

const platform = (options: DeploymentOptions = {}) =>
  synthesized(new AzurePlatformStack(testApp(), deployment(options)));
const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000002';
const VNET = `${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
const ofType = (addresses: readonly string[], type: string) =>
  addresses
    .filter((address) => address.startsWith(`${type}.`))
    .map((address) => address.slice(type.length + 1));

describe('AzurePlatformStack', () => {
  test('says which cloud, tenant and subscription it is for, and registers and purges nothing', () => {
    expect(platform({ azure: { environment: 'usgovernment' } }).json['provider']).toMatchObject({
      azurerm: [
        {
          environment: 'usgovernment',
          tenant_id: '00000000-0000-0000-0000-000000000001',
          subscription_id: '00000000-0000-0000-0000-000000000002',
          resource_provider_registrations: 'none',
          storage_use_azuread: true,
          features: [
            {
              key_vault: [{ purge_soft_delete_on_destroy: false }],
              resource_group: [{ prevent_deletion_if_contains_resources: true }],
              storage: [{ data_plane_available: false }],
            },
          ],
        },
      ],
    });
  });

  test('a local state is a file beside the output, by a relative path', () => {
    expect(platform().json['terraform']).toMatchObject({
      backend: { local: { path: '../../../terraform.azure-platform.tfstate' } },
    });
  });

  test('a state in Azure is entered with the own rights of whoever applies', () => {
    const backend = {
      resourceGroup: 'rg-tf',
      storageAccount: 'sttf',
      container: 'states',
      keyPrefix: 'prod/',
    };
    expect(platform({ azure: { backend } }).json['terraform']).toMatchObject({
      backend: {
        azurerm: { key: 'prod/azure-platform.tfstate', use_azuread_auth: true, environment: 'public' },
      },
    });
  });

  test('the vault and the storage account let in the declared addresses and the subnets, nothing else', () => {
    const stack = platform({
      azure: { allowedIps: ['203.0.113.0/28'] },
      groups: {
        ...DEFAULT_GROUPS,
        own: { placement: { region: 'westeurope', zones: ['1'], subnet: { addressPrefix: '10.80.9.0/24' } } },
      },
    });
    const rules = {
      default_action: 'Deny',
      ip_rules: ['203.0.113.0/28'],
      virtual_network_subnet_ids: [
        '${azurerm_subnet.network-westeurope_connectors.id}',
        '${azurerm_subnet.network-westeurope_group-own.id}',
        '${azurerm_subnet.network-westeurope_relay.id}',
      ],
    };
    const ids = (acls: unknown) => {
      const { virtual_network_subnet_ids: subnets, ...rest } = acls as {
        virtual_network_subnet_ids: string[];
      };
      return { ...rest, virtual_network_subnet_ids: [...subnets].sort() };
    };
    expect(ids(stack.resource('azurerm_key_vault.vault_vault')['network_acls'])).toMatchObject(rules);
    expect(ids(stack.resource('azurerm_storage_account.store_account')['network_rules'])).toMatchObject(
      rules,
    );
  });

  test('connectors leave through a NAT gateway; the relay subnet does not, its instances have addresses of their own', () => {
    const { addresses } = platform();
    expect(ofType(addresses, 'azurerm_subnet_nat_gateway_association')).toEqual([
      'nat-westeurope_connectors',
    ]);
    expect(ofType(addresses, 'azurerm_firewall')).toEqual([]);
  });

  test('firewall mode makes a firewall with an empty policy and routes the connectors to it', () => {
    const stack = platform({ azure: { regions: { westeurope: { egress: 'firewall' } } } });
    expect(stack.resource('azurerm_route_table.routes-westeurope_table')).toMatchObject({
      bgp_route_propagation_enabled: false,
      route: [
        {
          address_prefix: '0.0.0.0/0',
          next_hop_type: 'VirtualAppliance',
          next_hop_in_ip_address:
            '${azurerm_firewall.firewall-westeurope_firewall.ip_configuration[0].private_ip_address}',
        },
      ],
    });
    expect(stack.resource('azurerm_subnet.firewall-westeurope_subnet')['name']).toBe('AzureFirewallSubnet');
    expect(ofType(stack.addresses, 'azurerm_subnet_route_table_association')).toEqual([
      'routes-westeurope_connectors',
    ]);
    expect(ofType(stack.addresses, 'azurerm_nat_gateway')).toEqual([]);
  });

  test('an existing firewall is used as it is', () => {
    const policy = `${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/firewallPolicies/p`;
    const stack = platform({
      azure: {
        regions: {
          westeurope: { egress: 'firewall', firewall: { policy, privateIp: '10.0.0.4', priority: 500 } },
        },
      },
    });
    expect(ofType(stack.addresses, 'azurerm_firewall')).toEqual([]);
    expect(stack.resource('azurerm_route_table.routes-westeurope_table')).toMatchObject({
      route: [{ next_hop_in_ip_address: '10.0.0.4' }],
    });
  });

  test('a group with a subnet of its own may leave another way than its region', () => {
    const { addresses } = platform({
      groups: {
        own: {
          placement: { region: 'westeurope', zones: [], subnet: { addressPrefix: '10.80.9.0/24' } },
          egress: { mode: 'firewall' },
        },
      },
    });
    expect(ofType(addresses, 'azurerm_subnet_route_table_association')).toEqual([
      'routes-westeurope_group-own',
    ]);
    expect(ofType(addresses, 'azurerm_subnet_nat_gateway_association')).toEqual([
      'nat-westeurope_connectors',
    ]);
  });

  test('what exists already is used and not made', () => {
    const stack = platform({
      azure: {
        existing: {
          resourceGroup: `${SUBSCRIPTION}/resourceGroups/rg-mine`,
          keyVault: `${SUBSCRIPTION}/resourceGroups/rg-mine/providers/Microsoft.KeyVault/vaults/kv-mine`,
          storageAccount: `${SUBSCRIPTION}/resourceGroups/rg-mine/providers/Microsoft.Storage/storageAccounts/stmine`,
          logWorkspace: `${SUBSCRIPTION}/resourceGroups/rg-mine/providers/Microsoft.OperationalInsights/workspaces/log-mine`,
          dnsZone: `${SUBSCRIPTION}/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/example.com`,
          actionGroup: `${SUBSCRIPTION}/resourceGroups/rg-mine/providers/Microsoft.Insights/actionGroups/ag-mine`,
        },
        regions: {
          westeurope: {
            virtualNetwork: VNET,
            subnets: { relay: `${VNET}/subnets/relay`, connectors: `${VNET}/subnets/connectors` },
            publicIpPrefix: `${SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/publicIPPrefixes/p`,
          },
        },
      },
    });
    expect(stack.addresses).toEqual([
      'azurerm_key_vault_certificate.certificate-default_certificate',
      'azurerm_key_vault_key.ca_key',
      'azurerm_role_assignment.artifact-identity_read-artifacts',
      'azurerm_role_assignment.artifact-identity_read-trust',
      'azurerm_storage_container.containers_artifacts',
      'azurerm_storage_container.containers_configuration',
      'azurerm_storage_container.containers_relay',
      'azurerm_user_assigned_identity.artifact-identity_identity',
    ]);
    expect(
      stack.resource('azurerm_user_assigned_identity.artifact-identity_identity')['resource_group_name'],
    ).toBe('rg-mine');
  });

  test('keys and certificates wait for the rights of whoever applies', () => {
    const stack = platform({ azure: { deployers: { pipeline: '00000000-0000-0000-0000-000000000021' } } });
    expect(stack.resource('azurerm_key_vault_key.ca_key')['depends_on']).toContain(
      'azurerm_role_assignment.deployer-pipeline_keys',
    );
  });

  test('a certificate that exists is not made', () => {
    const hosts = ['a.example.com'];
    const { addresses } = platform({
      relay: {
        certificates: {
          made: { hosts, issuer: 'Self', validityMonths: 12 },
          there: { hosts, issuer: 'Self', validityMonths: 12, keyVaultSecret: 'mine' },
        },
      },
    });
    expect(ofType(addresses, 'azurerm_key_vault_certificate')).toEqual(['certificate-made_certificate']);
  });

  test('a second region has a network, and relay addresses only where relay instances run', () => {
    const { addresses } = platform({ azure: { regions: { northeurope: { addressSpace: '10.81.0.0/16' } } } });
    expect(ofType(addresses, 'azurerm_subnet')).toEqual([
      'network-northeurope_connectors',
      'network-westeurope_connectors',
      'network-westeurope_relay',
    ]);
    expect(ofType(addresses, 'azurerm_public_ip_prefix')).toEqual(['relay-range-westeurope_prefix']);
  });
});
