import { DnsZone } from '@cdktf/provider-azurerm/lib/dns-zone';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Fn, TerraformOutput, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { AlertReceivers } from '../constructs/azure/alert-receivers';
import { ArtifactContainers } from '../constructs/azure/artifact-containers';
import { ArtifactIdentity } from '../constructs/azure/artifact-identity';
import { ArtifactStore } from '../constructs/azure/artifact-store';
import { CaKey } from '../constructs/azure/ca-key';
import { DeployerAccess } from '../constructs/azure/deployer-access';
import { EgressFirewall } from '../constructs/azure/egress-firewall';
import { FirewallRoute } from '../constructs/azure/firewall-route';
import { DeploymentVault } from '../constructs/azure/key-vault';
import { LogWorkspace } from '../constructs/azure/log-workspace';
import { NatEgress } from '../constructs/azure/nat-egress';
import { RegionNetwork } from '../constructs/azure/region-network';
import { RelayAddressRange } from '../constructs/azure/relay-address-range';
import { UserCertificate } from '../constructs/azure/user-certificate';
import { literal } from '../constructs/shared/literal';
import type { AzureRegion, Deployment, EgressMode } from '../declaration/model';
import { AzureStack } from './azure-stack';

/** Name of the stack that holds what all others stand on. */
export const AZURE_PLATFORM_STACK = 'azure-platform';

/**
 * What lives as long as the deployment: networks, addresses, key vault with the CA key and the users'
 * certificates, storage, logs, DNS zone. What the declaration says exists already is used and not made.
 */
export class AzurePlatformStack extends AzureStack {
  private readonly resourceGroup: string;
  /** Subnets that may reach the key vault and the storage account. */
  private readonly allowedSubnets: string[] = [];

  constructor(scope: Construct, deployment: Deployment) {
    super(scope, AZURE_PLATFORM_STACK, deployment);
    const { existing } = this.azure;
    this.resourceGroup =
      existing.resourceGroup === undefined
        ? new ResourceGroup(this, 'group', {
            name: this.names.platformGroup,
            location: this.azure.region,
            tags: { ...this.tags },
          }).name
        : this.names.platformGroup;

    for (const region of Object.keys(this.azure.regions).sort()) {
      const declared = this.azure.regions[region];
      if (declared !== undefined) this.addRegion(declared);
    }
    for (const region of this.names.relayRegions) this.addRelayRange(region);
    this.addLogs();
    this.addVaultAndStore();
    this.addDnsZone();
  }

  private get place() {
    return { location: this.azure.region, resourceGroupName: this.resourceGroup, tags: this.tags };
  }

  private addRegion(region: AzureRegion): void {
    const groupSubnets = this.groupSubnets(region.name);
    const network = new RegionNetwork(this, `network-${region.name}`, {
      ...this.place,
      location: region.name,
      name: this.names.virtualNetworkName(region.name),
      addressSpace: region.addressSpace,
      ...(region.virtualNetwork === undefined ? {} : { virtualNetworkId: region.virtualNetwork }),
      ...(this.names.relayRegions.includes(region.name)
        ? region.subnets.relay === undefined
          ? {}
          : { relaySubnet: region.subnets.relay }
        : { relaySubnet: 'none' }),
      ...(region.subnets.connectors === undefined ? {} : { connectorSubnetId: region.subnets.connectors }),
      groupSubnets: Object.fromEntries(
        Object.entries(groupSubnets).map(([name, { range }]) => [name, range]),
      ),
      dnsServers: region.dnsServers,
      storageElsewhere: region.name !== this.azure.region,
    });
    if (network.relaySubnetId !== undefined) this.allowedSubnets.push(network.relaySubnetId);
    this.allowedSubnets.push(network.connectorSubnetId);
    for (const [name, id] of Object.entries(network.ownConnectorSubnetIds)) {
      if (name !== 'connectors') this.allowedSubnets.push(id);
    }
    this.allowExistingGroupSubnets(region.name);

    // What exists already keeps its own way out; only subnets that the kit made get one.
    const by = (mode: EgressMode) =>
      Object.fromEntries(
        Object.entries(network.ownConnectorSubnetIds).filter(
          ([name]) =>
            (name === 'connectors' ? region.egress : groupSubnets[name.slice('group-'.length)]?.mode) ===
            mode,
        ),
      );
    this.addNat(region, by('nat'));
    this.addFirewall(region, network, by('firewall'));
  }

  /** Range and egress mode of the subnets that the kit makes for groups of the region. */
  private groupSubnets(region: string): Record<string, { range: string; mode: EgressMode }> {
    const subnets: Record<string, { range: string; mode: EgressMode }> = {};
    for (const { name, placement, egress } of Object.values(this.deployment.groups)) {
      if (placement === 'external' || placement.region !== region || placement.subnet === undefined) continue;
      if ('addressPrefix' in placement.subnet) {
        subnets[name] = { range: placement.subnet.addressPrefix, mode: egress.mode };
      }
    }
    return subnets;
  }

  private allowExistingGroupSubnets(region: string): void {
    for (const { placement } of Object.values(this.deployment.groups)) {
      if (placement === 'external' || placement.region !== region || placement.subnet === undefined) continue;
      if ('id' in placement.subnet && !this.allowedSubnets.includes(placement.subnet.id)) {
        this.allowedSubnets.push(placement.subnet.id);
      }
    }
  }

  private addNat(region: AzureRegion, subnetIds: Readonly<Record<string, string>>): void {
    if (Object.keys(subnetIds).length === 0) return;
    const nat = new NatEgress(this, `nat-${region.name}`, {
      ...this.place,
      location: region.name,
      name: `ng-${this.deployment.name}-${region.name}`,
      subnetIds,
      zones: this.zones(region.name),
    });
    this.output(
      `egress_address_${region.name}`,
      nat.publicAddress,
      `address that the outside sees of connectors in ${region.name}`,
    );
  }

  private addFirewall(
    region: AzureRegion,
    network: RegionNetwork,
    subnetIds: Readonly<Record<string, string>>,
  ): void {
    if (!this.names.egressModes(region.name).has('firewall')) return;
    let nextHop = region.firewall?.privateIp;
    if (nextHop === undefined) {
      const firewall = new EgressFirewall(this, `firewall-${region.name}`, {
        ...this.place,
        location: region.name,
        name: `afw-${this.deployment.name}-${region.name}`,
        policyName: this.names.firewallPolicyName(region.name),
        virtualNetworkName: network.virtualNetworkName,
        virtualNetworkGroup: network.virtualNetworkGroup,
        subnetRange: network.firewallRange,
        dnsServers: region.dnsServers,
        zones: this.zones(region.name),
      });
      nextHop = firewall.privateAddress;
      this.output(
        `firewall_address_${region.name}`,
        firewall.publicAddress,
        `address that the outside sees of connectors behind the firewall in ${region.name}`,
      );
    }
    if (Object.keys(subnetIds).length === 0) return;
    new FirewallRoute(this, `routes-${region.name}`, {
      ...this.place,
      location: region.name,
      name: `rt-${this.deployment.name}-${region.name}`,
      nextHop,
      subnetIds,
    });
  }

  private addRelayRange(region: string): void {
    if (this.azure.regions[region]?.publicIpPrefix !== undefined) return;
    const range = new RelayAddressRange(this, `relay-range-${region}`, {
      ...this.place,
      location: region,
      name: this.names.publicIpPrefixName(region),
      zones: this.zones(region),
    });
    this.output(
      `relay_range_${region}`,
      range.range,
      `range of the relay endpoints in ${region}: connectors dial it on TCP 443`,
    );
  }

  private addLogs(): void {
    const { existing, alertEmails, logRetentionDays } = this.azure;
    if (existing.logWorkspace === undefined) {
      new LogWorkspace(this, 'logs', {
        ...this.place,
        name: this.names.logWorkspaceName,
        retentionDays: logRetentionDays,
      });
    }
    if (existing.actionGroup === undefined) {
      new AlertReceivers(this, 'alerts', {
        name: this.names.actionGroupName,
        shortName: this.deployment.name,
        resourceGroupName: this.resourceGroup,
        emails: literal(alertEmails),
        tags: this.tags,
      });
    }
  }

  private addVaultAndStore(): void {
    const { existing, allowedIps, tenantId, deployers } = this.azure;
    const networks = { allowedIps, subnetIds: this.allowedSubnets };
    const storageAccountId =
      existing.storageAccount ??
      new ArtifactStore(this, 'store', {
        ...this.place,
        ...networks,
        name: this.names.storageAccountName,
        replication: this.names.hasZones(this.azure.region) ? 'ZRS' : 'LRS',
      }).accountId;
    const { containers } = new ArtifactContainers(this, 'containers', { storageAccountId });
    new ArtifactIdentity(this, 'artifact-identity', {
      ...this.place,
      name: this.names.artifactIdentityName,
      storageAccountId: this.names.storageAccountId,
      dependsOn: containers,
    });

    const keyVaultId =
      existing.keyVault ??
      new DeploymentVault(this, 'vault', {
        ...this.place,
        ...networks,
        name: this.names.keyVaultName,
        tenantId,
      }).vaultId;
    const rights: ITerraformDependable[] = [];
    for (const name of Object.keys(deployers).sort()) {
      const access = new DeployerAccess(this, `deployer-${name}`, {
        objectId: deployers[name] ?? '',
        keyVaultId,
        storageAccountId,
      });
      rights.push(...access.vaultAssignments);
    }
    new CaKey(this, 'ca', { keyVaultId, dependsOn: rights, tags: this.tags });
    for (const [name, certificate] of Object.entries(this.deployment.relay.certificates)) {
      if (certificate.keyVaultSecret !== undefined) continue;
      new UserCertificate(this, `certificate-${name}`, {
        keyVaultId,
        name: this.names.certificateSecret(name),
        hosts: certificate.hosts,
        issuer: certificate.issuer,
        validityMonths: certificate.validityMonths,
        dependsOn: rights,
        tags: this.tags,
      });
    }
    this.output('key_vault_uri', this.names.keyVaultUri, 'key vault of the deployment');
    this.output(
      'storage_account',
      this.names.storageAccountName,
      'storage account of the artifact and the configuration documents',
    );
  }

  private addDnsZone(): void {
    if (this.azure.existing.dnsZone !== undefined) return;
    const zone = new DnsZone(this, 'dns', {
      name: this.names.dnsZoneName,
      resourceGroupName: this.resourceGroup,
      tags: { ...this.tags },
      lifecycle: { preventDestroy: true },
    });
    this.output(
      'name_servers',
      Fn.sort(zone.nameServers),
      `name servers to delegate ${this.names.dnsZoneName} to`,
    );
  }

  private output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }
}
