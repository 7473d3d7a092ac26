import { defaultShard } from './default-shard';
import { endpointUrl, isUnusable, parseEndpoint } from './backend-url';
import { compact, sortedMap } from './maps';
import { DEFAULTS } from './defaults.generated';
import { normalizeRange } from './ipv4';
import { ORDINARY_CONNECTIONS, type SurveyedGroup } from './survey';
import type { Application, Group, OutboundProxy, Placement, UpdatePolicy } from './model';
import type { OutboundHTTPProxy, UpdatePolicy as DeclaredUpdate } from './types.generated';
import type { CapacityPlan } from '../capacity/model';

const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function resolveGroup(
  group: SurveyedGroup,
  plan: CapacityPlan,
  shards: number,
  applications: Readonly<Record<string, Application>>,
  source: Group['source'],
): Group {
  const { name, declared } = group;
  return {
    name,
    plan,
    placement: group.external ? 'external' : placementOf(group),
    egress: {
      mode: group.mode,
      allow: sortedMap(declared.egress?.allow, ({ to, ...rest }) => ({
        ...DEFAULTS.egressAllowance,
        ...rest,
        to: to.map(normalizeRange),
      })),
    },
    enrolment: declared.enrolment ?? (group.onAzure ? 'managed-identity' : 'token'),
    limits: { connections: declared.limits?.connections ?? ORDINARY_CONNECTIONS },
    update: resolveUpdate(declared.update),
    shard: declared.shard ?? defaultShard(name, shards),
    applications,
    source,
    ...compact({
      description: declared.description,
      formerly: declared.formerly,
      load: declared.load,
      fewerThanTwo: declared.fewerThanTwo,
      proxy: declared.proxy === undefined ? undefined : resolveProxy(declared.proxy),
    }),
  };
}

function placementOf({ region, zones, subnet }: SurveyedGroup): Placement {
  if (subnet === undefined) {
    return { region, zones };
  }
  return {
    region,
    zones,
    subnet:
      'id' in subnet
        ? { id: subnet.id, addressPrefixes: (subnet.addressPrefixes ?? []).map(normalizeRange) }
        : { addressPrefix: normalizeRange(subnet.addressPrefix) },
  };
}

function resolveUpdate(declared: DeclaredUpdate | undefined): UpdatePolicy {
  const { window: windowDefaults, ...defaults } = DEFAULTS.updatePolicy;
  const { window, ...rest } = declared ?? {};
  return {
    ...defaults,
    ...rest,
    ...(window === undefined ? {} : { window: { days: EVERY_DAY, ...windowDefaults, ...window } }),
  };
}

function resolveProxy({ url, cidrs, credentials }: OutboundHTTPProxy): OutboundProxy {
  const endpoint = parseEndpoint(url);
  if (isUnusable(endpoint)) {
    throw new Error('a proxy URL that the rules refuse reached the resolver');
  }
  const { host, port, isAddress } = endpoint;
  return {
    url: endpointUrl(endpoint),
    host,
    port,
    cidrs: (cidrs ?? (isAddress ? [host] : [])).map(normalizeRange),
    ...compact({ credentials }),
  };
}
