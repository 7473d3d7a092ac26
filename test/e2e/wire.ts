import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The network between connectors and one relay instance: it can be cut, and it can stop carrying bytes without a word. */
export class Wire {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private held = false;

  private constructor(target: number) {
    this.server = createServer({ noDelay: true, pauseOnConnect: true }, (near) => {
      const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.once('close', () => this.sockets.delete(socket));
      }
      near.on('data', (chunk) => far.write(chunk));
      far.on('data', (chunk) => near.write(chunk));
      near.once('close', () => far.destroy());
      far.once('close', () => near.destroy());
      if (this.held) {
        near.pause();
        far.pause();
      } else {
        near.resume();
      }
    });
  }

  static async to(target: number): Promise<Wire> {
    const wire = new Wire(target);
    await new Promise<void>((resolve) => wire.server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections that it carries. */
  get connections(): number {
    return this.sockets.size / 2;
  }

  /** Carries no byte any more, in neither direction, and tells nobody: a black hole. New connections vanish in it too. */
  hold(): void {
    this.held = true;
    this.holdOldest(this.connections);
  }

  /** The same for so many connections, the oldest first; others are carried. */
  holdOldest(connections: number): void {
    for (const socket of [...this.sockets].slice(0, 2 * connections)) {
      socket.pause();
    }
  }

  /** Carries again, what was held back first. */
  release(): void {
    this.held = false;
    for (const socket of this.sockets) {
      socket.resume();
    }
  }

  /** Resets every connection; new ones are carried. */
  cut(): void {
    for (const socket of this.sockets) {
      socket.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await closed;
  }
}
