import type { Dial } from '../dial/dial';
import { DialError } from '../dial/dial-error';
import type { Endpoint } from '../dial/endpoint';
import { connectRelay } from '../dial/relay-connection';
import {
  TUNNEL_PROTOCOL,
  type Backends,
  type GoAway,
  type RelayPeer,
  type Standing,
  type Welcome,
} from '../tunnel/control';
import type { SessionEnd } from '../wire/session';
import type { Clock } from '../clock';
import type { Identity } from './identity';
import type { DialOutcome, RelayLink } from './relay-link';
import type { Splicer } from './splice/splicer';
import { Tunnel } from './tunnel';

/** What becomes of the tunnels, told as it happens. */
export interface TunnelEvents {
  /** @returns the link that the tunnel now belongs to */
  welcomed(tunnel: Tunnel, welcome: Welcome, endpoint: Endpoint): RelayLink;
  relays(tunnel: Tunnel, relays: readonly RelayPeer[]): void;
  trust(bundle: string): void;
  backends(message: Backends): void;
  standing(tunnel: Tunnel, standing: Standing): void;
  /** The relay sends nothing more on the tunnel; `welcomed` may never have come. */
  wentAway(tunnel: Tunnel, reason: GoAway['reason']): void;
  ended(tunnel: Tunnel, end: SessionEnd): void;
  /** An attempt came to nothing. */
  failed(endpoint: Endpoint, error: unknown): void;
}

export interface TunnelsOptions {
  readonly dial: Dial;
  readonly deployment: string;
  /** For SNI. */
  readonly serverName: string;
  readonly trust: () => string;
  /** @throws Error where there is none that counts */
  readonly identity: () => Identity;
  readonly hello: object;
  readonly splicer: Splicer;
  readonly clock: Clock;
  /** Ends attempts that are under way. */
  readonly signal: AbortSignal;
  readonly events: TunnelEvents;
}

/** The relay ended a tunnel before it took it. */
export class NotWelcomed extends Error {
  override readonly name = 'NotWelcomed';

  constructor(
    /** Of the session's end, or the reason of the relay's go-away. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Makes tunnels, and knows every one from its first byte to its last. */
export class Tunnels {
  private readonly live = new Set<Tunnel>();

  constructor(private readonly options: TunnelsOptions) {}

  get all(): Tunnel[] {
    return [...this.live];
  }

  /** Makes a tunnel to whatever relay instance answers at an endpoint. */
  dial(endpoint: Endpoint, settled: (outcome: DialOutcome) => void): void {
    const fail = (error: unknown): void => {
      if (this.options.signal.aborted || (error instanceof DialError && error.code === 'stopped')) {
        settled({ kind: 'stopped' });
        return;
      }
      this.options.events.failed(endpoint, error);
      settled({ kind: 'failed', error });
    };
    this.connect(endpoint, fail, settled).catch(fail);
  }

  private async connect(
    endpoint: Endpoint,
    fail: (error: unknown) => void,
    settled: (outcome: DialOutcome) => void,
  ): Promise<void> {
    const { dial, deployment, serverName, clock, hello, splicer, signal, events } = this.options;
    const identity = this.options.identity();
    const trust = this.options.trust();
    const socket = await connectRelay(dial, {
      endpoint,
      protocol: TUNNEL_PROTOCOL,
      trust,
      deployment,
      serverName,
      identity,
      signal,
    });
    let refusal: GoAway['reason'] | undefined;
    let isSettled = false;
    const tunnel = new Tunnel({
      socket,
      identity,
      splicer,
      clock,
      hello,
      listener: {
        welcomed: (it, welcome) => {
          const link = events.welcomed(it, welcome, endpoint);
          isSettled = true;
          settled({ kind: 'welcomed', link });
        },
        relays: (it, relays) => events.relays(it, relays),
        trust: (_, bundle) => events.trust(bundle),
        backends: (_, message) => events.backends(message),
        standing: (it, standing) => events.standing(it, standing),
        wentAway: (it, reason) => {
          refusal = reason;
          events.wentAway(it, reason);
        },
        ended: (it, end) => {
          this.live.delete(it);
          events.ended(it, end);
          if (!isSettled) fail(new NotWelcomed(refusal ?? end.code, refusal ?? end.message));
        },
      },
    });
    this.live.add(tunnel);
  }
}
