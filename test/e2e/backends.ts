import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressInfo, Socket } from 'node:net';

/** A backend of a test: it counts requests, and can die and come back on its port. */
export class TestBackend {
  /** Requests that have reached it. */
  requests = 0;
  private server: Server;
  private readonly sockets = new Set<Socket>();
  private listeningPort = 0;

  private constructor(private readonly listener: RequestListener) {
    this.server = this.create();
  }

  static async start(listener: RequestListener): Promise<TestBackend> {
    const backend = new TestBackend(listener);
    await backend.listen(0);
    return backend;
  }

  get port(): number {
    return this.listeningPort;
  }

  get url(): string {
    return `http://127.0.0.1:${this.listeningPort}`;
  }

  /** Connections of connectors that are open. */
  get connections(): number {
    return this.sockets.size;
  }

  /** Takes upgrades, as a server for WebSocket does. */
  onUpgrade(
    listener: (
      ...args: Parameters<RequestListener> extends [infer R, unknown] ? [R, Duplex, Buffer] : never
    ) => void,
  ): void {
    this.server.on('upgrade', listener);
  }

  /** Resets every connection, in the middle of whatever is said on it. */
  cut(): void {
    for (const socket of this.sockets) {
      socket.resetAndDestroy();
    }
  }

  /** Dies: connections are reset, and nothing listens on its port. */
  async die(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }

  /** Comes back on the same port. */
  async comeBack(): Promise<void> {
    this.server = this.create();
    await this.listen(this.listeningPort);
  }

  async close(): Promise<void> {
    if (this.server.listening) {
      await this.die();
    }
  }

  private create(): Server {
    const server = createServer((request, response) => {
      this.requests += 1;
      this.listener(request, response);
    });
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    return server;
  }

  private async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    this.listeningPort = (this.server.address() as AddressInfo).port;
  }
}
