import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ARTIFACT_CONTAINER, CONFIGURATION_CONTAINER, RELAY_CONTAINER } from './names';

export interface ArtifactContainersProps {
  readonly storageAccountId: string;
}

/** The three containers of a deployment: artifacts, configuration documents, and what relay instances write. */
export class ArtifactContainers extends Construct {
  /** For what needs them to exist. */
  public readonly containers: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ArtifactContainersProps) {
    super(scope, id);
    const container = (name: string) =>
      new StorageContainer(this, name, {
        name,
        storageAccountId: props.storageAccountId,
        containerAccessType: 'private',
      });
    this.containers = [ARTIFACT_CONTAINER, CONFIGURATION_CONTAINER, RELAY_CONTAINER].map(container);
  }
}
