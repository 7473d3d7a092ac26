/**
 * What relay and connector tell each other beside the requests: JSON in control frames of a tunnel. Both ignore a `type`
 * and a field that they do not know, so that either side may be one version ahead.
 */
export const TUNNEL_PROTOCOL = 'app-proxy-tunnel/1';
/** ALPN of enrolment and renewal: HTTP/1.1 on the same port. */
export const ENROLMENT_PROTOCOL = 'app-proxy-enrol/1';

/** The connector's first message. */
export interface Hello {
  readonly type: 'hello';
  /** Version of the connector's program. */
  readonly runtime: string;
  readonly slot?: number;
  /** Random for each run of the connector's process: tells a restart from a further tunnel. */
  readonly run: string;
}

/** The relay's answer: from here on it may send requests. */
export interface Welcome {
  readonly type: 'welcome';
  readonly instance: string;
  /** Generation of the relay's machine. */
  readonly generation: string;
  readonly runtime: string;
  /** Which worker process this tunnel has reached, and how many there are: a connector dials until it has reached each. */
  readonly worker: number;
  readonly workers: number;
  /** Tunnels that the relay wants to each worker. */
  readonly tunnelsPerWorker: number;
}

/** A relay instance that connectors dial. */
export interface RelayPeer {
  readonly instance: string;
  readonly generation: string;
  /** `host:port` */
  readonly address: string;
  readonly state: 'ready' | 'draining';
}

/** Every relay instance that this one knows, itself included; sent after `welcome` and when it changes. */
export interface Relays {
  readonly type: 'relays';
  readonly relays: readonly RelayPeer[];
}

/** Certificates to trust from now on (PEM); sent after `welcome` and when they change. */
export interface Trust {
  readonly type: 'trust';
  readonly bundle: string;
}

/** A backend as the connector needs it. */
export interface BackendSettings {
  /** Without a closing slash. */
  readonly url: string;
  readonly tls?: {
    readonly verify: 'full' | 'chain';
    readonly serverName: string;
    /** PEM lines of the authorities to trust instead of the system's. */
    readonly ca?: readonly string[];
    readonly clientCertificate?: { readonly file: string } | { readonly keyVaultSecret: string };
  };
}

/**
 * The connector's part of its group's configuration. Sent after `welcome` and when it changes. A number, once given on a
 * tunnel, always means the same settings on it; a number that is missing is not used by requests any more.
 */
export interface Backends {
  readonly type: 'backends';
  /** Digest of the group's document. */
  readonly configuration: string;
  readonly backends: Readonly<Record<number, BackendSettings>>;
  /** Most backend connections of the connector. */
  readonly connections: number;
  /** Key vault of the secrets that are named. */
  readonly vault?: string;
}

/** What the relay instance thinks of the connector; sent when it changes. */
export interface Standing {
  readonly type: 'standing';
  /** The instance holds tunnels of the connector in all of its workers and gives it requests. */
  readonly inService: boolean;
  /** Why not, for people. */
  readonly reason?: string;
}

/** The connector asks to get no new request on any tunnel of this instance. */
export interface Drain {
  readonly type: 'drain';
}

/** The connector asks to get no new request on this tunnel alone: it has others, or makes one with a new certificate. */
export interface Leave {
  readonly type: 'leave';
}

/** The relay's answer to `drain` and `leave`: no further request will be opened on this tunnel. */
export interface Drained {
  readonly type: 'drained';
}

/** The relay is leaving: it opens no further request on this tunnel and closes it when those in flight are done. */
export interface GoAway {
  readonly type: 'go-away';
  readonly reason:
    'draining' | 'revoked' | 'expired' | 'unknown-authority' | 'wrong-deployment' | 'stopping' | 'surplus';
}

export type FromConnector = Hello | Drain | Leave;
export type FromRelay = Welcome | Relays | Trust | Backends | Standing | Drained | GoAway;
