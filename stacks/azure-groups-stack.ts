import { DataAzurermPublicIpPrefix } from '@cdktf/provider-azurerm/lib/data-azurerm-public-ip-prefix';
import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { DeploymentGroup } from '../constructs/azure/deployment-group';
import { GroupFirewallRules } from '../constructs/azure/group-firewall-rules';
import { GroupRedundancyAlert } from '../constructs/azure/group-redundancy-alert';
import { lastSegment, resourceGroupOf } from '../constructs/azure/names';
import { RuntimeArtifact } from '../constructs/azure/runtime-artifact';
import { literal } from '../constructs/shared/literal';
import { addressPlan } from '../declaration/address-plan';
import type { Deployment, Group } from '../declaration/model';
import { externalHostCommands } from '../documents/external-host-commands';
import { deriveEgress } from '../egress/derive-egress';
import { toFirewallCollection, type FirewallCollection } from '../egress/firewall-collection';
import { AzureStack } from './azure-stack';

/** Priority of the rule collection groups in a policy that the kit made; each shard's is that of its number after it. */
const FIREWALL_PRIORITY = 500;
/** Connectors below which an alert fires. */
const NEEDED_CONNECTORS = 2;

/** Name of the stack that holds the groups of one shard. */
export function azureGroupsStackName(shard: number): string {
  return `azure-groups-${shard}`;
}

/** The connector groups of one shard: machines, rules, configuration documents, and an alert for those with too few connectors. */
export class AzureGroupsStack extends AzureStack {
  private readonly resourceGroup: string;
  private readonly groups: readonly Group[];

  constructor(
    scope: Construct,
    deployment: Deployment,
    private readonly shard: number,
  ) {
    super(scope, azureGroupsStackName(shard), deployment);
    this.groups = Object.values(deployment.groups).filter((group) => group.shard === shard);
    this.resourceGroup = new ResourceGroup(this, 'group', {
      name: this.names.groupsGroup(shard),
      location: this.azure.region,
      tags: { ...this.tags },
    }).name;
    if (this.groups.length === 0) return;

    const relayCidrs = this.relayCidrs();
    this.addGroups(relayCidrs);
    this.addFirewallRules(relayCidrs);
    new GroupRedundancyAlert(this, 'redundancy', {
      ...this.place,
      name: `alert-${deployment.name}-groups-${shard}-redundancy`,
      workspaceId: this.names.logWorkspaceId,
      actionGroupIds: [this.names.actionGroupId],
      groups: Object.fromEntries(
        this.groups.map((group) => [group.name, Math.min(NEEDED_CONNECTORS, group.plan.connectors)]),
      ),
    });
  }

  private get place() {
    return { location: this.azure.region, resourceGroupName: this.resourceGroup, tags: this.tags };
  }

  /** Ranges of the relay endpoints: those declared, else what the public IP prefixes have. The only thing that is read from Azure. */
  private relayCidrs(): readonly string[] {
    const { endpointCidrs } = this.deployment.relay;
    if (endpointCidrs.length > 0) return endpointCidrs;
    return this.names.relayRegions.map((region) => {
      const prefix = this.names.publicIpPrefixId(region);
      return new DataAzurermPublicIpPrefix(this, `relay-range-${region}`, {
        name: lastSegment(prefix),
        resourceGroupName: resourceGroupOf(prefix),
      }).ipPrefix;
    });
  }

  private addGroups(relayCidrs: readonly string[]): void {
    // One copy for all groups of the state; none where no group has machines.
    const artifact = this.groups.some((group) => group.placement !== 'external')
      ? new RuntimeArtifact(this, 'artifact', {
          path: this.deployment.runtime.artifact,
          sha256: this.deployment.runtime.sha256,
          storageAccountName: this.names.storageAccountName,
          owner: this.node.id,
          rolloutSalt: this.deployment.rolloutSalt,
        })
      : undefined;
    for (const group of this.groups) {
      const construct = new DeploymentGroup(this, `group-${group.name}`, {
        deployment: this.deployment,
        group,
        resourceGroupName: this.resourceGroup,
        relayCidrs,
        ...(artifact === undefined ? {} : { artifact }),
        tags: this.tags,
      });
      if (group.formerly !== undefined) this.addMovedTree(construct, `group-${group.formerly}`);
      if (group.placement === 'external') {
        new TerraformOutput(this, `commands_${group.name}`, {
          value: literal(externalHostCommands(this.deployment, group)),
          description: `commands to run on the hosts of group ${group.name}`,
        });
      }
    }
  }

  private addFirewallRules(relayCidrs: readonly string[]): void {
    const regions = new Map<string, Record<string, FirewallCollection>>();
    for (const group of this.groups) {
      if (group.egress.mode !== 'firewall' || group.placement === 'external') continue;
      const { region } = group.placement;
      const collections = regions.get(region) ?? {};
      collections[group.name] = toFirewallCollection(deriveEgress(this.deployment, group, 'azure'), {
        relayCidrs,
        sourceAddresses: this.sourceAddresses(group),
      });
      regions.set(region, collections);
    }
    for (const [region, collections] of [...regions].sort(([a], [b]) => (a < b ? -1 : 1))) {
      new GroupFirewallRules(this, `firewall-${region}`, {
        name: `rcg-${this.deployment.name}-groups-${this.shard}-${region}`,
        firewallPolicyId: this.names.firewallPolicyId(region),
        priority: (this.azure.regions[region]?.firewall?.priority ?? FIREWALL_PRIORITY) + this.shard,
        groups: collections,
      });
    }
  }

  /** Ranges that the connectors of a group are in. */
  private sourceAddresses(group: Group): readonly string[] {
    if (group.placement === 'external') return [];
    const { region, subnet } = group.placement;
    if (subnet !== undefined) return 'id' in subnet ? subnet.addressPrefixes : [subnet.addressPrefix];
    const declared = this.azure.regions[region];
    const existing = declared?.subnets.connectors;
    if (existing === undefined) return [addressPlan(declared?.addressSpace ?? '').connectors];
    const id = `connector-subnet-${region}`;
    const read = this.node.tryFindChild(id);
    const data =
      read instanceof DataAzurermSubnet
        ? read
        : new DataAzurermSubnet(this, id, {
            name: lastSegment(existing),
            virtualNetworkName: lastSegment(existing.slice(0, existing.lastIndexOf('/subnets/'))),
            resourceGroupName: resourceGroupOf(existing),
          });
    return data.addressPrefixes;
  }
}
