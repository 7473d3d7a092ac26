import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';
import { ARTIFACT_CONTAINER, RELAY_CONTAINER } from './names';

/** What Azure takes as the name of an identity, which the provider does not check. */
export const IDENTITY_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/;

export interface ArtifactIdentityProps {
  /** Name, 3 to 128 letters, digits, underscores and hyphens. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly storageAccountId: string;
  /** What must exist first, such as the containers. */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Identity that all machines share to fetch the runtime's artifact at boot and the trust bundle after it. It may read
 * those two containers (Storage Blob Data Reader) and nothing else. Shared, so that groups cost no role assignment each: a
 * subscription has 4,000.
 */
export class ArtifactIdentity extends Construct {
  public readonly identityId: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: ArtifactIdentityProps) {
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
    const read = (what: string, container: string) =>
      new RoleAssignment(this, what, {
        scope: `${props.storageAccountId}/blobServices/default/containers/${container}`,
        principalId: identity.principalId,
        principalType: 'ServicePrincipal',
        roleDefinitionName: 'Storage Blob Data Reader',
        ...(props.dependsOn === undefined ? {} : { dependsOn: [...props.dependsOn] }),
      });
    read('read-artifacts', ARTIFACT_CONTAINER);
    read('read-trust', RELAY_CONTAINER);
    this.identityId = identity.id;
  }
}
