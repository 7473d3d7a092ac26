// Generated from the schemas of the documents by `npm run schema`. Do not edit.

/**
 * Where a secret is found; never the secret.
 */
export type SecretReference =
  | {
      /**
       * An absolute path on the machine that reads the document.
       */
      file: string;
    }
  | {
      /**
       * Name of the secret in the key vault.
       */
      keyVaultSecret: string;
    };
/**
 * Where documents are kept.
 */
export type StorePlace =
  | {
      /**
       * An absolute path on the machine that reads the document.
       */
      directory: string;
    }
  | {
      /**
       * Address of a storage container, with a closing slash.
       */
      url: string;
      /**
       * Who enters it.
       */
      identity: string;
    };

/**
 * The documents, by the name of their schema.
 */
export interface Documents {
  relay: RelayDocument;
  group: GroupDocument;
  admission: AdmissionDocument;
  egress: EgressDocument;
  'relay-bootstrap': RelayBootstrap;
  'connector-bootstrap': ConnectorBootstrap;
  'instance-notice': InstanceNotice;
}
/**
 * Configuration of every relay instance. The newest valid document counts.
 */
export interface RelayDocument {
  /**
   * Version of this format.
   */
  version: 1;
  /**
   * Name of the deployment.
   */
  deployment: string;
  /**
   * Domain of the deployment.
   */
  domain: string;
  /**
   * The program that is wanted, and the digest that it must have.
   */
  runtime: {
    /**
     * Version of the runtime.
     */
    version: string;
    /**
     * SHA-256, 64 lower-case hexadecimal digits.
     */
    sha256: string;
  };
  /**
   * Who signs the connectors' certificates.
   */
  issuer:
    | {
        kind: 'key-vault';
        /**
         * Address of the key, without a version: it signs and never leaves the vault.
         */
        key: string;
      }
    | {
        kind: 'files';
        /**
         * Directory with `ca.pem` and `ca.key`.
         */
        directory: string;
      };
  /**
   * Certificates that users see, by name.
   */
  certificates: {
    [k: string]: {
      /**
       * Names in the certificate.
       *
       * @minItems 1
       *
       * Items: A host name in IDNA form, lower case.
       */
      hosts: string[];
      /**
       * Where certificate and key are found.
       */
      source:
        | 'deployment-authority'
        | {
            /**
             * Name of the secret in the key vault.
             */
            keyVaultSecret: string;
          }
        | {
            files: {
              /**
               * Path of the certificate chain (PEM).
               */
              certificate: string;
              /**
               * Path of the private key (PEM).
               */
              key: string;
            };
          };
    };
  };
  /**
   * Named time-outs.
   */
  timeouts: {
    /**
     * Time-out of an application that says `default`, in seconds.
     */
    defaultSeconds: number;
    /**
     * Time-out of one that says `long`, in seconds.
     */
    longSeconds: number;
  };
  /**
   * Limits of each instance.
   */
  limits: {
    /**
     * Largest request header in KiB; 431 above it.
     */
    requestHeaderKiB: number;
    /**
     * User connections of one instance.
     */
    connections: number;
    /**
     * Requests a second of one instance; 429 above it.
     */
    requestsPerSecond?: number;
  };
  /**
   * Days after which an inactive connector is forgotten.
   */
  inactiveDays: number;
  /**
   * How the documents of the groups are put together.
   */
  groups: {
    /**
     * Seconds that a released route which nobody else claims is still served.
     */
    handoverSeconds: number;
  };
  /**
   * OpenID Connect providers, by name.
   */
  signIn: {
    [k: string]: {
      /**
       * Issuer.
       */
      issuer: string;
      /**
       * Client id.
       */
      clientId: string;
      clientSecret: SecretReference;
      /**
       * Scopes.
       *
       * @minItems 1
       *
       * Items: A scope.
       */
      scopes: string[];
    };
  };
  /**
   * Key vault of the secrets that are named here.
   */
  vault?: string;
}
/**
 * Configuration of one connector group. It never names another group. Relay instances read it; connectors get their part through the tunnel.
 */
export interface GroupDocument {
  /**
   * Version of this format.
   */
  version: 1;
  /**
   * Name of the deployment.
   */
  deployment: string;
  /**
   * The group.
   */
  group: string;
  /**
   * Published applications, by name.
   */
  applications: {
    [k: string]: {
      /**
       * External host.
       */
      host: string;
      /**
       * External path prefix.
       */
      path: string;
      /**
       * The backend.
       */
      backend: {
        /**
         * The backend, as the connectors reach it, without a closing slash.
         */
        url: string;
        /**
         * How a https backend is verified.
         */
        tls?: {
          /**
           * `full`: chain and name. `chain`: the chain only.
           */
          verify: 'full' | 'chain';
          /**
           * Name that is sent and expected.
           */
          serverName: string;
          /**
           * PEM text of the authorities to trust instead of the system's, one line an entry.
           *
           * @minItems 2
           *
           * Items: A line.
           */
          ca?: string[];
          clientCertificate?: SecretReference;
        };
      };
      /**
       * Seconds that the backend may take to answer.
       */
      timeoutSeconds: number;
      /**
       * What the backend sees as Host: `external`, `backend`, or the text itself.
       */
      hostHeader: string;
      /**
       * Rewriting of what the backend says about itself.
       */
      translate: {
        /**
         * Rewrite `Location` headers that point at the backend.
         */
        redirects: boolean;
        /**
         * Rewrite cookie domains and paths that name the backend.
         */
        cookies: boolean;
      };
      /**
       * Headers added and taken away.
       */
      headers: {
        request: HeaderRules;
        response: HeaderRules;
      };
      /**
       * Protection of the backend.
       */
      limits: {
        /**
         * Requests a second; 429 above it.
         */
        requestsPerSecond?: number;
        /**
         * Requests in flight; 503 above it.
         */
        concurrentRequests?: number;
        /**
         * Largest request body in MiB; 413 above it.
         */
        requestBodyMiB?: number;
      };
      /**
       * `cookie` keeps a user on one connector.
       */
      affinity: 'none' | 'cookie';
      /**
       * Who may pass the relay.
       */
      preAuthentication:
        | 'passthrough'
        | {
            /**
             * A provider of the relay configuration.
             */
            provider: string;
            /**
             * Who may enter.
             */
            allow: {
              /**
               * The user is in one of these.
               *
               * Items: A group name or object id.
               */
              groups: string[];
              /**
               * Claims and the value that each must have.
               */
              claims: {
                [k: string]: string;
              };
            };
          };
    };
  };
  /**
   * The connectors of the group.
   */
  connectors: {
    /**
     * Connectors that are declared.
     */
    declared: number;
    /**
     * Transactions a second that one connector carries by its capacity profile.
     */
    tpsPerConnector?: number;
    limits: {
      /**
       * Outbound connections of one connector to backends.
       */
      connections: number;
    };
  };
  /**
   * When and how connectors get a new runtime.
   */
  update: {
    /**
     * Who replaces the runtime.
     */
    owner: 'terraform' | 'updater';
    /**
     * Release channel.
     */
    channel: 'stable' | 'preview';
    /**
     * Exact version to stay on.
     */
    pin?: string;
    /**
     * Updates start only inside it.
     */
    window?: {
      /**
       * Days.
       *
       * @minItems 1
       */
      days: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
      /**
       * Start, HH:MM in UTC.
       */
      start: string;
      /**
       * Length in hours.
       */
      hours: number;
    };
    /**
     * Update this group before the others.
     */
    canary: boolean;
    /**
     * Allow an update of a group of one.
     */
    allowOutage: boolean;
  };
  /**
   * Key vault of the secrets that are named here.
   */
  vault?: string;
}
/**
 * Headers that are set and taken away.
 */
export interface HeaderRules {
  /**
   * Header names and the value each is set to.
   */
  set: {
    /**
     * The value; no secret.
     */
    [k: string]: string;
  };
  /**
   * Headers to take away.
   *
   * Items: A header name.
   */
  remove: string[];
}
/**
 * The managed identity that may enrol connectors of one group. It does not wait for the group's gates; relay instances read it.
 */
export interface AdmissionDocument {
  /**
   * Version of this format.
   */
  version: 1;
  /**
   * Name of the deployment.
   */
  deployment: string;
  /**
   * The group.
   */
  group: string;
  /**
   * Sign-in service of the cloud.
   */
  authority: string;
  /**
   * Tenant whose tokens count.
   */
  tenantId: string;
  /**
   * What the token must be made for.
   */
  audience: string;
  /**
   * The one identity that may enrol: claim `xms_mirid`.
   */
  identity: string;
}
/**
 * All that the connectors of one group may reach, for their own check before they start. Everything else is denied.
 */
export interface EgressDocument {
  /**
   * Version of this format.
   */
  version: 1;
  /**
   * The group.
   */
  group: string;
  /**
   * Rules, by name.
   */
  rules: {
    [k: string]: {
      /**
       * What it is for.
       */
      purpose:
        | 'relay'
        | 'dns'
        | 'backend'
        | 'identity'
        | 'storage'
        | 'vault'
        | 'logs'
        | 'updates'
        | 'proxy'
        | 'extra';
      /**
       * Where to.
       */
      to:
        | {
            kind: 'relay-endpoints';
            /**
             * Their ranges; empty where the document does not know them: the check asks DNS.
             *
             * Items: An IPv4 address or range.
             */
            cidrs: string[];
          }
        | {
            kind: 'addresses';
            /**
             * Ranges.
             *
             * @minItems 1
             *
             * Items: An IPv4 address or range.
             */
            cidrs: string[];
          }
        | {
            kind: 'names';
            /**
             * Host names.
             *
             * @minItems 1
             *
             * Items: A host name in IDNA form, lower case.
             */
            hosts: string[];
          }
        | {
            kind: 'service-tag';
            /**
             * Azure service tag.
             */
            tag: string;
            /**
             * Names behind it that are needed.
             *
             * @minItems 1
             *
             * Items: A host name in IDNA form, lower case.
             */
            hosts: string[];
          };
      /**
       * Ports.
       *
       * @minItems 1
       *
       * Items: A port.
       */
      ports: number[];
      /**
       * Transport protocol.
       */
      protocol: 'tcp' | 'udp';
      /**
       * The reason.
       */
      why: string;
    };
  };
}
/**
 * What a relay instance must know before it can read its configuration. It holds no secret.
 */
export interface RelayBootstrap {
  /**
   * Version of this format.
   */
  version: 1;
  /**
   * Name of the deployment.
   */
  deployment: string;
  /**
   * The instance.
   */
  instance: string;
  /**
   * Where the instance listens.
   */
  listeners: {
    /**
     * Users, TLS.
     */
    users: string;
    /**
     * Connectors: tunnels, enrolment, renewal, configuration, artifacts.
     */
    connectors: string;
    /**
     * `/healthz` and `/readyz`, for the load balancer's probe.
     */
    probe: string;
    /**
     * Metrics and status; on loopback unless declared.
     */
    status?: string;
  };
  /**
   * Address and port that connectors dial; a missing host is the machine's host name. Without it: the first address of the machine that is not loopback, with the port of `listeners.connectors`.
   */
  address?: string;
  /**
   * Worker processes. Without it: one for each core, at most 8.
   */
  workers?: number;
  /**
   * Generation of the machine. Without it: the host name at the start of the program.
   */
  generation?: string;
  /**
   * Answers to users name the connector in `X-App-Proxy-Connector`: for trying out.
   */
  revealConnector?: boolean;
  /**
   * How long the instance waits for users, in seconds.
   */
  userTimeouts?: {
    /**
     * For the header of a request. Without it: 20.
     */
    headerSeconds?: number;
    /**
     * For the next byte of a request's body, while the backend waits for it. Without it: 60.
     */
    bodyIdleSeconds?: number;
    /**
     * For the next request on a connection. Without it: 75.
     */
    keepAliveSeconds?: number;
  };
  configuration: StorePlace;
  exchange: StorePlace;
  /**
   * Directory for the last good configuration and when each connector was last seen.
   */
  stateDirectory: string;
  /**
   * Seconds that a relay instance serves on, while its probe says no, before it drains: load balancers must notice. Without it: 12 where the configuration is in a storage container, else 3.
   */
  drainNoticeSeconds?: number;
  /**
   * Seconds that requests have to finish when the instance drains. Without it: 30.
   */
  drainSeconds?: number;
}
/**
 * What a connector must know before it can ask. It holds no secret, and nothing that can be pulled later: a change of it replaces the machine.
 */
export interface ConnectorBootstrap {
  /**
   * Version of this format.
   */
  version: 1;
  /**
   * Name of the deployment.
   */
  deployment: string;
  /**
   * Group of the connector.
   */
  group: string;
  /**
   * Slot of the connector in its group.
   */
  slot: number;
  /**
   * How relays are found first.
   */
  relay: {
    /**
     * Name that relays are found by: SRV record `_relay._tcp` where there is one, else all its addresses.
     */
    name: string;
    /**
     * Port of relays that are found by address; a SRV record names its own.
     */
    port?: number;
  };
  /**
   * What the relay is checked against before any credential is shown to it.
   */
  trust:
    | {
        /**
         * An absolute path on the machine that reads the document.
         */
        file: string;
      }
    | {
        /**
         * Address of the trust bundle.
         */
        url: string;
        /**
         * Who fetches it.
         */
        identity: string;
      }
    | {
        /**
         * Digest of the trust bundle that the relay shows.
         */
        sha256: string;
      };
  /**
   * The credential that the connector enrols with.
   */
  enrolment:
    | {
        method: 'token';
        token: SecretReference;
      }
    | {
        method: 'managed-identity';
        /**
         * Resource id of a managed identity. Azure compares it without regard to case.
         */
        identity: string;
        /**
         * What the token is asked for.
         */
        audience: string;
      };
  /**
   * Outbound HTTP proxy for all that the connector dials but the backends.
   */
  proxy?: {
    /**
     * The proxy: http or https, host and port.
     */
    url: string;
    credentials?: SecretReference;
  };
  /**
   * Key vault of the secrets that are named here.
   */
  vault?: {
    /**
     * Address of the key vault, with a closing slash.
     */
    url: string;
    /**
     * Who reads it.
     */
    identity: string;
  };
  /**
   * Directory for the identity and the last good configuration.
   */
  stateDirectory: string;
  /**
   * Health and counters; loopback only.
   */
  health?: string;
  /**
   * Tunnels to each worker of a relay instance. Without it: as many as the relay asks for.
   */
  tunnels?: number;
}
/**
 * What a relay instance says about itself to the others, every few seconds; stale after a minute. Fields that a reader does not know are left: instances may be of two versions.
 */
export interface InstanceNotice {
  /**
   * Version of this format.
   */
  version: 1;
  /**
   * Name of the deployment.
   */
  deployment: string;
  /**
   * The instance.
   */
  instance: string;
  /**
   * Address and port that connectors dial.
   */
  address: string;
  /**
   * Generation of the machine.
   */
  generation: string;
  /**
   * Version of the runtime.
   */
  runtime: string;
  /**
   * Whether it takes new tunnels and requests.
   */
  state: 'ready' | 'draining';
  /**
   * When this was written, UTC.
   */
  time: string;
  /**
   * Digest of the names of the configuration documents that the instance has read.
   */
  configuration?: string;
  /**
   * Public key (JWK) that identity tokens for backends are verified with.
   */
  tokenKey?: {
    /**
     * Kind of the key.
     */
    kty: 'EC' | 'OKP';
    /**
     * Id of the key.
     */
    kid: string;
    /**
     * Curve.
     */
    crv?: string;
    /**
     * Coordinate.
     */
    x?: string;
    /**
     * Coordinate.
     */
    y?: string;
    /**
     * Algorithm.
     */
    alg?: string;
    use?: 'sig';
  };
  /**
   * Connectors in service at this instance, by group: a new instance waits for as many before it takes users.
   */
  groups?: {
    [k: string]: number;
  };
}
