import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { TerraformOutput, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { relayCloudInit } from '../constructs/azure/boot';
import { DocumentBlob } from '../constructs/azure/document-blob';
import { LogCollection } from '../constructs/azure/log-collection';
import { RelayDns } from '../constructs/azure/relay-dns';
import { RelayHeartbeatAlert } from '../constructs/azure/relay-heartbeat-alert';
import { RelayIdentity } from '../constructs/azure/relay-identity';
import { RelayInstance } from '../constructs/azure/relay-instance';
import { RelaySecurityGroup } from '../constructs/azure/relay-security-group';
import { RuntimeArtifact } from '../constructs/azure/runtime-artifact';
import { UserLoadBalancer } from '../constructs/azure/user-load-balancer';
import type { Deployment, RelayInstance as DeclaredInstance } from '../declaration/model';
import { defaultGroupDocument } from '../documents/group-document';
import { relayDocument } from '../documents/relay-document';
import { AzureStack } from './azure-stack';

/** Name of the stack of the relay. */
export const AZURE_RELAY_STACK = 'azure-relay';

/** What one region's instances have in common. */
interface RelayRegion {
  readonly balancer: UserLoadBalancer;
  readonly securityGroup: RelaySecurityGroup;
}

/** The relay: instances, what users and connectors find them by, their identity, configuration, logs and alert. */
export class AzureRelayStack extends AzureStack {
  private readonly resourceGroup: string;
  private readonly regions: ReadonlyMap<string, RelayRegion>;

  constructor(scope: Construct, deployment: Deployment) {
    super(scope, AZURE_RELAY_STACK, deployment);
    this.resourceGroup = new ResourceGroup(this, 'group', {
      name: this.names.relayGroup,
      location: this.azure.region,
      tags: { ...this.tags },
    }).name;

    const identity = new RelayIdentity(this, 'identity', {
      ...this.place,
      name: this.names.relayIdentityName,
      keyVaultId: this.names.keyVaultId,
      storageAccountId: this.names.storageAccountId,
      secrets: this.secrets(),
    });
    const artifact = new RuntimeArtifact(this, 'artifact', {
      path: deployment.runtime.artifact,
      sha256: deployment.runtime.sha256,
      storageAccountName: this.names.storageAccountName,
      owner: AZURE_RELAY_STACK,
      rolloutSalt: deployment.rolloutSalt,
    });
    // No machine depends on a document: it would keep the old one as long as the old machines, and the way back to it would
    // meet its name. A relay instance asks until its configuration is there.
    new DocumentBlob(this, 'document', { document: relayDocument(deployment, 'azure'), ...this.store });
    new DocumentBlob(this, 'group-default', { document: defaultGroupDocument(deployment), ...this.store });
    const logs = new LogCollection(this, 'logs', {
      ...this.place,
      name: `dcr-${deployment.name}-relay`,
      workspaceId: this.names.logWorkspaceId,
    });

    this.regions = new Map(this.names.relayRegions.map((region) => [region, this.addRegion(region)]));
    const before = [...identity.rights, artifact.blob];
    for (const instance of Object.values(deployment.relay.instances)) {
      this.addInstance(instance, identity, artifact, logs, before);
    }
    new RelayDns(this, 'dns', {
      ...this.zone,
      recordName: (label) => this.names.dnsRecordName(label),
      domain: deployment.domain,
      instances: Object.keys(deployment.relay.instances),
      userAddresses: [...this.regions.values()].map(({ balancer }) => balancer.address),
      tags: this.tags,
    });
    new RelayHeartbeatAlert(this, 'heartbeat', {
      ...this.place,
      name: `alert-${deployment.name}-relay-heartbeat`,
      workspaceId: this.names.logWorkspaceId,
      actionGroupIds: [this.names.actionGroupId],
      instances: Object.keys(deployment.relay.instances),
    });
  }

  private get place() {
    return { location: this.azure.region, resourceGroupName: this.resourceGroup, tags: this.tags };
  }

  private get zone() {
    return { zoneName: this.names.dnsZoneName, zoneResourceGroupName: this.names.dnsZoneGroup };
  }

  private get store() {
    return { storageAccountName: this.names.storageAccountName };
  }

  /** Key vault secrets that relay instances read. */
  private secrets(): readonly string[] {
    const { certificates, signIn } = this.deployment.relay;
    return [
      ...Object.keys(certificates).map((name) => this.names.certificateSecret(name)),
      ...Object.values(signIn).flatMap(({ clientSecret }) =>
        'keyVaultSecret' in clientSecret ? [clientSecret.keyVaultSecret] : [],
      ),
    ];
  }

  private addRegion(region: string): RelayRegion {
    const place = { ...this.place, location: region };
    const existingSubnet = this.azure.regions[region]?.subnets.relay !== undefined;
    const securityGroup = new RelaySecurityGroup(this, `security-${region}`, {
      ...place,
      name: `nsg-${this.deployment.name}-relay-${region}`,
      // The security group of a subnet that exists is its owner's: there each instance's interface carries ours.
      ...(existingSubnet ? {} : { subnetId: this.names.relaySubnetId(region) }),
    });
    const balancer = new UserLoadBalancer(this, `users-${region}`, {
      ...place,
      name: `lb-${this.deployment.name}-users-${region}`,
      zones: this.zones(region),
    });
    new TerraformOutput(this, `user_address_${region}`, {
      value: balancer.address,
      description: `address that users in ${region} come to`,
    });
    return { balancer, securityGroup };
  }

  private addInstance(
    instance: DeclaredInstance,
    identity: RelayIdentity,
    artifact: RuntimeArtifact,
    logs: LogCollection,
    before: readonly ITerraformDependable[],
  ): void {
    const region = this.regions.get(instance.region);
    if (region === undefined)
      throw new Error(`relay instance '${instance.name}' is in no region of the relay`);
    const { securityGroup, balancer } = region;
    new RelayInstance(this, `relay-${instance.name}`, {
      ...this.place,
      location: instance.region,
      name: `${this.deployment.name}-relay-${instance.name}`,
      ...(instance.zone === undefined ? {} : { zone: instance.zone }),
      size: this.deployment.relay.size,
      image: this.azure.image,
      administrator: this.azure.administrator,
      identityIds: [identity.identityId, this.names.artifactIdentityId],
      cloudInit: relayCloudInit(this.deployment, instance.name, artifact),
      subnetId: this.names.relaySubnetId(instance.region),
      ...(securityGroup.attachment === undefined
        ? { networkSecurityGroupId: securityGroup.securityGroupId }
        : {}),
      backendPools: { users: balancer.poolId },
      publicAddress: {
        prefixId: this.names.publicIpPrefixId(instance.region),
        zones: this.zones(instance.region),
      },
      rolloutSalt: this.deployment.rolloutSalt,
      dependsOn: [...before, ...(securityGroup.attachment === undefined ? [] : [securityGroup.attachment])],
      record: { ...this.zone, name: this.names.dnsRecordName(instance.name) },
      logs: { identityId: identity.identityId, ruleId: logs.ruleId },
    });
  }
}
