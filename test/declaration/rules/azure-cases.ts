import { AZURE, LOCAL } from '../declared';
import { groups, TWO, type RuleCases } from './rule-cases';

const network =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-net/providers/Microsoft.Network';
const at = (region: string, rest: string): string => `    regions: { ${region}: { ${rest} } }\n`;
const placed = (name: string, placement: string): string =>
  `${name}: { ${TWO}, placement: { ${placement} } }`;

const HUB =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub';

export const azureCases: readonly RuleCases[] = [
  {
    rule: 'clouds',
    accepts: [
      {
        name: 'a region of Azure Government',
        text: AZURE.replace('westeurope', 'usgovvirginia\n    environment: usgovernment'),
      },
    ],
    refuses: [
      {
        name: 'regions of other clouds, also new ones',
        text: `${AZURE}    regions: { usgovvirginia: {}, chinanorth9: {} }\n`,
        findings: [
          "app-proxy.yaml:9:16: targets.azure.regions.usgovvirginia: is a region of Azure Government, and the deployment is in Azure public; given 'usgovvirginia'; choose a region of Azure public, or declare targets.azure.environment: usgovernment",
          "app-proxy.yaml:9:35: targets.azure.regions.chinanorth9: is a region of Azure in China, and the deployment is in Azure public; given 'chinanorth9'; choose a region of Azure public, or declare targets.azure.environment: china",
        ],
      },
      {
        name: 'a region that is not known, as a warning',
        text: AZURE.replace('westeurope', 'westeurpe'),
        findings: [
          "app-proxy.yaml:6:13: warning: targets.azure.region: is not in the kit's table of regions of Azure public, so it is taken as a new one with three zones; given 'westeurpe'; did you mean 'westeurope'?",
        ],
      },
    ],
  },
  {
    rule: 'azure-ids',
    accepts: [
      {
        name: 'ids of what is due',
        text:
          AZURE +
          at('westeurope', `virtualNetwork: ${network}/virtualNetworks/vnet, addressSpace: 10.9.0.0/20`) +
          `    existing: { resourceGroup: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg, dnsZone: ${network}/dnsZones/apps.example.com }\n`,
      },
    ],
    refuses: [
      {
        name: 'another kind, another casing, another zone',
        text:
          AZURE +
          at('westeurope', `publicIpPrefix: ${network}/publicIPAddresses/ip`) +
          `    existing:\n      keyVault: ${network.replace('Microsoft.Network', 'microsoft.keyvault')}/vaults/kv\n      dnsZone: ${network}/dnsZones/example.com\n      resourceGroup: ${network}/virtualNetworks/vnet\n`,
        findings: [
          "app-proxy.yaml:9:46: targets.azure.regions.westeurope.publicIpPrefix: is the id of another kind of resource; given 'Microsoft.Network/publicIPAddresses'; allowed: Microsoft.Network/publicIPPrefixes",
          "app-proxy.yaml:11:17: targets.azure.existing.keyVault: is not in the casing that Azure returns; given 'microsoft.keyvault/vaults'; allowed: Microsoft.KeyVault/vaults; write Microsoft.KeyVault/vaults",
          "app-proxy.yaml:12:16: targets.azure.existing.dnsZone: is not the zone of the deployment's domain 'apps.example.com'; given 'example.com'; make a zone for the domain and delegate it, or declare the domain of this zone",
          "app-proxy.yaml:13:22: targets.azure.existing.resourceGroup: is the id of another kind of resource; given 'Microsoft.Network/virtualNetworks'; allowed: /subscriptions/<uuid>/resourceGroups/<name>",
        ],
      },
    ],
  },
  {
    rule: 'ranges',
    accepts: [
      {
        name: 'a range that begins where it says',
        text: `${AZURE}    allowedIps: [192.0.2.0/28, 192.0.2.17]\n`,
      },
    ],
    refuses: [
      {
        name: 'others, wherever they stand',
        text: `${AZURE}    allowedIps: [192.0.2.1/28]\n${groups(`a: { ${TWO}, proxy: { url: "http://10.0.0.9", cidrs: [10.0.0.9/24] }, egress: { allow: { x: { to: [10.1.0.1/16], ports: [1], why: mail } } }, applications: { y: { url: "http://y.corp", backendCidrs: [10.2.0.1/24] } } }`)}`,
        findings: [
          "app-proxy.yaml:9:18: targets.azure.allowedIps[0]: does not begin where its prefix length says; given '192.0.2.1/28'; write 192.0.2.0/28",
          "app-proxy.yaml:11:87: groups.a.proxy.cidrs[0]: does not begin where its prefix length says; given '10.0.0.9/24'; write 10.0.0.0/24",
          "app-proxy.yaml:11:132: groups.a.egress.allow.x.to[0]: does not begin where its prefix length says; given '10.1.0.1/16'; write 10.1.0.0/16",
          "app-proxy.yaml:11:233: groups.a.applications.y.backendCidrs[0]: does not begin where its prefix length says; given '10.2.0.1/24'; write 10.2.0.0/24",
        ],
      },
    ],
  },
  {
    rule: 'existing-subnets',
    accepts: [
      {
        name: 'subnets of the network, with a way out of their own',
        text: `${AZURE}    regions:
      westeurope:
        virtualNetwork: ${HUB}
        egress: existing
        subnets: { relay: ${HUB}/subnets/relay, connectors: ${HUB}/subnets/connectors }
`,
      },
    ],
    refuses: [
      {
        name: 'a subnet of another network, and one without a way out as a warning',
        text: `${AZURE}    regions:
      westeurope:
        virtualNetwork: ${HUB}
        subnets:
          relay: ${HUB}2/subnets/relay
          connectors: ${HUB}/subnets/connectors
`,
        findings: [
          "app-proxy.yaml:13:18: targets.azure.regions.westeurope.subnets.relay: the subnet is not in the virtual network of the region; given '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/provid…'; name a subnet of /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub, or another virtualNetwork",
          'app-proxy.yaml:14:23: warning: targets.azure.regions.westeurope.subnets.connectors: the kit attaches no NAT gateway to a subnet that exists, so its machines need a way out of their own; see to it, and say so with egress: existing',
        ],
      },
    ],
  },
  {
    rule: 'subnets',
    accepts: [
      {
        name: 'ranges beside the ones of the kit',
        text:
          AZURE +
          groups(
            placed('a', 'subnet: { addressPrefix: 10.80.1.0/27 }'),
            placed('b', 'subnet: { addressPrefix: 10.80.1.32/27 }'),
          ),
      },
      {
        name: 'any range in a network whose space is not known',
        text:
          AZURE +
          at(
            'westeurope',
            `virtualNetwork: ${network}/virtualNetworks/v, subnets: { relay: ${network}/virtualNetworks/v/subnets/r, connectors: ${network}/virtualNetworks/v/subnets/c }, egress: existing`,
          ) +
          groups(placed('a', 'subnet: { addressPrefix: 172.16.0.0/27 }')),
      },
      {
        name: 'the place of the firewall where there is none',
        text: AZURE + groups(placed('a', 'subnet: { addressPrefix: 10.80.0.64/27 }')),
      },
    ],
    refuses: [
      {
        name: 'the name of a subnet of the kit',
        text: AZURE + groups(placed('relay', 'subnet: { addressPrefix: 10.80.1.0/27 }')),
        findings: [
          "app-proxy.yaml:10:88: groups.relay.placement.subnet.addressPrefix: group 'relay' would get a subnet app-proxy-relay, which the kit makes for itself; give the group another name, or use an existing subnet",
        ],
      },
      {
        name: 'ranges outside, of the kit, of one another, and too small',
        text:
          AZURE +
          groups(
            placed('a', 'subnet: { addressPrefix: 10.81.0.0/27 }'),
            placed('b', 'subnet: { addressPrefix: 10.80.0.32/27 }'),
            placed('c', 'subnet: { addressPrefix: 10.80.130.0/24 }'),
            placed('d', 'subnet: { addressPrefix: 10.80.1.0/26 }'),
            placed('e', 'subnet: { addressPrefix: 10.80.1.32/27 }'),
            placed('f', 'subnet: { addressPrefix: 10.80.2.0/30 }'),
          ),
        findings: [
          "app-proxy.yaml:10:84: groups.a.placement.subnet.addressPrefix: lies outside the region's address space 10.80.0.0/16; given '10.81.0.0/27'; choose a range inside it, or declare a larger addressSpace",
          "app-proxy.yaml:11:84: groups.b.placement.subnet.addressPrefix: overlaps the kit's subnet 'app-proxy-relay' (10.80.0.0/26); given '10.80.0.32/27'; choose a range that is free",
          "app-proxy.yaml:12:84: groups.c.placement.subnet.addressPrefix: overlaps the kit's subnet 'app-proxy-connectors' (10.80.128.0/17); given '10.80.130.0/24'; choose a range that is free",
          "app-proxy.yaml:14:84: groups.e.placement.subnet.addressPrefix: overlaps the subnet of group 'd' (10.80.1.0/26); given '10.80.1.32/27'; choose a range that is free",
          "app-proxy.yaml:15:84: groups.f.placement.subnet.addressPrefix: is too small for a subnet; given '10.80.2.0/30'; allowed: /29 or larger",
        ],
      },
      {
        name: 'the place of the firewall where the kit makes one',
        text:
          AZURE +
          at('westeurope', 'egress: firewall') +
          groups(placed('a', 'subnet: { addressPrefix: 10.80.0.64/27 }')),
        findings: [
          "app-proxy.yaml:11:84: groups.a.placement.subnet.addressPrefix: overlaps the kit's subnet 'AzureFirewallSubnet' (10.80.0.64/26); given '10.80.0.64/27'; choose a range that is free",
        ],
      },
      {
        name: 'an address space that cannot be cut, and a network whose free range is not known',
        text: `${AZURE}    regions:\n      westeurope: { addressSpace: 10.80.0.0/25 }\n      northeurope: { virtualNetwork: ${network}/virtualNetworks/v }\n`,
        findings: [
          "app-proxy.yaml:10:35: targets.azure.regions.westeurope.addressSpace: cannot be cut into subnets; given '10.80.0.0/25'; allowed: a range from /8 to /24",
          'app-proxy.yaml:11:38: targets.azure.regions.northeurope.virtualNetwork: the kit is to make subnets in this network and does not know where; declare both subnets by id, or addressSpace: the range in this network that is free for the kit',
        ],
      },
    ],
  },
  {
    rule: 'firewall-subnets',
    accepts: [
      {
        name: 'a subnet of its own',
        text:
          AZURE +
          groups(
            `a: { ${TWO}, egress: { mode: firewall }, placement: { subnet: { addressPrefix: 10.80.1.0/27 } } }`,
          ),
      },
      {
        name: 'hosts of your own',
        text: AZURE + groups(`a: { connectors: 2, egress: { mode: firewall }, placement: external }`),
      },
    ],
    refuses: [
      {
        name: 'the shared subnet, and one whose ranges are not known',
        text:
          AZURE +
          at('westeurope', 'egress: firewall') +
          groups(`a: { ${TWO} }`, placed('b', `subnet: { id: ${network}/virtualNetworks/v/subnets/s }`)),
        findings: [
          "app-proxy.yaml:11:3: groups.a.placement: group 'a' shares a subnet, and in egress mode 'firewall' rules tell groups apart by their subnet; declare placement.subnet.addressPrefix, or placement.subnet.id with addressPrefixes",
          "app-proxy.yaml:12:73: groups.b.placement.subnet.id: the ranges of this subnet are not known, and in egress mode 'firewall' rules match them; declare addressPrefixes beside it",
        ],
      },
    ],
  },
  {
    rule: 'placements',
    accepts: [
      {
        name: 'a region with a network',
        text: AZURE + at('northeurope', '') + groups(placed('a', 'region: northeurope')),
      },
    ],
    refuses: [
      {
        name: 'a region without one',
        text:
          AZURE +
          at('northeurope', '') +
          groups(placed('a', 'region: northeurop'), placed('b', 'region: eastus')),
        findings: [
          "app-proxy.yaml:11:67: groups.a.placement.region: the deployment has no network in this region; given 'northeurop'; allowed: northeurope or westeurope; did you mean 'northeurope'?",
          "app-proxy.yaml:12:67: groups.b.placement.region: the deployment has no network in this region; given 'eastus'; allowed: northeurope or westeurope; declare targets.azure.regions.eastus",
        ],
      },
      {
        name: 'a placement without Azure',
        text: LOCAL + groups('a: { connectors: 2, placement: { zones: ["1"] } }'),
        findings: [
          "app-proxy.yaml:6:23: groups.a.placement: regions, zones and subnets are of Azure, and there is no target azure; remove it, or declare targets.azure; hosts of your own are 'placement: external'",
        ],
      },
    ],
  },
  {
    rule: 'relay-regions',
    accepts: [
      {
        name: 'a region with a network',
        text: `${AZURE}${at('northeurope', '')}relay: { regions: { northeurope: {} } }\n`,
      },
    ],
    refuses: [
      {
        name: 'a region without one, and the home region',
        text: `${AZURE}${at('northeurope', '')}relay: { regions: { northeurop: {}, westeurope: {} } }\n`,
        findings: [
          "app-proxy.yaml:10:21: relay.regions.northeurop: the deployment has no network in this region; given 'northeurop'; did you mean 'northeurope'?",
          'app-proxy.yaml:10:37: relay.regions.westeurope: is the home region, whose instances stand in relay.instances; move what it says to relay.instances and relay.zones',
        ],
      },
      {
        name: 'regions without Azure',
        text: `${LOCAL}relay: { regions: { westeurope: {} } }\n`,
        findings: [
          'app-proxy.yaml:5:21: relay.regions.westeurope: further regions are of Azure, and there is no target azure; remove it, or declare targets.azure',
        ],
      },
    ],
  },
  {
    rule: 'zones',
    accepts: [
      {
        name: 'zones of the region, and none where there are none',
        text: `${AZURE}${at('westus', '')}relay: { zones: ["1", "3"] }\n${groups(placed('a', 'zones: ["2"]'), placed('b', 'region: westus, zones: []'))}`,
      },
    ],
    refuses: [
      {
        name: 'zones in a region without zones',
        text: `${AZURE.replace('westeurope', 'westus')}relay: { zones: ["1"] }\n${groups(placed('a', 'zones: ["2"]'))}`,
        findings: [
          "app-proxy.yaml:9:18: relay.zones[0]: region 'westus' has no such zone; given '1'; allowed: none: 'westus' has no zones; write zones: []",
          "app-proxy.yaml:11:67: groups.a.placement.zones[0]: region 'westus' has no such zone; given '2'; allowed: none: 'westus' has no zones; write zones: []",
        ],
      },
    ],
  },
  {
    rule: 'limits',
    accepts: [
      {
        name: 'many groups that enrol by token',
        text:
          AZURE +
          groups(...Array.from({ length: 4000 }, (_, index) => `g${index}: { ${TWO}, enrolment: token }`)),
      },
    ],
    refuses: [
      {
        name: 'more role assignments and network security groups than a subscription has',
        text: AZURE + groups(...Array.from({ length: 5000 }, (_, index) => `g${index}: { ${TWO} }`)),
        findings: [
          "app-proxy.yaml:9:1: groups: too many groups enrol by managed identity: each takes one of the 4,000 role assignments of a subscription; given 5000 groups; allowed: at most 3900; declare 'enrolment: token' for some, or make two deployments in two subscriptions",
          "app-proxy.yaml:9:1: groups: too many groups in region 'westeurope': each takes one of its 5,000 network security groups; given 5000 groups; allowed: at most 4900; place some in another region, or make two deployments in two subscriptions",
        ],
      },
      {
        name: 'more applications than a network security group has rules',
        text: `${AZURE}groups:\n  a:\n    size: Standard_D2s_v5\n    connectors: 2\n    applications:\n${Array.from({ length: 901 }, (_, index) => `      a${index}: { url: "http://10.1.0.20" }\n`).join('')}`,
        findings: [
          "app-proxy.yaml:13:5: groups.a.applications: group 'a' has too many applications and extra destinations: each takes one of the 1,000 rules of a network security group; given 901; allowed: at most 900; spread them over two groups",
        ],
      },
    ],
  },
];
