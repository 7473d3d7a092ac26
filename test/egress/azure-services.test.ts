import type { AzureEnvironment, Deployment } from '../../declaration/model';
import { azureServices } from '../../egress/azure-services';
import { deployment, SUBSCRIPTION_ID, TENANT_ID, type AzureOptions } from '../deployment';

function servicesOf(options: AzureOptions) {
  const declared = deployment({ azure: options });
  return { services: azureServices(declared, azureOf(declared)) };
}

function azureOf({ targets: { azure } }: Deployment) {
  if (azure === undefined) throw new Error('no target azure');
  return azure;
}

describe('azureServices', () => {
  test.each<[AzureEnvironment, string, string]>([
    ['public', 'blob.core.windows.net', 'vault.azure.net'],
    ['usgovernment', 'blob.core.usgovcloudapi.net', 'vault.usgovcloudapi.net'],
    ['china', 'blob.core.chinacloudapi.cn', 'vault.azure.cn'],
  ])('in the cloud %s the names end as that cloud wants it', (environment, blob, vault) => {
    const { services } = servicesOf({ environment });
    expect(services.storage.host.endsWith(`.${blob}`)).toBe(true);
    expect(services.vault.host.endsWith(`.${vault}`)).toBe(true);
    expect(services.storage.tag).toBe('Storage.westeurope');
  });

  test('a resource of the kit is named after the deployment and its subscription, the same every time', () => {
    const { services } = servicesOf({});
    expect(services.storage.host).toBe('stcontoso8baac4.blob.core.windows.net');
    expect(services.vault.host).toBe('kv-contoso-8baac4.vault.azure.net');
    expect(servicesOf({ subscriptionId: TENANT_ID }).services.storage.host).not.toBe(services.storage.host);
  });

  test('a resource that exists already keeps its name', () => {
    const providers = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg/providers`;
    const { services } = servicesOf({
      existing: {
        storageAccount: `${providers}/Microsoft.Storage/storageAccounts/stshared`,
        keyVault: `${providers}/Microsoft.KeyVault/vaults/kv-shared`,
      },
    });
    expect(services.storage.host).toBe('stshared.blob.core.windows.net');
    expect(services.vault.host).toBe('kv-shared.vault.azure.net');
  });

  test('an existing resource may be in any region, so its tag has none', () => {
    const keyVault = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-shared`;
    const { services } = servicesOf({ existing: { keyVault } });
    expect(services.vault.tag).toBe('AzureKeyVault');
    expect(services.storage.tag).toBe('Storage.westeurope');
  });

  test.each([
    ['francecentral', 'Storage.centralfrance'],
    ['norwayeast', 'Storage.norwaye'],
    ['germanywestcentral', 'Storage.germanywc'],
    ['swedencentral', 'Storage.swedencentral'],
  ])('the tag of region %s is %s', (region, tag) => {
    expect(servicesOf({ region }).services.storage.tag).toBe(tag);
  });
});
