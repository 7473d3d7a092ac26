import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { AzurermBackend, LocalBackend } from 'cdktf';
import type { Construct } from 'constructs';
import { AzureNames } from '../constructs/azure/names';
import { literal } from '../constructs/shared/literal';
import type { AzureTarget, Deployment } from '../declaration/model';
import { KitStack } from './kit-stack';
import { localStatePath } from './local-state';

/** All zones of a region that has zones. */
const ALL_ZONES = ['1', '2', '3'] as const;

/** Base of the stacks for Azure: provider, backend and names. */
export class AzureStack extends KitStack {
  protected readonly azure: AzureTarget;
  protected readonly names: AzureNames;

  constructor(
    scope: Construct,
    id: string,
    protected readonly deployment: Deployment,
  ) {
    super(scope, id);
    const { azure } = deployment.targets;
    if (azure === undefined) {
      throw new Error(`deployment '${deployment.name}' has no target azure: declare targets.azure`);
    }
    this.azure = azure;
    this.names = new AzureNames(deployment);
    this.addBackend(id);
    new AzurermProvider(this, 'azurerm', {
      subscriptionId: azure.subscriptionId,
      tenantId: azure.tenantId,
      environment: azure.environment,
      // Registering is for the subscription's owner; the list is in the documentation.
      resourceProviderRegistrations: 'none',
      storageUseAzuread: true,
      features: [
        {
          keyVault: [
            {
              purgeSoftDeleteOnDestroy: false,
              purgeSoftDeletedCertificatesOnDestroy: false,
              purgeSoftDeletedKeysOnDestroy: false,
              purgeSoftDeletedSecretsOnDestroy: false,
              recoverSoftDeletedKeyVaults: true,
            },
          ],
          resourceGroup: [{ preventDeletionIfContainsResources: true }],
          // The account's other data planes (queue, file, website) are closed to the deployer, and not used.
          storage: [{ dataPlaneAvailable: false }],
          virtualMachine: [{ deleteOsDiskOnDeletion: true, skipShutdownAndForceDelete: false }],
        },
      ],
    });
  }

  /** Tags of every resource of the stack. */
  protected get tags(): Readonly<Record<string, string>> {
    return { 'app-proxy-deployment': this.deployment.name, ...literal(this.azure.tags) };
  }

  /** Zones that an address shared by a whole region spans. */
  protected zones(region: string): readonly string[] {
    return this.names.hasZones(region) ? ALL_ZONES : [];
  }

  private addBackend(stack: string): void {
    const { backend, environment, subscriptionId, tenantId } = this.azure;
    if (backend === 'local') {
      new LocalBackend(this, { path: localStatePath(stack) });
      return;
    }
    new AzurermBackend(this, {
      resourceGroupName: backend.resourceGroup,
      storageAccountName: backend.storageAccount,
      containerName: backend.container,
      key: `${backend.keyPrefix}${stack}.tfstate`,
      environment,
      subscriptionId,
      tenantId,
      useAzureadAuth: true,
    });
  }
}
