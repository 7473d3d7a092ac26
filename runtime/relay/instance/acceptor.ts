import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface AcceptorOptions {
  /** `host:port` or `:port` */
  readonly listen: string;
  /** Most connections at once; more are closed at once. */
  readonly maxConnections: number;
  /** Most from one address. */
  readonly maxPerAddress: number;
  /**
   * Gives a connection away. It has been read from no byte.
   *
   * @returns the worker that has it, or undefined where none can take it
   */
  readonly give: (socket: Socket, remoteAddress: string) => number | undefined;
  readonly onRefused: (remoteAddress: string, why: 'full' | 'address-full' | 'no-worker') => void;
}

/** Listens on a port and gives each connection away before reading from it. */
export class Acceptor {
  private readonly server: Server;
  private readonly perAddress = new Map<string, number>();
  /** Addresses of the connections that each worker has, with their number. */
  private readonly perWorker = new Map<number, Map<string, number>>();
  private maxConnections: number;
  private open = 0;

  constructor(private readonly options: AcceptorOptions) {
    this.maxConnections = options.maxConnections;
    this.server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      socket.on('error', () => socket.destroy());
      this.accept(socket);
    });
  }

  /** @returns the port that it listens on. */
  async listen(): Promise<number> {
    const { host, port } = parseListener(this.options.listen);
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, ...(host !== undefined && { host }), backlog: 1024 }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    this.server.on('error', () => undefined);
    return (this.server.address() as AddressInfo).port;
  }

  /** Gives a connection away that has come, or has come back from a worker that ended before it took it. */
  accept(socket: Socket): void {
    const remoteAddress = socket.remoteAddress ?? '';
    const here = this.perAddress.get(remoteAddress) ?? 0;
    if (this.open >= this.maxConnections) return this.refuse(socket, remoteAddress, 'full');
    if (here >= this.options.maxPerAddress) return this.refuse(socket, remoteAddress, 'address-full');
    const worker = this.options.give(socket, remoteAddress);
    if (worker === undefined) return this.refuse(socket, remoteAddress, 'no-worker');
    this.open += 1;
    add(this.perAddress, remoteAddress, 1);
    let held = this.perWorker.get(worker);
    if (held === undefined) {
      held = new Map();
      this.perWorker.set(worker, held);
    }
    add(held, remoteAddress, 1);
  }

  get connections(): number {
    return this.open;
  }

  setMaxConnections(most: number): void {
    this.maxConnections = most;
  }

  /** A connection that was given away has ended. */
  ended(worker: number, remoteAddress: string): void {
    const held = this.perWorker.get(worker);
    if (held?.has(remoteAddress) !== true) return;
    add(held, remoteAddress, -1);
    add(this.perAddress, remoteAddress, -1);
    this.open -= 1;
  }

  /** A worker has ended, and all its connections with it. */
  workerGone(worker: number): void {
    for (const [remoteAddress, count] of this.perWorker.get(worker) ?? []) {
      add(this.perAddress, remoteAddress, -count);
      this.open -= count;
    }
    this.perWorker.delete(worker);
  }

  /** Takes no more connections; those that were given away are not touched. */
  close(): void {
    this.server.close();
  }

  private refuse(socket: Socket, remoteAddress: string, why: 'full' | 'address-full' | 'no-worker'): void {
    socket.destroy();
    this.options.onRefused(remoteAddress, why);
  }
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count <= 0) counts.delete(key);
  else counts.set(key, count);
}

/** @throws Error where the text is no listener. */
export function parseListener(text: string): { readonly host: string | undefined; readonly port: number } {
  const match = /^(?:\[([0-9a-f:]+)\]|([0-9A-Za-z.-]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65535) {
    throw new Error(`listener '${text}': expected host:port, [IPv6]:port or :port, with a port up to 65535`);
  }
  const host = match[1] ?? match[2];
  return { host: host === '' ? undefined : host, port };
}
