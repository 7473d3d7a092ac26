import { RegionNetwork, type RegionNetworkProps } from '../../../constructs/azure/region-network';
import { synthesize } from '../../assertions';

const HUB =
  '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub';
const props: RegionNetworkProps = {
  name: 'vnet-contoso',
  location: 'westeurope',
  resourceGroupName: 'rg',
  addressSpace: '10.80.0.0/16',
};
const network = (more: Partial<RegionNetworkProps> = {}) =>
  synthesize((stack) => new RegionNetwork(stack, 'network', { ...props, ...more }));

describe('RegionNetwork', () => {
  test('no subnet has implicit outbound access, and each reaches vault and storage by service endpoint', () => {
    const subnets = Object.values(network({ groupSubnets: { hq: '10.80.1.0/24' } }).all('azurerm_subnet'));
    expect(subnets).toHaveLength(3);
    for (const subnet of subnets) {
      expect(subnet).toMatchObject({
        default_outbound_access_enabled: false,
        service_endpoints: ['Microsoft.KeyVault', 'Microsoft.Storage'],
      });
    }
  });

  test('a region away from the storage account uses the endpoint that crosses regions', () => {
    expect(network({ storageElsewhere: true }).resource('azurerm_subnet.network_relay')).toMatchObject({
      service_endpoints: ['Microsoft.KeyVault', 'Microsoft.Storage.Global'],
    });
  });

  test('an existing network gets subnets in its own resource group and is not made', () => {
    const stack = network({ virtualNetworkId: HUB });
    expect(stack.addresses).toEqual(['azurerm_subnet.network_connectors', 'azurerm_subnet.network_relay']);
    expect(stack.resource('azurerm_subnet.network_relay')).toMatchObject({
      resource_group_name: 'rg-hub',
      virtual_network_name: 'vnet-hub',
    });
  });

  test('existing subnets are not made', () => {
    const stack = network({
      virtualNetworkId: HUB,
      relaySubnet: `${HUB}/subnets/a`,
      connectorSubnetId: `${HUB}/subnets/b`,
    });
    expect(stack.addresses).toEqual([]);
  });

  test('a region without relay instances has no relay subnet', () => {
    expect(network({ relaySubnet: 'none' }).addresses).not.toContain('azurerm_subnet.network_relay');
  });

  test('the address of a group subnet comes from the group alone', () => {
    const addresses = network({ groupSubnets: { plant: '10.80.2.0/24', hq: '10.80.1.0/24' } }).addresses;
    expect(addresses).toContain('azurerm_subnet.network_group-hq');
    expect(addresses).toContain('azurerm_subnet.network_group-plant');
  });

  test.each([
    ['10.80.0.0/25', /addressSpace is '10\.80\.0\.0\/25', allowed: an IPv4 range from \/8 to \/24/],
    ['nonsense', /addressSpace is 'nonsense'/],
  ])('refuses the address space %s', (addressSpace, message) => {
    expect(() => network({ addressSpace })).toThrow(message);
  });

  test('reports all group subnets that do not fit', () => {
    expect(() =>
      network({
        groupSubnets: {
          a: '10.81.0.0/24',
          b: '10.80.0.0/27',
          c: '10.80.4.0/24',
          d: '10.80.4.128/25',
          e: '10.80.9.0/30',
        },
      }),
    ).toThrow(
      /group 'a' is '10\.81\.0\.0\/24', which is outside.*group 'b'.*overlaps the kit's subnet 'relay'.*group 'd'.*overlaps the subnet of group 'c'.*group 'e' is '10\.80\.9\.0\/30', allowed/s,
    );
  });
});
