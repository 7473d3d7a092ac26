import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Milliseconds that a target may take to accept a connection. */
const CONNECT_MS = 3_000;

export interface PassThroughOptions {
  /** Ports of the loopback address that a new connection may go to, the best first. */
  readonly targets: () => readonly number[];
  readonly host?: string;
  /** @default 0, a free one */
  readonly port?: number;
}

/** Hands on TCP connections, whole and unread, to the first target that accepts. */
export class PassThrough {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly options: PassThroughOptions) {
    // Half-open: an end of one side is passed on, not answered.
    this.server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (user) => {
      this.keep(user);
      void this.forward(user);
    });
  }

  /** The port, once it listens. */
  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** @throws Error of the system, `EADDRINUSE` among them */
  public async listen(): Promise<void> {
    const { host = '127.0.0.1', port = 0 } = this.options;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host, port }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Cuts every connection and takes no more. */
  public async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await closed;
  }

  private async forward(user: Socket): Promise<void> {
    for (const port of this.options.targets()) {
      const target = await connected(port);
      if (target === undefined) {
        continue;
      }
      if (user.destroyed || !this.server.listening) {
        target.destroy();
        break;
      }
      this.keep(target);
      target.pipe(user);
      user.pipe(target);
      target.once('close', () => user.destroy());
      user.once('close', () => target.destroy());
      return;
    }
    user.destroy();
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}

function connected(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const giveUp = () => {
      socket.destroy();
      resolve(undefined);
    };
    socket.setTimeout(CONNECT_MS, giveUp);
    socket.once('error', giveUp);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', giveUp);
      resolve(socket);
    });
  });
}
