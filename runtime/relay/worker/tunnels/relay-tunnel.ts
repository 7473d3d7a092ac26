import type { Duplex } from 'node:stream';
import type { BackendSettings, FromRelay, GoAway, Hello } from '../../../tunnel/control';
import { Session, type SessionEnd } from '../../../wire/session';
import type { PooledTunnel } from '../group-pool';
import { HELLO_SECONDS } from '../limits';

/** Who is at the other end, as its certificate says. */
export interface TunnelPeer {
  readonly connector: string;
  readonly group: string;
  /** End of the certificate's life, milliseconds since 1970. */
  readonly certificateExpires: number;
  readonly remoteAddress: string;
}

export interface TunnelListener {
  /** The connector has said hello: answer with `welcome` and the rest. */
  onHello(tunnel: RelayTunnel, hello: Hello): void;
  onDrain(tunnel: RelayTunnel): void;
  /** The connector wants no new request on this tunnel. */
  onLeave(tunnel: RelayTunnel): void;
  /** The certificate that the tunnel was made with has ended. */
  onExpired(tunnel: RelayTunnel): void;
  onClose(tunnel: RelayTunnel, end: SessionEnd): void;
}

/** Longest text of a name that a connector says of itself. */
const MAX_NAME = 64;
/** A certificate's end may lie further away than a timer can. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** One tunnel, on the relay's side. */
export class RelayTunnel implements PooledTunnel {
  readonly session: Session;
  hello: Hello | undefined;
  private readonly numbers = new Map<string, number>();
  private nextNumber = 1;
  private sentBackends = '';
  private helloTimer: NodeJS.Timeout | undefined;
  private expiryTimer: NodeJS.Timeout | undefined;
  private leaving = false;

  constructor(
    /** Unique in the worker. */
    readonly id: number,
    socket: Duplex,
    readonly peer: TunnelPeer,
    private readonly listener: TunnelListener,
  ) {
    this.session = new Session(socket, { role: 'relay' });
    this.helloTimer = setTimeout(
      () => this.session.destroy('no-hello', 'said no hello'),
      HELLO_SECONDS * 1000,
    );
    this.session.onControl = (message) => this.onControl(message);
    this.session.onClose = (end) => {
      clearTimeout(this.helloTimer);
      clearTimeout(this.expiryTimer);
      this.listener.onClose(this, end);
    };
    this.watchExpiry();
  }

  backendNumber(key: string): number | undefined {
    return this.numbers.get(key);
  }

  send(message: FromRelay): void {
    this.session.sendControl(message);
  }

  /** Tells the connector its backends, where they differ from what it was told. */
  sendBackends(
    configuration: string,
    backends: ReadonlyMap<string, BackendSettings>,
    connections: number,
    vault: string | undefined,
  ): void {
    for (const key of this.numbers.keys()) {
      if (!backends.has(key)) this.numbers.delete(key);
    }
    const byNumber: Record<number, BackendSettings> = {};
    for (const [key, settings] of backends) {
      let number = this.numbers.get(key);
      if (number === undefined) {
        number = this.nextNumber;
        this.nextNumber += 1;
        this.numbers.set(key, number);
      }
      byNumber[number] = settings;
    }
    const text = JSON.stringify([configuration, byNumber, connections, vault]);
    if (text === this.sentBackends) return;
    this.sentBackends = text;
    this.send({
      type: 'backends',
      configuration,
      backends: byNumber,
      connections,
      ...(vault !== undefined && { vault }),
    });
  }

  /** Opens no further stream; ends the tunnel when those that are open are done, at the latest after so many milliseconds. */
  goAway(reason: GoAway['reason'], milliseconds: number): void {
    if (this.leaving) return;
    this.leaving = true;
    this.send({ type: 'go-away', reason });
    const until = Date.now() + milliseconds;
    const look = setInterval(() => {
      if (this.session.closed) clearInterval(look);
      else if (this.session.openStreams === 0 || Date.now() >= until) {
        clearInterval(look);
        this.session.close();
      }
    }, 100);
  }

  private watchExpiry(): void {
    const left = this.peer.certificateExpires - Date.now();
    this.expiryTimer = setTimeout(
      () => (left > MAX_TIMER_MS ? this.watchExpiry() : this.listener.onExpired(this)),
      Math.min(Math.max(left, 0), MAX_TIMER_MS),
    );
    this.expiryTimer.unref();
  }

  private onControl(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('type' in message)) return;
    if (message.type === 'hello' && this.hello === undefined) {
      const hello = readHello(message);
      if (hello === undefined) return this.session.destroy('protocol', 'a hello of a wrong form');
      clearTimeout(this.helloTimer);
      this.hello = hello;
      this.listener.onHello(this, hello);
    } else if (message.type === 'drain' && this.hello !== undefined) {
      this.listener.onDrain(this);
    } else if (message.type === 'leave' && this.hello !== undefined) {
      this.listener.onLeave(this);
    }
  }
}

function readHello(message: object): Hello | undefined {
  const { runtime, run, slot } = message as { runtime?: unknown; run?: unknown; slot?: unknown };
  if (!isName(runtime) || !isName(run)) return undefined;
  const numbered = typeof slot === 'number' && Number.isInteger(slot) && slot >= 0 && slot < 1000;
  return { type: 'hello', runtime, run, ...(numbered && { slot }) };
}

function isName(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length > 0 && value.length <= MAX_NAME && /^[\w.+-]+$/.test(value)
  );
}
