import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** Rights on the data plane that an apply needs, by the id of the role assignment. */
const VAULT_ROLES = {
  // Crypto Officer rather than a narrower role: the provider reads each key's rotation policy.
  keys: 'Key Vault Crypto Officer',
  certificates: 'Key Vault Certificates Officer',
  secrets: 'Key Vault Secrets Officer',
} as const;

export interface DeployerAccessProps {
  /** Object id of the identity that applies the stacks: a service principal, a group or a person. */
  readonly objectId: string;
  readonly keyVaultId: string;
  readonly storageAccountId: string;
}

/**
 * Rights of one identity that applies the stacks: keys, certificates and secrets in the vault (Key Vault
 * Crypto Officer, Certificates Officer, Secrets Officer) and blobs (Storage Blob Data Contributor).
 */
export class DeployerAccess extends Construct {
  /** The role assignments on the vault, for what is made inside it to wait for. */
  public readonly vaultAssignments: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: DeployerAccessProps) {
    super(scope, id);
    this.vaultAssignments = Object.entries(VAULT_ROLES).map(
      ([name, roleDefinitionName]) =>
        new RoleAssignment(this, name, {
          scope: props.keyVaultId,
          principalId: props.objectId,
          roleDefinitionName,
        }),
    );
    new RoleAssignment(this, 'blobs', {
      scope: props.storageAccountId,
      principalId: props.objectId,
      roleDefinitionName: 'Storage Blob Data Contributor',
    });
  }
}
