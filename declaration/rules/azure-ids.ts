import { given, orList } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';
import type { Problem } from '../problem';
import type { AzureTarget } from '../types.generated';

/** Resource types, as the ids of the azurerm provider write them. */
const TYPES = {
  resourceGroup: [''],
  virtualNetwork: ['Microsoft.Network/virtualNetworks'],
  subnet: ['Microsoft.Network/virtualNetworks/subnets'],
  firewallPolicy: ['Microsoft.Network/firewallPolicies'],
  publicIpPrefix: ['Microsoft.Network/publicIPPrefixes'],
  keyVault: ['Microsoft.KeyVault/vaults'],
  storageAccount: ['Microsoft.Storage/storageAccounts'],
  logWorkspace: ['Microsoft.OperationalInsights/workspaces'],
  dnsZone: ['Microsoft.Network/dnsZones'],
  actionGroup: ['Microsoft.Insights/actionGroups'],
  image: ['Microsoft.Compute/images', 'Microsoft.Compute/galleries/images/versions'],
} as const;

type Kind = keyof typeof TYPES;

/** Ids are of the kind of resource that is due, in the casing that Azure returns: another one never stops to differ. */
export const azureIds: Rule = (survey, report) => {
  const { azure, domain } = survey;
  for (const [path, kind, id] of azure === undefined ? [] : declaredIds(azure)) {
    check(path, kind, id, report);
  }
  for (const { path, subnet } of survey.groups) {
    if (subnet !== undefined && 'id' in subnet) {
      check([...path, 'placement', 'subnet', 'id'], 'subnet', subnet.id, report);
    }
  }
  const zone = azure?.existing?.dnsZone;
  if (
    zone !== undefined &&
    domain !== undefined &&
    zone.slice(zone.lastIndexOf('/') + 1).toLowerCase() !== domain
  ) {
    report({
      code: 'dns-zone',
      path: ['targets', 'azure', 'existing', 'dnsZone'],
      message: `is not the zone of the deployment's domain '${domain}'`,
      given: given(zone.slice(zone.lastIndexOf('/') + 1)),
      fix: 'make a zone for the domain and delegate it, or declare the domain of this zone',
    });
  }
};

function* declaredIds(azure: AzureTarget): Generator<readonly [Path, Kind, string]> {
  const root: Path = ['targets', 'azure'];
  for (const [kind, id] of Object.entries(azure.existing ?? {})) {
    yield [[...root, 'existing', kind], kind as Kind, id as string];
  }
  if (azure.image !== undefined && 'id' in azure.image) {
    yield [[...root, 'image', 'id'], 'image', azure.image.id];
  }
  for (const [name, region] of Object.entries(azure.regions ?? {})) {
    const at = [...root, 'regions', name];
    const { virtualNetwork, subnets, firewall, publicIpPrefix } = region;
    const ids: (readonly [Path, Kind, string | undefined])[] = [
      [[...at, 'virtualNetwork'], 'virtualNetwork', virtualNetwork],
      [[...at, 'subnets', 'relay'], 'subnet', subnets?.relay],
      [[...at, 'subnets', 'connectors'], 'subnet', subnets?.connectors],
      [[...at, 'firewall', 'policy'], 'firewallPolicy', firewall?.policy],
      [[...at, 'publicIpPrefix'], 'publicIpPrefix', publicIpPrefix],
    ];
    for (const [path, kind, id] of ids) {
      if (id !== undefined) {
        yield [path, kind, id];
      }
    }
  }
}

function check(path: Path, kind: Kind, id: string, report: (problem: Problem) => void): void {
  const type = typeOf(id);
  const due: readonly string[] = TYPES[kind];
  if (due.includes(type)) {
    return;
  }
  const cased = due.find((one) => one.toLowerCase() === type.toLowerCase());
  report({
    code: 'resource-type',
    path,
    message:
      cased === undefined
        ? 'is the id of another kind of resource'
        : 'is not in the casing that Azure returns',
    given: type === '' ? 'the id of a resource group' : given(type),
    allowed: kind === 'resourceGroup' ? '/subscriptions/<uuid>/resourceGroups/<name>' : orList(due),
    ...(cased === undefined ? {} : { fix: `write ${cased}` }),
  });
}

/** `Microsoft.Network/virtualNetworks/subnets` of a subnet's id; '' of a resource group's. */
function typeOf(id: string): string {
  const [namespace, ...rest] = id.split('/providers/')[1]?.split('/') ?? [];
  return namespace === undefined ? '' : [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/');
}
