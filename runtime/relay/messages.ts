/**
 * What the two kinds of process of a relay instance tell each other: the instance process (`instance/`) accepts connections
 * and holds all state; the worker processes (`worker/`) speak TLS, HTTP and the tunnel protocol. JSON over the channel that
 * Node makes between a process and its child.
 */
import type { RelayPeer } from '../tunnel/control';
import type { GroupDocument, RelayBootstrap, RelayDocument } from '../documents/types.generated';

/** One published route: a host and path, and who answers it. */
export interface Route {
  /** External host, lower case; `*.` in front for any one label. */
  readonly host: string;
  readonly path: string;
  readonly group: string;
  /** Name of the application in its group. */
  readonly application: string;
  readonly settings: GroupDocument['applications'][string];
}

/** What a worker needs of one group. */
export interface GroupView {
  /** Digest of the group's document: changes when anything in it does. */
  readonly digest: string;
  /** Most backend connections of one connector. */
  readonly connections: number;
  readonly vault?: string;
}

/** A certificate with its key. */
export interface KeyPair {
  /** Chain, PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** Sign-in at one provider, with its secret. Stays within the machine. */
export interface SignInView {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

/** Everything that a worker works by. Sent whole whenever it changes. */
export interface RelayView {
  readonly deployment: string;
  readonly instance: string;
  readonly generation: string;
  readonly domain: string;
  readonly limits: RelayDocument['limits'];
  readonly routes: readonly Route[];
  readonly groups: Readonly<Record<string, GroupView>>;
  /** Users' certificates: the most exact host wins. */
  readonly certificates: readonly (KeyPair & { readonly hosts: readonly string[] })[];
  /** What the instance shows to connectors. */
  readonly identity: KeyPair;
  /** What connectors' certificates are checked against, PEM. */
  readonly trust: string;
  /** Connector ids whose certificates count no more. */
  readonly revoked: readonly string[];
  readonly relays: readonly RelayPeer[];
  readonly signIn: Readonly<Record<string, SignInView>>;
  /** Key that signs the identity token for backends (PKCS #8 PEM), with its id; and the public keys of all instances (JWK). */
  readonly identityToken?: {
    readonly key: string;
    readonly keyId: string;
    readonly publicKeys: readonly object[];
  };
  /** What the session log records. */
  readonly sessionLog: {
    readonly groups: readonly string[];
    readonly applications: readonly string[];
    readonly all: boolean;
  };
}

/** What a worker is started with; it stays as it is. */
export interface WorkerSettings {
  /** Answers name the connector. */
  readonly revealConnector: boolean;
  readonly userTimeouts: NonNullable<RelayBootstrap['userTimeouts']>;
}

export type ToWorker =
  | { readonly kind: 'view'; readonly view: RelayView }
  /** Comes with the connection's handle; `id` is unique in the worker. */
  | { readonly kind: 'connection'; readonly id: number; readonly port: 'users' | 'connectors' }
  /** Whether the instance counts the connector as in service: tunnels in every worker, not draining, valid. */
  | {
      readonly kind: 'standing';
      readonly connector: string;
      readonly inService: boolean;
      readonly reason?: string;
    }
  /** The connector drains: choose it no more, in any worker. */
  | { readonly kind: 'drain-connector'; readonly connector: string }
  /** Answer on, and have users take another connection for what they ask next. */
  | { readonly kind: 'leave' }
  /** Finish requests, then exit; what is left is cut off at the deadline. */
  | { readonly kind: 'drain'; readonly milliseconds: number }
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: Refusal }
  | { readonly kind: 'report'; readonly id: number };

/** Why something was refused: a stable code and a sentence that may be shown to the peer. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** The life of one tunnel, as the worker that holds it saw it. */
export interface TunnelUp {
  readonly kind: 'tunnel-up';
  /** Unique in the worker. */
  readonly tunnel: number;
  readonly connector: string;
  readonly group: string;
  readonly slot?: number;
  readonly runtime: string;
  readonly run: string;
  /** End of the certificate's life, milliseconds since 1970. */
  readonly certificateExpires: number;
  readonly remoteAddress: string;
}

/** Counters of one connector in one worker since the worker began. */
export interface ConnectorCounters {
  readonly connector: string;
  readonly inFlight: number;
  readonly requests: number;
}

export type FromWorker =
  | { readonly kind: 'started' }
  /** The first view is in force: the worker serves. */
  | { readonly kind: 'serving' }
  | TunnelUp
  | {
      readonly kind: 'tunnel-down';
      readonly tunnel: number;
      readonly connector: string;
      readonly reason: string;
    }
  /** The connector asked to drain; `drain-connector` goes to all workers. */
  | { readonly kind: 'connector-drains'; readonly connector: string; readonly run: string }
  /** Each second. */
  | {
      readonly kind: 'counters';
      readonly connectors: readonly ConnectorCounters[];
      readonly userConnections: number;
    }
  /** Enrolment and renewal, answered by `answer`. */
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: 'enrol' | 'renew';
      readonly body: unknown;
      readonly peer: EnrolmentPeer;
    }
  | { readonly kind: 'reported'; readonly id: number; readonly metrics: unknown }
  /** A connection has arrived, and nothing was read of it yet: the instance process lets go of it. */
  | { readonly kind: 'connection-taken'; readonly id: number }
  /** A connection that came from the instance process has ended. */
  | {
      readonly kind: 'connection-ended';
      readonly port: 'users' | 'connectors';
      readonly remoteAddress: string;
    };

/** Who asks on the enrolment protocol, as TLS showed it. */
export interface EnrolmentPeer {
  readonly remoteAddress: string;
  /** The certificate that it proved to own (PEM), whoever signed it and however old. */
  readonly certificate?: string;
}
