/**
 * Azure regions by cloud, and whether they have availability zones.
 *
 * Source: Microsoft, "Azure regions list" and "Availability zone service and regional support" (2025),
 * "Azure in China regions" (2025). A region that is not here is new: it is taken as one with zones,
 * which the declaration can contradict with `zones: []`.
 */
type Cloud = 'public' | 'usgovernment' | 'china';

interface RegionFacts {
  readonly cloud: Cloud;
  readonly zones: boolean;
}

const withZones = {
  public:
    'australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral ' +
    'eastasia eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral italynorth ' +
    'japaneast japanwest koreacentral malaysiawest mexicocentral newzealandnorth northeurope norwayeast ' +
    'polandcentral qatarcentral southafricanorth southcentralus southeastasia spaincentral swedencentral ' +
    'switzerlandnorth uaenorth uksouth westeurope westus2 westus3',
  usgovernment: 'usgovvirginia',
  china: 'chinanorth3',
};

const withoutZones = {
  public:
    'australiacentral australiacentral2 australiasoutheast brazilsoutheast canadaeast francesouth germanynorth ' +
    'jioindiacentral jioindiawest koreasouth northcentralus norwaywest southafricawest southindia ' +
    'switzerlandwest uaecentral ukwest westcentralus westindia westus',
  usgovernment: 'usdodcentral usdodeast usgovarizona usgovtexas',
  china: 'chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2',
};

const regions = new Map<string, RegionFacts>();
for (const [table, zones] of [
  [withZones, true],
  [withoutZones, false],
] as const) {
  for (const cloud of ['public', 'usgovernment', 'china'] as const) {
    for (const name of table[cloud].split(' ')) {
      regions.set(name, { cloud, zones });
    }
  }
}

/** The zones of a region: `1`, `2`, `3`, or none. A region that the table does not know has zones. */
export function zonesOfRegion(region: string): readonly string[] {
  return (regions.get(region)?.zones ?? true) ? ['1', '2', '3'] : [];
}

/** The regions of a cloud that the table knows, sorted. */
export function regionsOfCloud(cloud: Cloud): readonly string[] {
  return [...regions]
    .filter(([, facts]) => facts.cloud === cloud)
    .map(([name]) => name)
    .sort();
}

/** The cloud of a region, or undefined for a region that the table does not know. */
export function cloudOfRegion(region: string): Cloud | undefined {
  return regions.get(region)?.cloud;
}
