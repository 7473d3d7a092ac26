import { cloudOfRegion, zonesOfRegion } from '../../capacity/regions';
import type { AzureTarget, Deployment, EgressMode } from '../../declaration/model';
import { certificateSecret } from '../../documents/places';
import { azureServices } from '../../egress/azure-services';

export {
  AUTHORITY_KEY as CA_KEY,
  CONFIGURATION_CONTAINER,
  EXCHANGE_CONTAINER as RELAY_CONTAINER,
} from '../../documents/places';

/** Container of the runtime's artifacts. */
export const ARTIFACT_CONTAINER = 'artifacts';

/**
 * Names and ids of the resources that more than one stack needs, computed from the declaration alone,
 * so that no stack reads another one's state. What `existing` declares is taken as it is.
 */
export class AzureNames {
  private readonly deployment: Deployment;
  private readonly azure: AzureTarget;
  /** Host names of the key vault and the storage account; their names are the first labels. */
  private readonly hosts: { readonly vault: string; readonly storage: string };

  constructor(deployment: Deployment) {
    if (deployment.targets.azure === undefined) {
      throw new Error(`deployment '${deployment.name}' has no target azure: declare targets.azure`);
    }
    this.deployment = deployment;
    this.azure = deployment.targets.azure;
    const services = azureServices(deployment, this.azure);
    this.hosts = { vault: services.vault.host, storage: services.storage.host };
  }

  /** Resource group id of one of the kit's stacks. */
  public resourceGroupId(name: string): string {
    return `/subscriptions/${this.azure.subscriptionId}/resourceGroups/${name}`;
  }

  /** Name of the platform's resource group. */
  public get platformGroup(): string {
    const existing = this.azure.existing.resourceGroup;
    return existing === undefined ? `rg-${this.deployment.name}-platform` : lastSegment(existing);
  }

  public get platformGroupId(): string {
    return this.azure.existing.resourceGroup ?? this.resourceGroupId(this.platformGroup);
  }

  public get relayGroup(): string {
    return `rg-${this.deployment.name}-relay`;
  }

  public groupsGroup(shard: number): string {
    return `rg-${this.deployment.name}-groups-${shard}`;
  }

  /** Regions that relay instances run in, sorted. */
  public get relayRegions(): readonly string[] {
    return [
      ...new Set(Object.values(this.deployment.relay.instances).map((instance) => instance.region)),
    ].sort();
  }

  /**
   * Whether addresses that a whole region shares span zones. Known regions do or do not, whatever is pinned where, as an
   * address cannot change it later; of a region that is new to the kit the declaration says it.
   */
  public hasZones(region: string): boolean {
    if (cloudOfRegion(region) !== undefined) return zonesOfRegion(region).length > 0;
    const { relay, groups } = this.deployment;
    return (
      Object.values(relay.instances).some(
        (instance) => instance.region === region && instance.zone !== undefined,
      ) ||
      Object.values(groups).some(
        ({ placement }) =>
          placement !== 'external' && placement.region === region && placement.zones.length > 0,
      )
    );
  }

  /** Identity of the relay instances. */
  public get relayIdentityName(): string {
    return `id-${this.deployment.name}-relay`;
  }

  public get relayIdentityId(): string {
    return this.identityId(this.relayGroup, this.relayIdentityName);
  }

  /** Identity of the connectors of one group; in a document, so it must be known before it exists. */
  public groupIdentityName(group: string): string {
    return `id-${this.deployment.name}-group-${group}`;
  }

  public groupIdentityId(group: string): string {
    const shard = this.deployment.groups[group]?.shard;
    if (shard === undefined) throw new Error(`deployment '${this.deployment.name}' has no group '${group}'`);
    return this.identityId(this.groupsGroup(shard), this.groupIdentityName(group));
  }

  private identityId(resourceGroup: string, name: string): string {
    return `${this.resourceGroupId(resourceGroup)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  }

  public virtualNetworkId(region: string): string {
    return (
      this.azure.regions[region]?.virtualNetwork ??
      `${this.platformGroupId}/providers/Microsoft.Network/virtualNetworks/${this.virtualNetworkName(region)}`
    );
  }

  public virtualNetworkName(region: string): string {
    const existing = this.azure.regions[region]?.virtualNetwork;
    return existing === undefined ? `vnet-${this.deployment.name}-${region}` : lastSegment(existing);
  }

  /** Resource group that the region's virtual network is in. */
  public virtualNetworkGroup(region: string): string {
    const existing = this.azure.regions[region]?.virtualNetwork;
    return existing === undefined ? this.platformGroup : resourceGroupOf(existing);
  }

  public relaySubnetId(region: string): string {
    return (
      this.azure.regions[region]?.subnets.relay ?? `${this.virtualNetworkId(region)}/subnets/app-proxy-relay`
    );
  }

  public connectorSubnetId(region: string): string {
    return (
      this.azure.regions[region]?.subnets.connectors ??
      `${this.virtualNetworkId(region)}/subnets/app-proxy-connectors`
    );
  }

  /** Subnet that the kit makes for one group. */
  public groupSubnetName(group: string): string {
    return `app-proxy-${group}`;
  }

  /** Id of the subnet that the group's connectors are in, whoever made it. */
  public subnetIdOfGroup(group: string): string {
    const placement = this.deployment.groups[group]?.placement;
    if (placement === undefined || placement === 'external') {
      throw new Error(`group '${group}' has no machines in Azure, so it has no subnet`);
    }
    const { region, subnet } = placement;
    if (subnet === undefined) return this.connectorSubnetId(region);
    return 'id' in subnet
      ? subnet.id
      : `${this.virtualNetworkId(region)}/subnets/${this.groupSubnetName(group)}`;
  }

  public publicIpPrefixId(region: string): string {
    return (
      this.azure.regions[region]?.publicIpPrefix ??
      `${this.platformGroupId}/providers/Microsoft.Network/publicIPPrefixes/${this.publicIpPrefixName(region)}`
    );
  }

  public publicIpPrefixName(region: string): string {
    const existing = this.azure.regions[region]?.publicIpPrefix;
    return existing === undefined ? `ippre-${this.deployment.name}-${region}` : lastSegment(existing);
  }

  public get keyVaultName(): string {
    return firstLabel(this.hosts.vault);
  }

  /** URI of the key vault's data plane, with the closing slash that Azure writes. */
  public get keyVaultUri(): string {
    return `https://${this.hosts.vault}/`;
  }

  /** Name of the key vault secret that holds a user certificate with its key. */
  public certificateSecret(certificate: string): string {
    return this.deployment.relay.certificates[certificate]?.keyVaultSecret ?? certificateSecret(certificate);
  }

  public get keyVaultId(): string {
    return (
      this.azure.existing.keyVault ??
      `${this.platformGroupId}/providers/Microsoft.KeyVault/vaults/${this.keyVaultName}`
    );
  }

  public get storageAccountName(): string {
    return firstLabel(this.hosts.storage);
  }

  public get storageAccountId(): string {
    return (
      this.azure.existing.storageAccount ??
      `${this.platformGroupId}/providers/Microsoft.Storage/storageAccounts/${this.storageAccountName}`
    );
  }

  /** Blob endpoint of the storage account, with the closing slash that Azure writes. */
  public get blobEndpoint(): string {
    return `https://${this.hosts.storage}/`;
  }

  public containerId(container: string): string {
    return `${this.storageAccountId}/blobServices/default/containers/${container}`;
  }

  public get logWorkspaceName(): string {
    const existing = this.azure.existing.logWorkspace;
    return existing === undefined ? `log-${this.deployment.name}` : lastSegment(existing);
  }

  public get logWorkspaceId(): string {
    return (
      this.azure.existing.logWorkspace ??
      `${this.platformGroupId}/providers/Microsoft.OperationalInsights/workspaces/${this.logWorkspaceName}`
    );
  }

  public get actionGroupName(): string {
    const existing = this.azure.existing.actionGroup;
    return existing === undefined ? `ag-${this.deployment.name}` : lastSegment(existing);
  }

  public get actionGroupId(): string {
    return (
      this.azure.existing.actionGroup ??
      `${this.platformGroupId}/providers/Microsoft.Insights/actionGroups/${this.actionGroupName}`
    );
  }

  /** Identity that fetches the runtime's artifact; all machines have it beside their own. */
  public get artifactIdentityName(): string {
    return `id-${this.deployment.name}-artifact`;
  }

  public get artifactIdentityId(): string {
    return `${this.platformGroupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${this.artifactIdentityName}`;
  }

  /** Name of the DNS zone: the deployment's domain, or the existing zone that the domain lies in. */
  public get dnsZoneName(): string {
    const existing = this.azure.existing.dnsZone;
    return existing === undefined ? this.deployment.domain : lastSegment(existing);
  }

  /** Name, relative to the DNS zone, of a label under the deployment's domain; `@` is the domain itself. */
  public dnsRecordName(label: string): string {
    const { domain } = this.deployment;
    const zone = this.dnsZoneName;
    if (domain === zone) return label;
    if (!domain.endsWith(`.${zone}`)) {
      throw new Error(
        `targets.azure.existing.dnsZone is the zone '${zone}', which does not hold the domain '${domain}': ` +
          `give the id of the zone '${domain}' or of a zone above it`,
      );
    }
    const prefix = domain.slice(0, -zone.length - 1);
    return label === '@' ? prefix : `${label}.${prefix}`;
  }

  public get dnsZoneGroup(): string {
    const existing = this.azure.existing.dnsZone;
    return existing === undefined ? this.platformGroup : resourceGroupOf(existing);
  }

  public firewallPolicyName(region: string): string {
    const existing = this.azure.regions[region]?.firewall?.policy;
    return existing === undefined ? `afwp-${this.deployment.name}-${region}` : lastSegment(existing);
  }

  public firewallPolicyId(region: string): string {
    return (
      this.azure.regions[region]?.firewall?.policy ??
      `${this.platformGroupId}/providers/Microsoft.Network/firewallPolicies/${this.firewallPolicyName(region)}`
    );
  }

  /** Egress modes that subnets of the region use: the region's own, and those of groups with a subnet that the kit makes. */
  public egressModes(region: string): ReadonlySet<EgressMode> {
    const modes = new Set<EgressMode>();
    const declared = this.azure.regions[region];
    if (declared !== undefined) modes.add(declared.egress);
    for (const { placement, egress } of Object.values(this.deployment.groups)) {
      if (placement === 'external' || placement.region !== region) continue;
      if (placement.subnet !== undefined && 'addressPrefix' in placement.subnet) modes.add(egress.mode);
    }
    return modes;
  }

  /** Where a connector finds the relay first: SRV record `_relay._tcp` of this name. */
  public get discoveryName(): string {
    return this.deployment.domain;
  }
}

function firstLabel(host: string): string {
  return host.slice(0, host.indexOf('.'));
}

/** Last segment of an Azure resource id: the resource's name. */
export function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Resource group named in an Azure resource id. */
export function resourceGroupOf(id: string): string {
  const group = /\/resourceGroups\/([^/]+)/.exec(id)?.[1];
  if (group === undefined) {
    throw new Error(`'${id}' is not an Azure resource id: expected /subscriptions/…/resourceGroups/…`);
  }
  return group;
}
