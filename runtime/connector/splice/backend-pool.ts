import type { OnReadOpts, Socket } from 'node:net';
import type { BackendConnector, ConnectFailure } from './backend-connector';
import { READ_BYTES, RISKY_IDLE_MS } from './limits';

/** Takes what comes from a backend connection while it serves an exchange. */
export interface ConnectionUser {
  /** @param borrowed the bytes are written over once this returns. */
  onBackendData(chunk: Buffer, borrowed: boolean): void;
  onBackendDrain(): void;
  onBackendEnd(): void;
  onBackendGone(): void;
}

/** Shared by all plain connections: what is read is copied on before the next read. */
const SHARED_BUFFER = Buffer.allocUnsafeSlow(READ_BYTES);

/** One connection to a backend, and the exchange that it serves, if any. */
export class BackendConnection {
  user: ConnectionUser | undefined;
  /** It has carried an exchange before: the backend may have closed it meanwhile. */
  reused = false;
  idleSince = 0;
  ended = false;
  private socket: Socket | undefined;

  constructor(
    private readonly pool: BackendPool,
    readonly born: number,
  ) {}

  get read(): OnReadOpts {
    return {
      buffer: SHARED_BUFFER,
      callback: (bytes, buffer) => {
        this.arrived((buffer as Buffer).subarray(0, bytes), true);
        return true;
      },
    };
  }

  start(socket: Socket, encrypted: boolean): void {
    this.socket = socket;
    if (encrypted) socket.on('data', (chunk: Buffer) => this.arrived(chunk, false));
    socket.on('drain', () => this.user?.onBackendDrain());
    socket.on('end', () => {
      this.ended = true;
      if (this.user === undefined) this.destroy();
      else this.user.onBackendEnd();
    });
    socket.on('error', () => this.gone());
    socket.on('close', () => this.gone());
  }

  write(chunk: Buffer): boolean {
    return this.socket?.write(chunk) ?? true;
  }

  end(): void {
    this.socket?.end();
  }

  pause(): void {
    this.socket?.pause();
  }

  resume(): void {
    this.socket?.resume();
  }

  destroy(): void {
    this.user = undefined;
    this.pool.remove(this);
    this.socket?.destroy();
  }

  private arrived(chunk: Buffer, borrowed: boolean): void {
    // A backend that speaks without being asked could have its words taken for the next request's answer.
    if (this.user === undefined) this.destroy();
    else this.user.onBackendData(chunk, borrowed);
  }

  private gone(): void {
    const { user } = this;
    this.destroy();
    user?.onBackendGone();
  }
}

export interface PoolLimits {
  readonly idleMs: number;
  readonly lifeMs: number;
  readonly now: () => number;
}

/** The connections to one backend. The one used last is used first, so that surplus ones grow old. */
export class BackendPool {
  private readonly idle: BackendConnection[] = [];
  private readonly all = new Set<BackendConnection>();

  constructor(
    /** Scheme, host and port, for logs. */
    readonly origin: string,
    private readonly connector: BackendConnector,
    private readonly encrypted: boolean,
    private readonly limits: PoolLimits,
    private readonly onCount: (change: 1 | -1) => void,
  ) {}

  get size(): number {
    return this.all.size;
  }

  get idleCount(): number {
    return this.idle.length;
  }

  /** A kept connection. One for a request that may not be sent twice must have been used a moment ago. */
  take(repeatable: boolean): BackendConnection | undefined {
    const connection = this.idle.at(-1);
    if (connection === undefined) return undefined;
    if (!repeatable && this.limits.now() - connection.idleSince > RISKY_IDLE_MS) return undefined;
    this.idle.pop();
    connection.reused = true;
    return connection;
  }

  /** A new connection. `done` is never called before this returns. */
  make(
    done: (
      connection: BackendConnection | undefined,
      failure: ConnectFailure | undefined,
      why: string,
    ) => void,
  ): BackendConnection {
    const connection = new BackendConnection(this, this.limits.now());
    this.all.add(connection);
    this.onCount(1);
    this.connector.connect(connection.read, (failure, socket, why) => {
      if (socket === undefined) {
        this.remove(connection);
        done(undefined, failure, why);
      } else if (!this.all.has(connection)) {
        socket.on('error', () => undefined);
        socket.destroy();
        done(undefined, 'unreachable', 'given up');
      } else {
        connection.start(socket, this.encrypted);
        done(connection, undefined, '');
      }
    });
    return connection;
  }

  /** Puts a connection back after a complete exchange. */
  give(connection: BackendConnection): void {
    const now = this.limits.now();
    connection.user = undefined;
    if (connection.ended || now - connection.born > this.limits.lifeMs) {
      connection.destroy();
      return;
    }
    connection.idleSince = now;
    connection.resume();
    this.idle.push(connection);
  }

  remove(connection: BackendConnection): void {
    if (!this.all.delete(connection)) return;
    const at = this.idle.indexOf(connection);
    if (at >= 0) this.idle.splice(at, 1);
    this.onCount(-1);
  }

  /** Closes what has been idle too long, or one idle connection where room is needed. */
  closeIdle(room = false): void {
    const now = this.limits.now();
    for (const connection of [...this.idle]) {
      if (room || now - connection.idleSince > this.limits.idleMs) {
        connection.destroy();
        if (room) return;
      }
    }
  }

  close(): void {
    for (const connection of [...this.all]) connection.destroy();
  }
}
