import { DataAzurermPublicIpPrefix } from '@cdktf/provider-azurerm/lib/data-azurerm-public-ip-prefix';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AzureTarget, Deployment, Group, Placement } from '../../declaration/model';
import { azureOf } from '../../documents/azure-addresses';
import { admissionDocument } from '../../documents/admission-document';
import { enrolmentMethod } from '../../documents/enrolment-method';
import { egressListDocument } from '../../documents/egress-list-document';
import { groupDocument } from '../../documents/group-document';
import { enrolmentSecret } from '../../documents/places';
import { deriveEgress } from '../../egress/derive-egress';
import type { EgressList } from '../../egress/model';
import { PropCheck } from '../shared/prop-check';
import { connectorCloudInit, type BootArtifact } from './boot';
import { ComputeSlot } from './compute-slot';
import { ConnectorNetworkSecurityGroup } from './connector-network-security-group';
import { DocumentBlob } from './document-blob';
import { AzureNames, lastSegment, resourceGroupOf } from './names';
import { RuntimeArtifact } from './runtime-artifact';

export interface DeploymentGroupProps {
  readonly deployment: Deployment;
  /** A group of the deployment. On `external` hosts it gets its documents and nothing else. */
  readonly group: Group;
  readonly resourceGroupName: string;
  /**
   * Id of that resource group as literal text.
   * @default - that of the shard's resource group in the deployment
   */
  readonly resourceGroupId?: string;
  /**
   * Ranges of the relay endpoints; may be known only while Terraform runs.
   * @default - `relay.endpointCidrs` of the deployment, else read from the public IP prefixes while Terraform runs
   */
  readonly relayCidrs?: readonly string[];
  /**
   * The runtime's program in the storage account.
   * @default - the deployment's program, uploaded by this construct
   */
  readonly artifact?: GroupArtifact;
  /**
   * Subnet of the machines.
   * @default - the one that the deployment's stacks make for the group, or that its placement names
   */
  readonly subnetId?: string;
  /**
   * An identity that exists instead of one of the group's own.
   * @default - a new identity in the resource group
   */
  readonly identity?: GroupIdentity;
  /**
   * What must exist before a machine boots, such as the way out of a subnet.
   * @default []
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface GroupArtifact extends BootArtifact {
  /** For the machines to wait for. */
  readonly blob?: ITerraformDependable;
}

/** The identity that the connectors enrol with and read their secrets with. */
export interface GroupIdentity {
  /** Resource id as literal text: it stands in documents whose names follow from their content. */
  readonly id: string;
  /** Object id; may be known only while Terraform runs. */
  readonly principalId: string;
  /**
   * The id as Terraform knows it, so that the machines wait for the identity.
   * @default - `id`
   */
  readonly reference?: string;
}

/** What a group gives to others. */
export interface GroupOutputs {
  readonly group: string;
  /** Resource id of the identity; `undefined` on external hosts. */
  readonly identityId: string | undefined;
  readonly identityPrincipalId: string | undefined;
  readonly securityGroupId: string | undefined;
  /** Names of the documents in the container `configuration`. */
  readonly documentName: string;
  readonly egressDocumentName: string;
  /** By slot: `slot-0`, `slot-1`, ... */
  readonly machines: Readonly<Record<string, GroupMachine>>;
}

export interface GroupMachine {
  readonly name: string;
  readonly id: string;
  /** Six hexadecimal digits: a machine of another generation is another machine. */
  readonly generation: string;
  /** Availability zone; `undefined` in a region without zones. */
  readonly zone: string | undefined;
}

/**
 * What Azure holds of one connector group of a deployment: identity and rights, network security group, a machine and its
 * gate for each slot, and the documents, which are published after all gates. A changed application changes a document and
 * a rule; no machine.
 */
export class DeploymentGroup extends Construct {
  /** By slot: `slot-0`, `slot-1`, ... */
  public readonly slots: Readonly<Record<string, ComputeSlot>>;
  public readonly outputs: GroupOutputs;

  private readonly names: AzureNames;

  /** @throws InvalidPropsError */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DeploymentGroupProps,
  ) {
    super(scope, id);
    const { deployment, group } = props;
    checkProps(this, props);
    this.names = new AzureNames(deployment);
    const egress = deriveEgress(deployment, group, 'azure');
    const placed =
      group.placement === 'external'
        ? undefined
        : this.addMachines(azureOf(deployment), group.placement, egress);
    this.slots = placed?.slots ?? {};

    const storageAccountName = this.names.storageAccountName;
    const document = new DocumentBlob(this, 'document', {
      document: groupDocument(deployment, group, 'azure'),
      storageAccountName,
      // Applications never point at connectors that are not in service.
      dependsOn: Object.values(this.slots).map((slot) => slot.gate),
    });
    const egressDocument = new DocumentBlob(this, 'egress', {
      document: egressListDocument(egress),
      storageAccountName,
    });
    this.outputs = {
      group: group.name,
      identityId: placed?.identity.reference ?? placed?.identity.id,
      identityPrincipalId: placed?.identity.principalId,
      securityGroupId: placed?.securityGroupId,
      documentName: document.blobName,
      egressDocumentName: egressDocument.blobName,
      machines: Object.fromEntries(
        Object.entries(this.slots).map(([slot, { machineName, machineId, generation, zone }]) => [
          slot,
          { name: machineName, id: machineId, generation, zone },
        ]),
      ),
    };
  }

  private addMachines(azure: AzureTarget, placement: Placement, egress: EgressList) {
    const { deployment, group, resourceGroupName } = this.props;
    const tags = { ...this.props.tags, 'app-proxy-group': group.name };
    const identity = this.props.identity ?? this.addIdentity(azure, tags);
    const rights = secretsOf(group).map(
      (secret) =>
        new RoleAssignment(this, `secret-${secret}`, {
          scope: `${this.names.keyVaultId}/secrets/${secret}`,
          principalId: identity.principalId,
          principalType: 'ServicePrincipal',
          roleDefinitionName: 'Key Vault Secrets User',
        }),
    );
    const { securityGroupId } = new ConnectorNetworkSecurityGroup(this, 'nsg', {
      // A group that moves to another region gets a new one beside the old one.
      name: `nsg-${deployment.name}-${group.name}-${placement.region}`,
      location: placement.region,
      resourceGroupName,
      egress,
      relayCidrs: this.relayCidrs(),
      tags,
    });
    const artifact: GroupArtifact = this.props.artifact ?? this.addArtifact();
    if (enrolmentMethod(group, 'azure') === 'managed-identity') this.addAdmission(identity.id);
    const cloudInit = connectorCloudInit(deployment, group, { artifact, identity: identity.id });
    const slots: Record<string, ComputeSlot> = {};
    const shared = {
      location: placement.region,
      resourceGroupName,
      size: group.plan.size ?? '',
      image: azure.image,
      administrator: azure.administrator,
      identityIds: [identity.reference ?? identity.id, this.names.artifactIdentityId],
      subnetId: this.props.subnetId ?? this.names.subnetIdOfGroup(group.name),
      networkSecurityGroupId: securityGroupId,
      rolloutSalt: deployment.rolloutSalt,
      dependsOn: [
        ...rights,
        ...(artifact.blob === undefined ? [] : [artifact.blob]),
        ...(this.props.dependsOn ?? []),
      ],
      tags,
    };
    for (let slot = 0; slot < group.plan.connectors; slot++) {
      const zone = group.plan.zones[slot];
      slots[`slot-${slot}`] = new ComputeSlot(this, `slot-${slot}`, {
        ...shared,
        name: `${deployment.name}-${group.name}-slot-${slot}`,
        ...(zone === undefined ? {} : { zone }),
        cloudInit: cloudInit(slot),
      });
    }
    return { identity, securityGroupId, slots };
  }

  /**
   * A relay lets the machines enrol before it knows an application of the group. Neither waits for the other: connectors
   * ask until they are admitted.
   */
  private addAdmission(identity: string): void {
    const { deployment, group } = this.props;
    new DocumentBlob(this, 'admission', {
      document: admissionDocument(deployment, group, identity),
      storageAccountName: this.names.storageAccountName,
    });
  }

  /** Nothing is read where the connectors dial a proxy instead, or the ranges are declared. */
  private relayCidrs(): readonly string[] {
    const { deployment, group, relayCidrs } = this.props;
    const known = relayCidrs ?? deployment.relay.endpointCidrs;
    if (known.length > 0 || group.proxy !== undefined) return known;
    return this.names.relayRegions.map((region) => {
      const prefix = this.names.publicIpPrefixId(region);
      return new DataAzurermPublicIpPrefix(this, `relay-range-${region}`, {
        name: lastSegment(prefix),
        resourceGroupName: resourceGroupOf(prefix),
      }).ipPrefix;
    });
  }

  private addArtifact(): RuntimeArtifact {
    const { deployment, group } = this.props;
    return new RuntimeArtifact(this, 'artifact', {
      path: deployment.runtime.artifact,
      sha256: deployment.runtime.sha256,
      storageAccountName: this.names.storageAccountName,
      owner: `group-${group.name}`,
      rolloutSalt: deployment.rolloutSalt,
    });
  }

  /** In the home region wherever the machines are: an identity that moved would be another one, which no relay knows yet. */
  private addIdentity(azure: AzureTarget, tags: Record<string, string>): GroupIdentity {
    const { group, resourceGroupName } = this.props;
    const identity = new UserAssignedIdentity(this, 'identity', {
      name: this.names.groupIdentityName(group.name),
      location: azure.region,
      resourceGroupName,
      tags,
    });
    const { resourceGroupId } = this.props;
    return {
      id:
        resourceGroupId === undefined
          ? this.names.groupIdentityId(group.name)
          : `${resourceGroupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${this.names.groupIdentityName(group.name)}`,
      principalId: identity.principalId,
      reference: identity.id,
    };
  }
}

/** Key vault secrets that the group's connectors read, sorted. */
function secretsOf(group: Group): readonly string[] {
  const references = [
    group.proxy?.credentials,
    ...Object.values(group.applications).map(({ backend }) => backend.tls?.clientCertificate),
  ];
  const secrets = references.flatMap((reference) =>
    reference !== undefined && 'keyVaultSecret' in reference ? [reference.keyVaultSecret] : [],
  );
  if (group.enrolment === 'token') secrets.push(enrolmentSecret(group.name));
  return [...new Set(secrets)].sort();
}

function checkProps(construct: DeploymentGroup, { deployment, group }: DeploymentGroupProps): void {
  const { name, plan, placement, fewerThanTwo } = group;
  new PropCheck(construct)
    .that(
      deployment.targets.azure !== undefined,
      `deployment '${deployment.name}' has no target azure, allowed: one that has; declare targets.azure`,
    )
    .that(
      plan.connectors >= 2 || fewerThanTwo !== undefined,
      `group '${name}' has ${plan.connectors} connectors, allowed: two or more, or fewerThanTwo with a reason`,
    )
    .that(
      placement === 'external' || plan.size !== undefined,
      `group '${name}' has machines and no size, allowed: an Azure VM size`,
    )
    .done();
}
