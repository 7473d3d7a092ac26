import { createHash } from 'node:crypto';
import type { AzureEnvironment, AzureTarget, Deployment } from '../declaration/model';

/**
 * Suffixes of data-plane host names by cloud.
 * Source: the `environments` package of hashicorp/go-azure-sdk.
 */
const SUFFIXES: Readonly<Record<AzureEnvironment, { readonly blob: string; readonly vault: string }>> = {
  public: { blob: 'blob.core.windows.net', vault: 'vault.azure.net' },
  usgovernment: { blob: 'blob.core.usgovcloudapi.net', vault: 'vault.usgovcloudapi.net' },
  china: { blob: 'blob.core.chinacloudapi.cn', vault: 'vault.azure.cn' },
};

/**
 * Regions whose service tags do not carry the region's short name.
 * Source: https://github.com/Azure/bicep-registry-modules/pull/7100 and
 * https://github.com/Azure/azure-rest-api-specs/issues/21590, which list the tags that the API accepts.
 */
const TAG_REGIONS: Readonly<Record<string, string>> = {
  brazilsoutheast: 'brazilse',
  chilecentral: 'chilec',
  francecentral: 'centralfrance',
  francesouth: 'southfrance',
  germanynorth: 'germanyn',
  germanywestcentral: 'germanywc',
  norwayeast: 'norwaye',
  norwaywest: 'norwayw',
  switzerlandnorth: 'switzerlandn',
  switzerlandwest: 'switzerlandw',
};

/** One Azure service that a deployment uses: its service tag and its own host name. */
export interface AzureService {
  readonly tag: string;
  readonly host: string;
}

/** The storage account and the key vault of a deployment, by the names that the stacks give them. */
export function azureServices(
  deployment: Deployment,
  azure: AzureTarget,
): { readonly storage: AzureService; readonly vault: AzureService } {
  const { storageAccount, keyVault } = azure.existing;
  const suffixes = SUFFIXES[azure.environment];
  const unique = createHash('sha256')
    .update(`${azure.subscriptionId}/${deployment.name}`)
    .digest('hex')
    .slice(0, 6);
  return {
    storage: {
      tag: serviceTag('Storage', azure, storageAccount),
      host: `${lastSegment(storageAccount) ?? `st${deployment.name}${unique}`}.${suffixes.blob}`,
    },
    vault: {
      tag: serviceTag('AzureKeyVault', azure, keyVault),
      host: `${lastSegment(keyVault) ?? `kv-${deployment.name}-${unique}`}.${suffixes.vault}`,
    },
  };
}

/** The kit's own resources are in the home region. Where an existing one is, its id does not say: the tag is then without region. */
function serviceTag(service: string, azure: AzureTarget, existing: string | undefined): string {
  return existing === undefined ? `${service}.${TAG_REGIONS[azure.region] ?? azure.region}` : service;
}

function lastSegment(id: string | undefined): string | undefined {
  return id?.slice(id.lastIndexOf('/') + 1);
}
