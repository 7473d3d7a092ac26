import { compact, sortedMap } from './maps';
import { DEFAULTS } from './defaults.generated';
import { normalizeRange } from './ipv4';
import type { AzureRegion, AzureTarget, MarketplaceImage } from './model';
import type { AzureRegion as DeclaredRegion, AzureTarget as DeclaredTarget } from './types.generated';

/** A dated Ubuntu 24.04 LTS, generation 2. */
const DEFAULT_IMAGE: MarketplaceImage = {
  publisher: 'Canonical',
  offer: 'ubuntu-24_04-lts',
  sku: 'server',
  version: '24.04.202510010',
};

export function resolveAzure(declared: DeclaredTarget): AzureTarget {
  const regions = { [declared.region]: {}, ...declared.regions };
  return {
    ...DEFAULTS.azureTarget,
    ...compact({ environment: declared.environment, shards: declared.shards }),
    region: declared.region,
    tenantId: declared.tenantId,
    subscriptionId: declared.subscriptionId,
    regions: sortedMap(regions, resolveRegion),
    backend:
      declared.backend === undefined || declared.backend === 'local'
        ? 'local'
        : { keyPrefix: '', ...declared.backend },
    image: declared.image ?? DEFAULT_IMAGE,
    administrator: { ...DEFAULTS.azureTarget.administrator, ...declared.administrator },
    existing: declared.existing ?? {},
    deployers: sortedMap(declared.deployers, (id) => id),
    allowedIps: (declared.allowedIps ?? []).map(normalizeRange),
    alertEmails: sortedMap(declared.alertEmails, (address) => address),
    logRetentionDays: declared.logRetentionDays ?? DEFAULTS.azureTarget.logRetentionDays,
    tags: sortedMap(declared.tags, (value) => value),
  };
}

function resolveRegion(declared: DeclaredRegion, name: string): AzureRegion {
  return {
    name,
    addressSpace: normalizeRange(declared.addressSpace ?? DEFAULTS.azureRegion.addressSpace),
    subnets: declared.subnets ?? {},
    egress: declared.egress ?? DEFAULTS.azureRegion.egress,
    dnsServers: declared.dnsServers ?? [],
    ...compact({
      virtualNetwork: declared.virtualNetwork,
      firewall:
        declared.firewall === undefined
          ? undefined
          : { ...DEFAULTS.azureRegion.firewall, ...declared.firewall },
      publicIpPrefix: declared.publicIpPrefix,
    }),
  };
}
