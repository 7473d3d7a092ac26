import type { AzureTarget, Deployment } from '../declaration/model';
import { azureServices } from '../egress/azure-services';

/**
 * Address of the key vault, with the closing slash that Azure writes.
 *
 * @throws Error without a target azure.
 */
export function vaultUrl(deployment: Deployment): string {
  return `https://${azureServices(deployment, azureOf(deployment)).vault.host}/`;
}

/**
 * Address of the storage account's blobs, with the closing slash that Azure writes.
 *
 * @throws Error without a target azure.
 */
export function blobUrl(deployment: Deployment): string {
  return `https://${azureServices(deployment, azureOf(deployment)).storage.host}/`;
}

/** @throws Error without a target azure. */
export function azureOf(deployment: Deployment): AzureTarget {
  const { azure } = deployment.targets;
  if (azure === undefined) {
    throw new Error(`deployment '${deployment.name}' has no target azure: declare targets.azure`);
  }
  return azure;
}
