// Generated from schemas/declaration.schema.json by `npm run schema`. Do not edit.

/**
 * Where Terraform keeps its states. `local`: files, by a relative path.
 */
export type TerraformBackend = 'local' | AzureStorage;
/**
 * Image of all machines: exact, never `latest`. Default: a dated Ubuntu 24.04.
 */
export type MachineImage = MarketplaceImage | OwnImage;
/**
 * Where a secret is found when it is needed. The secret itself is never written in a declaration, a plan or a state.
 */
export type SecretReference = SecretInAFile | SecretInTheKeyVault;
/**
 * Where the connectors run. `external`: on hosts that the kit does not provision (on-premises, another cloud).
 */
export type Placement = 'external' | AzurePlacement;
/**
 * Default: the region's connector subnet.
 */
export type Subnet = ASubnetOfItsOwn | AnExistingSubnet;
/**
 * How long the backend may take to answer: `default` is 85 s, `long` is 180 s, a number is seconds.
 */
export type BackendTimeOut = ('default' | 'long') | number;
/**
 * Public certificates in PEM form. A private key is refused.
 */
export type PemReference = CertificateFile | InlineCertificate;
/**
 * Who may pass the relay. `passthrough`: every request reaches the application. Otherwise users sign in at the relay first: see sign-in.md.
 */
export type PreAuthentication = 'passthrough' | SignIn;

/**
 * The declaration of one deployment: the relay, the connector groups, and the applications behind them.
 */
export interface Declaration {
  /**
   * Version of this format.
   */
  version: 1;
  /**
   * Short name of the deployment; every resource name begins with it.
   */
  name: string;
  /**
   * DNS domain of the deployment. The relay is found under it, and applications live under it unless they say otherwise.
   */
  domain: string;
  /**
   * Files that hold groups, so that teams own theirs. An included file has `groups` and nothing else.
   *
   * @maxItems 64
   *
   * Items: Path relative to this file; `*` stands for any characters of one name.
   */
  include?: string[];
  targets: Targets;
  relay?: Relay;
  runtime?: Runtime;
  capacity?: Capacity;
  /**
   * Part of every machine's generation. A new value replaces all machines one by one: roll back with the old inputs and a new salt.
   */
  rolloutSalt?: string;
  /**
   * The connector groups, by name. The group `default` exists always and serves nothing.
   */
  groups?: {
    [k: string]: Group;
  };
}
/**
 * Where the deployment runs. The same declaration serves all.
 */
export interface Targets {
  azure?: AzureTarget;
  docker?: DockerTarget;
  local?: LocalTarget;
}
/**
 * What the target Azure needs.
 */
export interface AzureTarget {
  /**
   * Azure cloud.
   */
  environment?: 'public' | 'usgovernment' | 'china';
  /**
   * Home region of the deployment.
   */
  region: string;
  /**
   * Tenant of the subscription.
   */
  tenantId: string;
  /**
   * Subscription that gets the resources.
   */
  subscriptionId: string;
  /**
   * Networks by region. The home region exists without being declared.
   */
  regions?: {
    [k: string]: AzureRegion;
  };
  /**
   * Number of states that the groups are spread over. Fixed for the life of the deployment.
   */
  shards?: number;
  backend?: TerraformBackend;
  image?: MachineImage;
  administrator?: Administrator;
  existing?: WhatExistsAlready;
  /**
   * Object ids of the identities that apply the stacks; they get the data-plane rights that the apply needs. Names are free.
   */
  deployers?: {
    /**
     * A UUID.
     */
    [k: string]: string;
  };
  /**
   * Public address ranges that may reach the key vault and the storage account, such as the pipeline's runners.
   *
   * Items: An IPv4 range in CIDR form, or one IPv4 address.
   */
  allowedIps?: string[];
  /**
   * E-mail addresses that alerts go to, by name.
   */
  alertEmails?: {
    /**
     * E-mail address.
     */
    [k: string]: string;
  };
  /**
   * Days that logs are kept.
   */
  logRetentionDays?: number;
  /**
   * Tags of every resource.
   */
  tags?: {
    /**
     * Value.
     */
    [k: string]: string;
  };
}
/**
 * Network of one region.
 */
export interface AzureRegion {
  /**
   * Range of the virtual network that the kit makes.
   */
  addressSpace?: string;
  /**
   * An existing virtual network instead.
   */
  virtualNetwork?: string;
  subnets?: Subnets;
  /**
   * `nat`: a NAT gateway, filtered by address. `firewall`: Azure Firewall, filtered by address and name. `existing`: routes and filters exist already; the kit only writes the network security group.
   */
  egress?: 'nat' | 'firewall' | 'existing';
  firewall?: ExistingFirewall;
  /**
   * Own DNS servers of the virtual network; opened in the egress list.
   *
   * @minItems 1
   *
   * Items: An IPv4 address.
   */
  dnsServers?: string[];
  /**
   * An existing public IP prefix for the relay instances.
   */
  publicIpPrefix?: string;
}
/**
 * Existing subnets instead of the ones that the kit makes.
 */
export interface Subnets {
  /**
   * Subnet of the relay instances.
   */
  relay?: string;
  /**
   * Subnet of the connectors.
   */
  connectors?: string;
}
/**
 * A firewall that exists; without it firewall mode makes one.
 */
export interface ExistingFirewall {
  /**
   * Id of the firewall policy that gets the rules.
   */
  policy: string;
  /**
   * Private address of the firewall, the next hop of the connectors.
   */
  privateIp: string;
  /**
   * Priority of the rule collection groups that the kit adds.
   */
  priority?: number;
}
/**
 * A storage account, entered with the caller's own Azure AD rights.
 */
export interface AzureStorage {
  /**
   * Resource group of the storage account.
   */
  resourceGroup: string;
  /**
   * Storage account.
   */
  storageAccount: string;
  /**
   * Container.
   */
  container: string;
  /**
   * Put before `<stack>.tfstate`.
   */
  keyPrefix?: string;
}
/**
 * Publisher, offer, SKU and exact version.
 */
export interface MarketplaceImage {
  /**
   * Publisher.
   */
  publisher: string;
  /**
   * Offer.
   */
  offer: string;
  /**
   * SKU.
   */
  sku: string;
  /**
   * Exact version.
   */
  version: string;
}
/**
 * Image or gallery image version.
 */
export interface OwnImage {
  /**
   * Id of the image.
   */
  id: string;
}
/**
 * Break-glass log-in. Without it nobody holds the key.
 */
export interface Administrator {
  /**
   * User name.
   */
  username?: string;
  /**
   * Public key: RSA of 2,048 bits or more, or ed25519.
   */
  sshPublicKey?: string;
}
/**
 * Resources to use instead of making them.
 */
export interface WhatExistsAlready {
  /**
   * Resource group for the platform's resources.
   */
  resourceGroup?: string;
  /**
   * Key vault.
   */
  keyVault?: string;
  /**
   * Storage account for the artifact and the configuration documents.
   */
  storageAccount?: string;
  /**
   * Log Analytics workspace.
   */
  logWorkspace?: string;
  /**
   * DNS zone of `domain`.
   */
  dnsZone?: string;
  /**
   * Action group that alerts go to.
   */
  actionGroup?: string;
}
/**
 * What the target Docker needs: one Docker engine that runs the whole topology.
 */
export interface DockerTarget {
  /**
   * Address of the engine.
   */
  host?: string;
  /**
   * Image that the runtime's image is built from.
   */
  baseImage?: string;
  /**
   * Image of the edge, the only container that publishes a port. Pinned apart from the runtime.
   */
  edgeImage?: string;
  /**
   * Port of the host that users come to.
   */
  httpsPort?: number;
  /**
   * Address of the host that the port is published on.
   */
  bindAddress?: string;
  /**
   * Memory limit of a connector.
   */
  connectorMemoryMiB?: number;
  /**
   * Memory limit of a relay instance.
   */
  relayMemoryMiB?: number;
}
/**
 * What the target local needs: plain processes on this machine.
 */
export interface LocalTarget {
  /**
   * Port of the entry address; a free one when not given.
   */
  httpsPort?: number;
}
/**
 * The cloud service where user traffic and tunnels meet.
 */
export interface Relay {
  /**
   * Relay instances in the home region.
   */
  instances?: number;
  /**
   * Size of a relay instance.
   */
  size?: string;
  /**
   * Zones of the home region's instances. Default: all zones of the region.
   *
   * Items: An availability zone.
   */
  zones?: ('1' | '2' | '3')[];
  /**
   * Relay instances in further regions; each must be a key of `targets.azure.regions`.
   */
  regions?: {
    [k: string]: RelayRegion;
  };
  /**
   * Public ranges of the relay endpoints, once known, for the firewall page. Default: the public IP prefix that the kit makes.
   *
   * @minItems 1
   *
   * Items: An IPv4 range in CIDR form, or one IPv4 address.
   */
  endpointCidrs?: string[];
  /**
   * Certificates that users see. Default: one named `default` for the domain and everything right under it.
   */
  certificates?: {
    [k: string]: Certificate;
  };
  timeouts?: TimeOuts;
  limits?: RelayLimits;
  /**
   * Days after which an inactive connector is removed from the pool's memory.
   */
  inactiveDays?: number;
  /**
   * OpenID Connect providers for pre-authentication.
   */
  signIn?: {
    [k: string]: SignInProvider;
  };
}
/**
 * Relay instances in one more region.
 */
export interface RelayRegion {
  /**
   * Relay instances.
   */
  instances?: number;
  /**
   * Zones. Default: all zones of the region.
   *
   * Items: An availability zone.
   */
  zones?: ('1' | '2' | '3')[];
}
/**
 * A certificate that users see. Keys are made in the key vault, or on the machine for docker and local; never in Terraform.
 */
export interface Certificate {
  /**
   * Names in the certificate; `*.domain` is allowed.
   *
   * @minItems 1
   *
   * Items: A DNS host name. Unicode is converted to its IDNA form; a trailing dot is dropped.
   */
  hosts: string[];
  /**
   * Key vault issuer: `Self`, `Unknown` (signed outside: the request waits in the vault), or the name of an issuer that the vault knows.
   */
  issuer?: string;
  /**
   * A certificate that exists: name of the secret in the key vault.
   */
  keyVaultSecret?: string;
  files?: CertificateFiles;
  /**
   * Life in months.
   */
  validityMonths?: number;
}
/**
 * For the targets docker and local: files on the host.
 */
export interface CertificateFiles {
  /**
   * Path of the certificate chain (PEM).
   */
  certificate: string;
  /**
   * Path of the private key (PEM).
   */
  key: string;
}
/**
 * Values of the two named time-outs.
 */
export interface TimeOuts {
  /**
   * `default`.
   */
  defaultSeconds?: number;
  /**
   * `long`.
   */
  longSeconds?: number;
}
/**
 * Limits of each relay instance.
 */
export interface RelayLimits {
  /**
   * Largest request header; 431 above it.
   */
  requestHeaderKiB?: number;
  /**
   * User connections of one instance.
   */
  connections?: number;
  /**
   * Requests a second of one instance before it answers 429.
   */
  requestsPerSecond?: number;
}
/**
 * An OpenID Connect provider for pre-authentication.
 */
export interface SignInProvider {
  /**
   * Issuer URL.
   */
  issuer: string;
  /**
   * Client id.
   */
  clientId: string;
  clientSecret: SecretReference;
  /**
   * Scopes. Default: openid, profile, email.
   *
   * @minItems 1
   *
   * Items: A scope.
   */
  scopes?: string[];
}
/**
 * A file on the machine that needs the secret.
 */
export interface SecretInAFile {
  /**
   * Absolute path on that machine.
   */
  file: string;
}
/**
 * A secret in the deployment's key vault.
 */
export interface SecretInTheKeyVault {
  /**
   * Name of the secret in the key vault.
   */
  keyVaultSecret: string;
}
/**
 * The program that relay instances and connectors run.
 */
export interface Runtime {
  /**
   * Version; one line in the plan when it changes.
   */
  version?: string;
  /**
   * File of the program, relative to the declaration. Default: the program that ships with the kit.
   */
  artifact?: string;
  /**
   * Digest that the file must have. Default: computed.
   */
  sha256?: string;
}
/**
 * How sizes and counts are chosen.
 */
export interface Capacity {
  /**
   * Name of the capacity profile: `seed-2023`, `guidance-2025` or one of `profiles`.
   */
  profile?: string;
  /**
   * Share of the capacity that stays free at the peak.
   */
  headroomPercent?: number;
  /**
   * What may be lost at the peak without overload: one `connector`, or one `zone`.
   */
  survive?: 'connector' | 'zone';
  /**
   * Keep redundancy while one connector is under maintenance: at least three connectors.
   */
  redundantMaintenance?: boolean;
  /**
   * VM series that the planner chooses from.
   */
  series?: string;
  /**
   * Profiles of your own.
   */
  profiles?: {
    [k: string]: CapacityProfile;
  };
  /**
   * Price of a VM size an hour, in any currency. Given for all sizes of the series, the planner takes the cheapest by price instead of by vCPU.
   */
  prices?: {
    [k: string]: number;
  };
}
/**
 * A dated table of what a connector carries.
 */
export interface CapacityProfile {
  /**
   * When it was measured.
   */
  date: string;
  /**
   * By whom, where, how.
   */
  source: string;
  /**
   * One row for each size.
   *
   * @minItems 1
   * @maxItems 32
   */
  rows: CapacityRow[];
  /**
   * Most Mbit/s of one connector.
   */
  maxMbps?: number;
}
/**
 * What one connector of this size carries.
 */
export interface CapacityRow {
  /**
   * vCPUs.
   */
  cores: number;
  /**
   * Memory in GiB.
   */
  ramGiB: number;
  /**
   * Expected 99th percentile in milliseconds.
   */
  p99Ms?: number;
  /**
   * Most transactions a second.
   */
  maxTps: number;
  /**
   * Holds only where the connection limits are raised.
   */
  raisedLimits?: boolean;
}
/**
 * Two or more interchangeable connectors and the applications behind them.
 */
export interface Group {
  /**
   * What it is, for people.
   */
  description?: string;
  /**
   * The name that this group had before. Synthesis writes `moved` blocks, so that Terraform replaces its machines one by one instead of removing the group.
   */
  formerly?: string;
  load?: Load;
  /**
   * An explicit size instead of `load`; goes with `connectors`.
   */
  size?: string;
  /**
   * An explicit number of connectors instead of `load`; goes with `size` unless the group is `external`.
   */
  connectors?: number;
  fewerThanTwo?: FewerThanTwoConnectors;
  capacity?: CapacitySettings;
  placement?: Placement;
  egress?: Egress;
  proxy?: OutboundHTTPProxy;
  /**
   * How a new connector proves who it is: `managed-identity` needs no secret and is the default on Azure; `token` reads a token from the key vault or a file and is the default for `external` groups.
   */
  enrolment?: 'managed-identity' | 'token';
  limits?: ConnectorLimits;
  update?: UpdatePolicy;
  /**
   * State shard that holds the group. Default: derived from the name. A change moves the group to another state.
   */
  shard?: number;
  /**
   * The applications, by name.
   */
  applications?: {
    [k: string]: Application;
  };
}
/**
 * What the group must carry. The planner chooses size and count from it.
 */
export interface Load {
  /**
   * Transactions (requests) a second at the peak, over all applications of the group.
   */
  peakTps: number;
  /**
   * Target for the 99th percentile of the time that the connector adds, in milliseconds.
   */
  p99Ms?: number;
  /**
   * Peak bandwidth in Mbit/s. Default: `peakTps` x `responseKiB` where that is given, else not considered.
   */
  bandwidthMbps?: number;
  /**
   * Mean size of a response in KiB.
   */
  responseKiB?: number;
}
/**
 * Accepts a group without redundancy. Every command warns about it.
 */
export interface FewerThanTwoConnectors {
  /**
   * Why this is acceptable.
   */
  reason: string;
}
/**
 * Overrides of the deployment's `capacity` for this group.
 */
export interface CapacitySettings {
  /**
   * Name of a capacity profile.
   */
  profile?: string;
  /**
   * Share of the capacity that stays free at the peak.
   */
  headroomPercent?: number;
  /**
   * What may be lost at the peak without overload: one `connector`, or one `zone`.
   */
  survive?: 'connector' | 'zone';
  /**
   * Keep redundancy while one connector is under maintenance: at least three connectors.
   */
  redundantMaintenance?: boolean;
}
/**
 * Region, zones and subnet of the connectors' machines.
 */
export interface AzurePlacement {
  /**
   * Default: `targets.azure.region`. Another region must be a key of `targets.azure.regions`.
   */
  region?: string;
  /**
   * Zones that the connectors are spread over. Default: all zones of the region. `[]` in a region without zones.
   *
   * Items: An availability zone.
   */
  zones?: ('1' | '2' | '3')[];
  subnet?: Subnet;
}
/**
 * The kit makes this subnet in the region's virtual network.
 */
export interface ASubnetOfItsOwn {
  /**
   * Range inside the virtual network.
   */
  addressPrefix: string;
}
/**
 * A subnet that exists. Outbound rules and routes on it are yours.
 */
export interface AnExistingSubnet {
  /**
   * Id of the subnet.
   */
  id: string;
  /**
   * Its ranges; needed in firewall mode.
   *
   * @minItems 1
   *
   * Items: An IPv4 range in CIDR form, or one IPv4 address.
   */
  addressPrefixes?: string[];
}
/**
 * What the connectors may reach beyond what the kit derives.
 */
export interface Egress {
  /**
   * Default: the egress mode of the region.
   */
  mode?: 'nat' | 'firewall' | 'existing';
  /**
   * Extra destinations, by name.
   */
  allow?: {
    [k: string]: EgressAllowance;
  };
}
/**
 * One more destination that the connectors may reach.
 */
export interface EgressAllowance {
  /**
   * Where to.
   *
   * @minItems 1
   *
   * Items: An IPv4 range, or a host name in firewall mode.
   */
  to: string[];
  /**
   * Destination ports.
   *
   * @minItems 1
   */
  ports: number[];
  /**
   * Transport protocol.
   */
  protocol?: 'tcp' | 'udp';
  /**
   * The reason, for the firewall team.
   */
  why: string;
}
/**
 * All that the connectors dial goes through it by CONNECT, except the backends.
 */
export interface OutboundHTTPProxy {
  /**
   * The proxy: http or https, host and port; no user name or password.
   */
  url: string;
  /**
   * Address ranges of a proxy given by name; needed as for backends.
   *
   * @minItems 1
   *
   * Items: An IPv4 range in CIDR form, or one IPv4 address.
   */
  cidrs?: string[];
  credentials?: SecretReference;
}
/**
 * Limits of each connector.
 */
export interface ConnectorLimits {
  /**
   * Outbound connections of one connector to backends. Above 200 the limits are raised, which the last row of `seed-2023` asks for.
   */
  connections?: number;
}
/**
 * When and how connectors get a new runtime.
 */
export interface UpdatePolicy {
  /**
   * Who replaces the runtime: `terraform` by new machines, `updater` in place through the relay.
   */
  owner?: 'terraform' | 'updater';
  /**
   * Release channel that the updater follows.
   */
  channel?: 'stable' | 'preview';
  /**
   * Exact version to stay on; overrides the channel.
   */
  pin?: string;
  window?: UpdateWindow;
  /**
   * Update this group before the others and hold them until it is well.
   */
  canary?: boolean;
  /**
   * Allow an update of a group that has one connector only.
   */
  allowOutage?: boolean;
}
/**
 * Updates start only inside it; times are UTC.
 */
export interface UpdateWindow {
  /**
   * Days. Default: every day.
   *
   * @minItems 1
   *
   * Items: Day of the week.
   */
  days?: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  /**
   * Start, HH:MM in UTC.
   */
  start: string;
  /**
   * Length in hours.
   */
  hours?: number;
}
/**
 * A published web application: an external host (and path) and the backend behind the connectors.
 */
export interface Application {
  /**
   * What it is, for people.
   */
  description?: string;
  /**
   * External host name. Default: the application's name under the deployment's `domain`.
   */
  host?: string;
  /**
   * External path prefix; the longest matching prefix of a host wins.
   */
  path?: string;
  /**
   * The backend, as the connectors reach it: http or https, host, optional port and path.
   */
  url: string;
  /**
   * Address ranges that a backend given by name lives in. Needed where the egress mode is `nat` or `existing`: network security groups cannot match names.
   *
   * @minItems 1
   *
   * Items: An IPv4 range in CIDR form, or one IPv4 address.
   */
  backendCidrs?: string[];
  timeout?: BackendTimeOut;
  /**
   * What the backend sees as Host: `external` the external host, `backend` the host of `url`, anything else is sent as it is written.
   */
  hostHeader?: string;
  translate?: Translation;
  headers?: Headers;
  backendTls?: BackendTLS;
  limits?: Limits;
  /**
   * `cookie` keeps a user on one connector while it is in service.
   */
  affinity?: 'none' | 'cookie';
  preAuthentication?: PreAuthentication;
}
/**
 * Rewrites what the backend says about itself into external terms.
 */
export interface Translation {
  /**
   * Rewrite `Location` headers that point at the backend.
   */
  redirects?: boolean;
  /**
   * Rewrite cookie domains and paths that name the backend.
   */
  cookies?: boolean;
}
/**
 * Headers added to or taken from what passes.
 */
export interface Headers {
  request?: HeaderRules;
  response?: HeaderRules;
}
/**
 * Header names are case-insensitive; hop-by-hop and forwarding headers cannot be named.
 */
export interface HeaderRules {
  /**
   * Header names and the value each is set to.
   */
  set?: {
    /**
     * The header's value; no secrets.
     */
    [k: string]: string;
  };
  /**
   * Headers to take away.
   *
   * Items: A header name.
   */
  remove?: string[];
}
/**
 * How a https backend is verified. Verification cannot be switched off.
 */
export interface BackendTLS {
  /**
   * `full`: chain and name. `chain`: the chain only, for backends whose certificate does not carry their name.
   */
  verify?: 'full' | 'chain';
  ca?: PemReference;
  /**
   * Name to expect in the certificate and to send as SNI. Default: the host of `url`.
   */
  serverName?: string;
  clientCertificate?: SecretReference;
}
/**
 * A file beside the declaration.
 */
export interface CertificateFile {
  /**
   * Path relative to the file that names it.
   */
  file: string;
}
/**
 * The certificate's text.
 */
export interface InlineCertificate {
  /**
   * PEM text of one or more certificates.
   */
  pem: string;
}
/**
 * Protection of the backend.
 */
export interface Limits {
  /**
   * Requests a second before the relay answers 429.
   */
  requestsPerSecond?: number;
  /**
   * Requests in flight before the relay answers 503.
   */
  concurrentRequests?: number;
  /**
   * Largest request body; 413 above it.
   */
  requestBodyMiB?: number;
}
/**
 * Users sign in with a provider that `relay.signIn` declares.
 */
export interface SignIn {
  /**
   * Name of a provider in `relay.signIn`.
   */
  provider: string;
  allow?: AllowRule;
}
/**
 * Who may enter; every line that is given must match. Without it everybody who signed in may.
 */
export interface AllowRule {
  /**
   * The user is in one of these groups.
   *
   * Items: A group name or object id.
   */
  groups?: string[];
  /**
   * Claims of the token and the value that each must have.
   */
  claims?: {
    /**
     * The claim's value.
     */
    [k: string]: string;
  };
}
