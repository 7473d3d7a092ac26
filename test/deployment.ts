import { join } from 'node:path';
import type { CapacityPlan } from '../capacity/model';
import type {
  Application,
  AzureRegion,
  AzureTarget,
  Backend,
  ByName,
  Certificate,
  Deployment,
  DockerTarget,
  Group,
  LocalTarget,
  Relay,
  RelayInstance,
  Runtime,
} from '../declaration/model';

/**
 * Deployments for tests, as the loader would make them: every default filled in, maps sorted, frozen.
 *
 * `deployment()` has the targets azure, docker and local, two relay instances, and two groups with three
 * applications: `hq` (`erp`, given by name with its range, and `intranet`) and `plant` (`mes`). What is
 * given replaces the default of the same key; `groups` and `applications` are replaced as a whole.
 */
export interface DeploymentOptions {
  readonly name?: string;
  readonly domain?: string;
  readonly rolloutSalt?: string;
  /** `null` leaves a target out. */
  readonly azure?: AzureOptions | null;
  readonly docker?: Partial<DockerTarget> | null;
  readonly local?: LocalTarget | null;
  readonly relay?: Partial<Relay>;
  readonly runtime?: Partial<Runtime>;
  readonly groups?: ByName<GroupOptions>;
}

export interface AzureOptions extends Partial<Omit<AzureTarget, 'regions'>> {
  readonly regions?: ByName<Partial<AzureRegion>>;
}

export interface GroupOptions extends Partial<Omit<Group, 'name' | 'plan' | 'egress' | 'applications'>> {
  /** Number of connectors, without a whole plan. @default 2 */
  readonly connectors?: number;
  readonly plan?: Partial<CapacityPlan>;
  readonly egress?: Partial<Group['egress']>;
  readonly applications?: ByName<ApplicationOptions>;
}

export interface ApplicationOptions extends Partial<Omit<Application, 'name' | 'group' | 'backend'>> {
  /** Backend URL without a trailing slash. @default http://10.10.0.20:8080 */
  readonly url?: string;
  /** @default the address itself, nothing for a name */
  readonly cidrs?: readonly string[];
  readonly tls?: Backend['tls'];
}

export const TENANT_ID = '00000000-0000-0000-0000-000000000001';
export const SUBSCRIPTION_ID = '00000000-0000-0000-0000-000000000002';
export const RUNTIME_SHA256 = '5e0f1b1c6a1d4f4f8f5d0e6c3b2a19080f7e6d5c4b3a29181716151413121110';

export function deployment(options: DeploymentOptions = {}): Deployment {
  const { name = 'contoso', domain = 'apps.example.com' } = options;
  const azure = options.azure === null ? undefined : azureTarget(options.azure ?? {});
  const groups = options.groups ?? DEFAULT_GROUPS;
  return deepFreeze({
    name,
    domain,
    rolloutSalt: options.rolloutSalt ?? '',
    targets: {
      ...(azure && { azure }),
      ...(options.docker !== null && { docker: { ...DOCKER, ...options.docker } }),
      ...(options.local !== null && { local: options.local ?? {} }),
    },
    relay: relay(domain, azure, options.relay ?? {}),
    runtime: {
      version: '0.1.0',
      artifact: join(__dirname, 'stand-in', 'app-proxy'),
      sha256: RUNTIME_SHA256,
      ...options.runtime,
    },
    groups: mapSorted(groups, (group, key) => buildGroup(key, group, domain, azure)),
    capacity: { profiles: {}, prices: {}, series: 'Dsv5' },
  });
}

/** One group of a deployment; fails when there is none of that name. */
export function groupOf(deployment: Deployment, name: string): Group {
  const group = deployment.groups[name];
  if (group === undefined) throw new Error(`the deployment has no group '${name}'`);
  return group;
}

/** The groups of `deployment()`, to build upon: `{ groups: { ...DEFAULT_GROUPS, branch: { ... } } }`. */
export const DEFAULT_GROUPS: ByName<GroupOptions> = {
  hq: {
    description: 'Head office',
    connectors: 3,
    applications: {
      erp: { url: 'https://erp.corp.example.com', cidrs: ['10.10.4.0/24'], hostHeader: 'backend' },
      intranet: { url: 'http://10.10.0.20:8080' },
    },
  },
  plant: {
    applications: { mes: { url: 'http://10.20.0.10', limits: { requestsPerSecond: 200 } } },
  },
};

const DOCKER: DockerTarget = {
  host: 'unix:///var/run/docker.sock',
  baseImage: 'debian:bookworm-slim',
  edgeImage: 'haproxy:3.2-alpine',
  httpsPort: 8443,
  bindAddress: '127.0.0.1',
  connectorMemoryMiB: 512,
  relayMemoryMiB: 1024,
};

const ZONES = ['1', '2', '3'] as const;

function azureTarget(options: AzureOptions): AzureTarget {
  const region = options.region ?? 'westeurope';
  const regions = { [region]: {}, ...options.regions };
  return {
    environment: 'public',
    region,
    tenantId: TENANT_ID,
    subscriptionId: SUBSCRIPTION_ID,
    shards: 1,
    backend: 'local',
    image: {
      publisher: 'Canonical',
      offer: 'ubuntu-24_04-lts',
      sku: 'server',
      version: '24.04.202510010',
    },
    administrator: { username: 'appproxy' },
    existing: {},
    deployers: {},
    allowedIps: [],
    alertEmails: { operations: 'operations@example.com' },
    logRetentionDays: 90,
    tags: { environment: 'test' },
    ...options,
    regions: mapSorted(regions, (given, key) => ({
      name: key,
      addressSpace: '10.80.0.0/16',
      subnets: {},
      egress: 'nat',
      dnsServers: [],
      ...given,
    })),
  };
}

function relay(domain: string, azure: AzureTarget | undefined, options: Partial<Relay>): Relay {
  const region = azure?.region ?? 'local';
  const instances: Record<string, RelayInstance> = {};
  for (const [index, name] of ['r0', 'r1'].entries()) {
    const zone = azure === undefined ? undefined : ZONES[index];
    instances[name] = { name, region, home: true, ...(zone !== undefined && { zone }) };
  }
  const certificate: Certificate = {
    hosts: [domain, `*.${domain}`],
    issuer: 'Self',
    validityMonths: 12,
  };
  return {
    size: 'Standard_D4s_v5',
    instances,
    endpointCidrs: [],
    certificates: { default: certificate },
    timeouts: { defaultSeconds: 85, longSeconds: 180 },
    limits: { requestHeaderKiB: 64, connections: 20000 },
    inactiveDays: 10,
    signIn: {},
    ...options,
  };
}

function buildGroup(
  name: string,
  options: GroupOptions,
  domain: string,
  azure: AzureTarget | undefined,
): Group {
  const { connectors = 2, plan = {}, egress = {}, applications = {}, ...rest } = options;
  const placement =
    options.placement ??
    (azure === undefined ? { region: 'local', zones: [] } : { region: azure.region, zones: ZONES });
  const zones =
    placement === 'external' || placement.zones.length === 0
      ? []
      : Array.from({ length: connectors }, (_, slot) => placement.zones[slot % placement.zones.length] ?? '');
  return {
    name,
    enrolment: placement === 'external' ? 'token' : 'managed-identity',
    limits: { connections: 200 },
    update: { owner: 'terraform', channel: 'stable', canary: false, allowOutage: false },
    shard: 0,
    source: { file: 'app-proxy.yaml', line: 1 },
    ...rest,
    placement,
    plan: {
      profileName: 'seed-2023',
      size: 'Standard_D4s_v5',
      cores: 4,
      ramGiB: 16,
      connectors,
      zones,
      tpsPerConnector: 1150,
      p99Ms: 320,
      arithmetic: [],
      rejected: [],
      ...plan,
    },
    egress: {
      mode: placement === 'external' ? 'existing' : (azure?.regions[placement.region]?.egress ?? 'nat'),
      ...egress,
      allow: mapSorted(egress.allow ?? {}, (allowance) => allowance),
    },
    applications: mapSorted(applications, (application, key) =>
      buildApplication(key, name, application, domain),
    ),
  };
}

function buildApplication(
  name: string,
  group: string,
  options: ApplicationOptions,
  domain: string,
): Application {
  const { url = 'http://10.10.0.20:8080', cidrs, tls, ...rest } = options;
  return {
    name,
    group,
    host: `${name}.${domain}`,
    path: '/',
    timeoutSeconds: 85,
    hostHeader: 'external',
    translate: { redirects: false, cookies: false },
    headers: { request: { set: {}, remove: [] }, response: { set: {}, remove: [] } },
    limits: {},
    affinity: 'none',
    preAuthentication: 'passthrough',
    ...rest,
    backend: backend(url, cidrs, tls),
  };
}

function backend(url: string, cidrs: readonly string[] | undefined, tls: Backend['tls']): Backend {
  const { protocol, hostname, port } = new URL(url);
  const https = protocol === 'https:';
  const isAddress = /^[0-9.]+$/.test(hostname);
  const settings = tls ?? (https ? { verify: 'full' as const } : undefined);
  return {
    url,
    protocol: https ? 'https' : 'http',
    host: hostname,
    port: port === '' ? (https ? 443 : 80) : Number(port),
    cidrs: cidrs ?? (isAddress ? [hostname] : []),
    ...(settings && { tls: settings }),
  };
}

function mapSorted<T, R>(map: ByName<T>, convert: (value: T, key: string) => R): ByName<R> {
  return Object.fromEntries(
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, convert(value, key)]),
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
