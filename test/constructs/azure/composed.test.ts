import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ArtifactStore } from '../../../constructs/azure/artifact-store';
import { EgressFirewall } from '../../../constructs/azure/egress-firewall';
import { FirewallRoute } from '../../../constructs/azure/firewall-route';
import { DeploymentVault } from '../../../constructs/azure/key-vault';
import { NatEgress } from '../../../constructs/azure/nat-egress';
import { RegionNetwork } from '../../../constructs/azure/region-network';
import { RelayAddressRange } from '../../../constructs/azure/relay-address-range';
import { RelayIdentity } from '../../../constructs/azure/relay-identity';
import { RelaySecurityGroup } from '../../../constructs/azure/relay-security-group';
import { UserLoadBalancer } from '../../../constructs/azure/user-load-balancer';
import { synthesized, testApp } from '../../assertions';

const place = { location: 'westeurope', resourceGroupName: 'rg' };

function addAll(scope: Construct): void {
  const network = new RegionNetwork(scope, 'network', {
    ...place,
    name: 'vnet',
    addressSpace: '10.0.0.0/16',
  });
  const firewall = new EgressFirewall(scope, 'firewall', {
    ...place,
    name: 'afw',
    policyName: 'afwp',
    virtualNetworkName: network.virtualNetworkName,
    virtualNetworkGroup: network.virtualNetworkGroup,
    subnetRange: network.firewallRange,
  });
  new FirewallRoute(scope, 'routes', {
    ...place,
    name: 'rt',
    nextHop: firewall.privateAddress,
    subnetIds: network.ownConnectorSubnetIds,
  });
  new NatEgress(scope, 'nat', { ...place, name: 'ng', subnetIds: { relay: network.relaySubnetId ?? '' } });
  new RelaySecurityGroup(scope, 'security', { ...place, name: 'nsg', subnetId: network.relaySubnetId ?? '' });
  new RelayAddressRange(scope, 'range', { ...place, name: 'ippre' });
  new UserLoadBalancer(scope, 'users', { ...place, name: 'lb' });
  const vault = new DeploymentVault(scope, 'vault', {
    ...place,
    name: 'kv-a',
    tenantId: 't',
    subnetIds: [network.connectorSubnetId],
  });
  const store = new ArtifactStore(scope, 'store', { ...place, name: 'sta' });
  new RelayIdentity(scope, 'identity', {
    ...place,
    name: 'id-a',
    keyVaultId: vault.vaultId,
    storageAccountId: store.accountId,
    secrets: [],
  });
}

describe("constructs in a user's own stack", () => {
  const build = (...ids: readonly string[]) => {
    const stack = new TerraformStack(testApp(), 'own');
    new AzurermProvider(stack, 'azurerm', { features: [{}], subscriptionId: 'mine' });
    for (const id of ids) addAll(new Construct(stack, id));
    return synthesized(stack);
  };

  test('emit no provider, no backend, no output and no moved block', () => {
    const stack = build('one');
    expect(stack.part('provider')).toEqual({ azurerm: [{ features: [{}], subscription_id: 'mine' }] });
    expect(stack.part('output')).toBeUndefined();
    expect(stack.part('moved')).toBeUndefined();
    expect(Object.keys(stack.part('terraform') as object).sort()).toEqual(['required_providers']);
  });

  test('take no global name: two of each live in one stack', () => {
    expect(build('one', 'two').addresses).toHaveLength(2 * build('one').addresses.length);
  });

  test('hand on what Terraform alone knows', () => {
    const vault = Object.values(build('one').all('azurerm_key_vault'))[0];
    expect(JSON.stringify(vault?.['network_acls'])).toMatch(
      /\$\{azurerm_subnet\.one_network_connectors_[0-9A-F]+\.id\}/,
    );
  });
});
