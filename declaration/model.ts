import type { CapacityPlan, CapacityProfile } from '../capacity/model';

/**
 * The declaration after validation: every default filled in, every reference resolved, frozen, and
 * each map in the order of its keys. Everything after the loader works on this and nothing else.
 */
export interface Deployment {
  readonly name: string;
  readonly domain: string;
  readonly rolloutSalt: string;
  readonly targets: Targets;
  readonly relay: Relay;
  readonly runtime: Runtime;
  /** Without the group `default`, which exists always and serves nothing. */
  readonly groups: ByName<Group>;
  readonly capacity: CapacitySettings;
}

export type ByName<T> = Readonly<Record<string, T>>;

/** The group that exists without being declared, serves nothing, and where parked connectors idle. */
export const DEFAULT_GROUP = 'default';

export interface Targets {
  readonly azure?: AzureTarget;
  readonly docker?: DockerTarget;
  readonly local?: LocalTarget;
}

export type AzureEnvironment = 'public' | 'usgovernment' | 'china';
export type EgressMode = 'nat' | 'firewall' | 'existing';

export interface AzureTarget {
  readonly environment: AzureEnvironment;
  readonly region: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Always has the home region; has every region that a group or the relay uses. */
  readonly regions: ByName<AzureRegion>;
  readonly shards: number;
  readonly backend: 'local' | AzureBackend;
  readonly image: MarketplaceImage | OwnImage;
  readonly administrator: { readonly username: string; readonly sshPublicKey?: string };
  readonly existing: {
    readonly resourceGroup?: string;
    readonly keyVault?: string;
    readonly storageAccount?: string;
    readonly logWorkspace?: string;
    readonly dnsZone?: string;
    readonly actionGroup?: string;
  };
  readonly deployers: ByName<string>;
  readonly allowedIps: readonly string[];
  readonly alertEmails: ByName<string>;
  readonly logRetentionDays: number;
  readonly tags: ByName<string>;
}

export interface AzureRegion {
  readonly name: string;
  readonly addressSpace: string;
  readonly virtualNetwork?: string;
  readonly subnets: { readonly relay?: string; readonly connectors?: string };
  readonly egress: EgressMode;
  readonly firewall?: { readonly policy: string; readonly privateIp: string; readonly priority: number };
  readonly dnsServers: readonly string[];
  readonly publicIpPrefix?: string;
}

export interface AzureBackend {
  readonly resourceGroup: string;
  readonly storageAccount: string;
  readonly container: string;
  readonly keyPrefix: string;
}

export interface MarketplaceImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
}

export interface OwnImage {
  readonly id: string;
}

export interface DockerTarget {
  readonly host: string;
  readonly baseImage: string;
  readonly edgeImage: string;
  readonly httpsPort: number;
  readonly bindAddress: string;
  readonly connectorMemoryMiB: number;
  readonly relayMemoryMiB: number;
}

export interface LocalTarget {
  readonly httpsPort?: number;
}

export interface Relay {
  readonly size: string;
  /** By instance name: `r0`, `r1`, ... in the home region, `<region>-r0`, ... elsewhere. */
  readonly instances: ByName<RelayInstance>;
  readonly endpointCidrs: readonly string[];
  readonly certificates: ByName<Certificate>;
  readonly timeouts: { readonly defaultSeconds: number; readonly longSeconds: number };
  readonly limits: {
    readonly requestHeaderKiB: number;
    readonly connections: number;
    readonly requestsPerSecond?: number;
  };
  readonly inactiveDays: number;
  readonly signIn: ByName<SignInProvider>;
}

export interface RelayInstance {
  readonly name: string;
  /** Azure region; the home region's instances also serve docker and local. */
  readonly region: string;
  /** Availability zone; absent in a region without zones and where there is no target azure. */
  readonly zone?: string;
  /** True for the home region's instances, the only ones that docker and local run. */
  readonly home: boolean;
}

export interface Certificate {
  readonly hosts: readonly string[];
  readonly issuer: string;
  readonly keyVaultSecret?: string;
  readonly files?: { readonly certificate: string; readonly key: string };
  readonly validityMonths: number;
}

export interface SignInProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: SecretReference;
  readonly scopes: readonly string[];
}

export type SecretReference = { readonly file: string } | { readonly keyVaultSecret: string };

export interface Runtime {
  readonly version: string;
  /** Path of the artifact: absolute, for reading only. Never written to a plan. @see ProgramOptions */
  readonly artifact: string;
  /** SHA-256 of the artifact, computed by the loader and held against the declared one. */
  readonly sha256: string;
}

export interface CapacitySettings {
  readonly profiles: ByName<CapacityProfile>;
  readonly prices: ByName<number>;
  readonly series: string;
}

export interface Group {
  readonly name: string;
  readonly description?: string;
  readonly formerly?: string;
  readonly load?: Load;
  /** Size, count and the arithmetic behind them. For `external` groups only the count counts. */
  readonly plan: CapacityPlan;
  readonly fewerThanTwo?: { readonly reason: string };
  readonly placement: 'external' | Placement;
  readonly egress: {
    readonly mode: EgressMode;
    readonly allow: ByName<EgressAllowance>;
  };
  readonly proxy?: OutboundProxy;
  readonly enrolment: 'managed-identity' | 'token';
  readonly limits: { readonly connections: number };
  readonly update: UpdatePolicy;
  readonly shard: number;
  readonly applications: ByName<Application>;
  /** Where the group is declared, for messages. */
  readonly source: { readonly file: string; readonly line: number };
}

export interface Load {
  readonly peakTps: number;
  readonly p99Ms?: number;
  readonly bandwidthMbps?: number;
  readonly responseKiB?: number;
}

export interface Placement {
  readonly region: string;
  /** Zone of each slot in turn: slot i is in `zones[i % zones.length]`. Empty in a region without zones. */
  readonly zones: readonly string[];
  readonly subnet?:
    { readonly addressPrefix: string } | { readonly id: string; readonly addressPrefixes: readonly string[] };
}

export interface EgressAllowance {
  readonly to: readonly string[];
  readonly ports: readonly number[];
  readonly protocol: 'tcp' | 'udp';
  readonly why: string;
}

export interface OutboundProxy {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly cidrs: readonly string[];
  readonly credentials?: SecretReference;
}

export interface UpdatePolicy {
  readonly owner: 'terraform' | 'updater';
  readonly channel: 'stable' | 'preview';
  readonly pin?: string;
  readonly window?: { readonly days: readonly string[]; readonly start: string; readonly hours: number };
  readonly canary: boolean;
  readonly allowOutage: boolean;
}

export interface Application {
  readonly name: string;
  readonly group: string;
  readonly description?: string;
  /** IDNA form, lower case, no trailing dot. */
  readonly host: string;
  readonly path: string;
  readonly backend: Backend;
  readonly timeoutSeconds: number;
  /** `external`, `backend`, or the literal value. */
  readonly hostHeader: string;
  readonly translate: { readonly redirects: boolean; readonly cookies: boolean };
  readonly headers: { readonly request: HeaderRules; readonly response: HeaderRules };
  readonly limits: {
    readonly requestsPerSecond?: number;
    readonly concurrentRequests?: number;
    readonly requestBodyMiB?: number;
  };
  readonly affinity: 'none' | 'cookie';
  readonly preAuthentication: 'passthrough' | SignIn;
}

export interface Backend {
  /** Normalized URL without a trailing slash. */
  readonly url: string;
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Declared ranges of the name, or the address itself. Empty for a name in firewall mode. */
  readonly cidrs: readonly string[];
  readonly tls?: {
    readonly verify: 'full' | 'chain';
    /** PEM text. */
    readonly ca?: string;
    readonly serverName?: string;
    readonly clientCertificate?: SecretReference;
  };
}

export interface HeaderRules {
  readonly set: ByName<string>;
  readonly remove: readonly string[];
}

export interface SignIn {
  readonly provider: string;
  readonly allow: { readonly groups: readonly string[]; readonly claims: ByName<string> };
}
