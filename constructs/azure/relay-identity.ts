import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';
import { IDENTITY_NAME } from './artifact-identity';
import { ARTIFACT_CONTAINER, CA_KEY, CONFIGURATION_CONTAINER, RELAY_CONTAINER } from './names';

export interface RelayIdentityProps {
  /** Name, 3 to 128 letters, digits, underscores and hyphens. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly keyVaultId: string;
  readonly storageAccountId: string;
  /** Names of the key vault secrets that relay instances read: users' certificates, sign-in secrets. */
  readonly secrets: readonly string[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Identity of all relay instances, with no more than they need: sign with the CA key (Key Vault Crypto User on that
 * key), read the listed secrets (Key Vault Secrets User on each), read artifacts and configuration (Storage Blob Data
 * Reader on those containers), write notices and the trust bundle (Storage Blob Data Contributor on the relay's container).
 */
export class RelayIdentity extends Construct {
  public readonly identityId: string;
  public readonly clientId: string;
  public readonly principalId: string;
  /** The role assignments, for machines to wait for. */
  public readonly rights: readonly ITerraformDependable[];

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: RelayIdentityProps) {
    super(scope, id);
    new PropCheck(this)
      .text('name', props.name, IDENTITY_NAME, '3 to 128 letters, digits, underscores and hyphens')
      .done();
    const identity = new UserAssignedIdentity(this, 'identity', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      tags: { ...props.tags },
    });
    const grant = (what: string, scopeId: string, roleDefinitionName: string) =>
      new RoleAssignment(this, what, {
        scope: scopeId,
        principalId: identity.principalId,
        principalType: 'ServicePrincipal',
        roleDefinitionName,
      });
    const container = (name: string) => `${props.storageAccountId}/blobServices/default/containers/${name}`;
    this.rights = [
      grant('sign', `${props.keyVaultId}/keys/${CA_KEY}`, 'Key Vault Crypto User'),
      ...[...new Set(props.secrets)]
        .sort()
        .map((name) =>
          grant(`secret-${name}`, `${props.keyVaultId}/secrets/${name}`, 'Key Vault Secrets User'),
        ),
      grant('read-artifacts', container(ARTIFACT_CONTAINER), 'Storage Blob Data Reader'),
      grant('read-configuration', container(CONFIGURATION_CONTAINER), 'Storage Blob Data Reader'),
      grant('write-notices', container(RELAY_CONTAINER), 'Storage Blob Data Contributor'),
    ];
    this.identityId = identity.id;
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
  }
}
