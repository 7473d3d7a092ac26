import type { TLSSocket } from 'node:tls';
import type { Backends, GoAway, RelayPeer, Standing, Welcome } from '../tunnel/control';
import { Session, type SessionEnd } from '../wire/session';
import type { AttachedTunnel, Splicer } from './splice/splicer';
import type { Clock } from '../clock';
import type { Identity } from './identity';
import { LEAVE_LOOK_MS, LEAVE_SECONDS, WELCOME_SECONDS } from './limits';
import { readRelayMessage } from './relay-messages';

/** What a tunnel tells. Nothing more comes after `ended`. */
export interface TunnelListener {
  /** The relay has taken the tunnel: requests come from here on. */
  welcomed(tunnel: Tunnel, welcome: Welcome): void;
  relays(tunnel: Tunnel, relays: readonly RelayPeer[]): void;
  trust(tunnel: Tunnel, bundle: string): void;
  backends(tunnel: Tunnel, message: Backends): void;
  standing(tunnel: Tunnel, standing: Standing): void;
  wentAway(tunnel: Tunnel, reason: GoAway['reason']): void;
  ended(tunnel: Tunnel, end: SessionEnd): void;
}

/** Where a tunnel is in its life. */
export type TunnelState =
  | { readonly kind: 'greeting' }
  | { readonly kind: 'open'; readonly welcome: Welcome }
  /** No new request comes once the relay has said so; those in flight are finished. */
  | { readonly kind: 'leaving'; readonly welcome: Welcome | undefined }
  | { readonly kind: 'closed'; readonly end: SessionEnd };

export interface TunnelOptions {
  readonly socket: TLSSocket;
  /** With which the socket was authenticated. */
  readonly identity: Identity;
  readonly splicer: Splicer;
  readonly clock: Clock;
  /** The first message. */
  readonly hello: object;
  readonly listener: TunnelListener;
  /** @default WELCOME_SECONDS */
  readonly welcomeSeconds?: number;
}

/** One connection to one worker of a relay instance, from `hello` to its end. */
export class Tunnel {
  readonly identity: Identity;
  readonly session: Session;
  private state: TunnelState = { kind: 'greeting' };
  private readonly attached: AttachedTunnel;
  private readonly stopWaiting: () => void;
  private stopLooking: () => void = () => undefined;
  private drainedWaiters: (() => void)[] = [];
  private drained = false;
  private givenUp = false;
  /** Resolves once the connection is gone, with all that was buffered. */
  readonly gone: Promise<void>;

  constructor(private readonly options: TunnelOptions) {
    const { socket, identity, splicer, clock, hello } = options;
    this.identity = identity;
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()));
    this.session = new Session(socket, { role: 'connector' });
    this.attached = splicer.attach(this.session);
    this.session.onControl = (value) => this.received(value);
    this.session.onClose = (end) => this.closed(end);
    const seconds = options.welcomeSeconds ?? WELCOME_SECONDS;
    this.stopWaiting = clock.after(seconds * 1000, () =>
      this.session.destroy('not-welcomed', `the relay did not take the tunnel within ${seconds} s`),
    );
    this.session.sendControl(hello);
  }

  get kind(): TunnelState['kind'] {
    return this.state.kind;
  }

  /** Which worker the tunnel has reached. */
  get welcome(): Welcome | undefined {
    return this.state.kind === 'open' || this.state.kind === 'leaving' ? this.state.welcome : undefined;
  }

  /** Whether the connector, not the relay, has given the tunnel up. */
  get isGivenUp(): boolean {
    return this.givenUp;
  }

  get openStreams(): number {
    return this.session.openStreams;
  }

  /** Asks for no new request on any tunnel of this relay instance. Resolves once the relay has said so, or the tunnel is gone. */
  drain(): Promise<void> {
    if (this.state.kind === 'closed' || this.drained) return Promise.resolve();
    this.session.sendControl({ type: 'drain' });
    return new Promise((resolve) => this.drainedWaiters.push(resolve));
  }

  /**
   * Gives this tunnel up without hurting a request: asks the relay to send nothing more on it, waits for those that are in
   * flight, then closes it.
   */
  leave(): void {
    if (this.state.kind === 'closed' || this.state.kind === 'leaving') return;
    this.state = { kind: 'leaving', welcome: this.welcome };
    this.givenUp = true;
    this.session.sendControl({ type: 'leave' });
    const patience = this.options.clock.now() + LEAVE_SECONDS * 1000;
    const look = (): void => {
      const heard = this.drained || this.options.clock.now() >= patience;
      if (heard && this.session.openStreams === 0) this.session.close();
      else this.stopLooking = this.options.clock.after(LEAVE_LOOK_MS, look);
    };
    look();
  }

  /** Ends the tunnel after what is buffered; streams that are open are lost. */
  close(): void {
    this.session.close();
  }

  destroy(code: string, message: string): void {
    this.session.destroy(code, message);
  }

  private received(value: unknown): void {
    const received = readRelayMessage(value);
    if (received.kind === 'wrong') {
      this.session.destroy('protocol', received.problem);
      return;
    }
    if (received.kind === 'unknown') return;
    const { message } = received;
    const { listener } = this.options;
    switch (message.type) {
      case 'welcome':
        if (this.state.kind !== 'greeting') {
          this.session.destroy('protocol', 'the relay said welcome twice');
          return;
        }
        this.stopWaiting();
        this.state = { kind: 'open', welcome: message };
        {
          listener.welcomed(this, message);
          return;
        }
      case 'relays': {
        listener.relays(this, message.relays);
        return;
      }
      case 'trust': {
        listener.trust(this, message.bundle);
        return;
      }
      case 'backends':
        this.attached.setBackends(message);
        {
          listener.backends(this, message);
          return;
        }
      case 'standing': {
        listener.standing(this, message);
        return;
      }
      case 'drained': {
        this.drainedNow();
        return;
      }
      case 'go-away':
        this.stopWaiting();
        this.state = { kind: 'leaving', welcome: this.welcome };
        {
          listener.wentAway(this, message.reason);
          return;
        }
    }
  }

  private drainedNow(): void {
    this.drained = true;
    const waiters = this.drainedWaiters;
    this.drainedWaiters = [];
    for (const resolve of waiters) resolve();
  }

  private closed(end: SessionEnd): void {
    this.stopWaiting();
    this.stopLooking();
    this.state = { kind: 'closed', end };
    this.drainedNow();
    this.options.listener.ended(this, end);
  }
}
