import { LiveList } from '../../live-list';
import type { Log } from '../../log/log';
import type { Backends, BackendSettings } from '../../tunnel/control';
import { OPEN_FLAG, STREAM_CODE } from '../../wire/frames';
import type { Session } from '../../wire/session';
import { IGNORE, type Stream, type StreamHandler } from '../../wire/stream';
import { BackendConnector, type SecretResolver } from './backend-connector';
import { BackendPool } from './backend-pool';
import { Exchange, type ExchangeOwner } from './exchange';
import { BACKEND_CONNECT_SECONDS, BACKEND_IDLE_SECONDS, BACKEND_LIFE_SECONDS } from './limits';

export interface SplicerOptions {
  readonly resolveSecret: SecretResolver;
  readonly log: Log;
  /** @default BACKEND_CONNECT_SECONDS */
  readonly connectSeconds?: number;
  /** @default BACKEND_IDLE_SECONDS */
  readonly idleSeconds?: number;
  /** @default BACKEND_LIFE_SECONDS */
  readonly lifeSeconds?: number;
  /** @default Date.now */
  readonly now?: () => number;
}

/** Counts since the connector's process began. */
export interface SplicerCounters {
  readonly requests: number;
  readonly inFlight: number;
  readonly backendConnections: number;
  readonly connectFailures: number;
  readonly bytesToBackends: number;
  readonly bytesFromBackends: number;
}

/** One tunnel's streams, by the backends that its relay has named. */
export interface AttachedTunnel {
  setBackends(message: Backends): void;
}

/**
 * Joins streams of all tunnels to pooled backend connections. It parses nothing: where a request ends, the relay says.
 * Connections are shared by all tunnels that name the same backend with the same settings.
 */
export class Splicer implements ExchangeOwner {
  private readonly pools = new Map<string, BackendPool>();
  private readonly live = new LiveList<Exchange>();
  private readonly sweep: NodeJS.Timeout;
  private maxConnections = Number.POSITIVE_INFINITY;
  private requests = 0;
  private connections = 0;
  private connectFailures = 0;
  private toBackends = 0;
  private fromBackends = 0;
  /** When a backend that cannot be reached was last logged. */
  private readonly lastTold = new Map<string, number>();
  private idleWaiters: (() => void)[] = [];

  constructor(private readonly options: SplicerOptions) {
    const idle = (options.idleSeconds ?? BACKEND_IDLE_SECONDS) * 1000;
    this.sweep = setInterval(
      () => {
        for (const [key, pool] of this.pools) {
          pool.closeIdle();
          if (pool.size > 0) continue;
          this.pools.delete(key);
          this.lastTold.delete(pool.origin);
        }
      },
      Math.max(1000, idle / 4),
    );
    this.sweep.unref();
  }

  get inFlight(): number {
    return this.live.size;
  }

  counters(): SplicerCounters {
    return {
      requests: this.requests,
      inFlight: this.live.size,
      backendConnections: this.connections,
      connectFailures: this.connectFailures,
      bytesToBackends: this.toBackends,
      bytesFromBackends: this.fromBackends,
    };
  }

  /** Serves the streams of a session from now on. */
  attach(session: Session): AttachedTunnel {
    let backends: ReadonlyMap<number, { readonly key: string; readonly settings: BackendSettings }> =
      new Map();
    let vault: string | undefined;
    session.onOpen = (stream, number, flags, head) => {
      this.requests += 1;
      const backend = backends.get(number);
      if (backend === undefined) return refused(stream, STREAM_CODE.unknownBackend);
      const pool = this.pool(backend.key, backend.settings, vault);
      if (this.connections >= this.maxConnections && pool.idleCount === 0 && !this.makeRoom()) {
        return refused(stream, STREAM_CODE.busy);
      }
      const exchange = new Exchange(stream, pool, (flags & OPEN_FLAG.repeatable) !== 0, this);
      this.live.add(exchange);
      exchange.start(head);
      return exchange;
    };
    return {
      setBackends: (message) => {
        vault = message.vault;
        this.maxConnections = message.connections;
        backends = new Map(
          Object.entries(message.backends).map(([number, settings]) => [
            Number(number),
            { key: JSON.stringify([settings, message.vault]), settings },
          ]),
        );
      },
    };
  }

  /** Resolves once no exchange is under way. */
  async idle(): Promise<void> {
    if (this.live.size === 0) return;
    await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  /** Closes every backend connection at once. */
  close(): Promise<void> {
    clearInterval(this.sweep);
    for (const pool of this.pools.values()) pool.close();
    this.pools.clear();
    return Promise.resolve();
  }

  /** @internal */
  bytes(toBackend: number, fromBackend: number): void {
    this.toBackends += toBackend;
    this.fromBackends += fromBackend;
  }

  /** @internal */
  connectFailed(origin: string, why: string): void {
    this.connectFailures += 1;
    const now = (this.options.now ?? Date.now)();
    if (now - (this.lastTold.get(origin) ?? 0) < TELL_AGAIN_MS) return;
    this.lastTold.set(origin, now);
    this.options.log.event('backend-unreachable', { backend: origin, reason: why });
  }

  /** @internal */
  over(exchange: Exchange): void {
    this.live.delete(exchange);
    if (this.live.size > 0) return;
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const resolve of waiters) resolve();
  }

  private pool(key: string, settings: BackendSettings, vault: string | undefined): BackendPool {
    let pool = this.pools.get(key);
    if (pool === undefined) {
      const { resolveSecret, connectSeconds, idleSeconds, lifeSeconds, now } = this.options;
      pool = new BackendPool(
        new URL(settings.url).origin,
        new BackendConnector(settings, vault, {
          resolveSecret,
          connectSeconds: connectSeconds ?? BACKEND_CONNECT_SECONDS,
        }),
        settings.tls !== undefined,
        {
          idleMs: (idleSeconds ?? BACKEND_IDLE_SECONDS) * 1000,
          lifeMs: (lifeSeconds ?? BACKEND_LIFE_SECONDS) * 1000,
          now: now ?? Date.now,
        },
        (change) => {
          this.connections += change;
        },
      );
      this.pools.set(key, pool);
    }
    return pool;
  }

  /** Closes an unused connection to another backend. */
  private makeRoom(): boolean {
    const before = this.connections;
    for (const pool of this.pools.values()) {
      pool.closeIdle(true);
      if (this.connections < before) return true;
    }
    return false;
  }
}

/** Milliseconds between two lines about one backend that cannot be reached. */
const TELL_AGAIN_MS = 30_000;

function refused(stream: Stream, code: number): StreamHandler {
  stream.refuse(code);
  return IGNORE;
}
