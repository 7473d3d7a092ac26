import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import type { TestBackend } from '../backends';
import type { Address } from '../users';

/** Has a backend send back each message of a WebSocket. */
export function echoOn(backend: TestBackend): void {
  const server = new WebSocketServer({ noServer: true });
  backend.onUpgrade((request, socket, head) => {
    server.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('message', (data: Buffer) => webSocket.send(data.toString()));
    });
  });
}

/** A user's open WebSocket to a backend that echoes. */
export class EchoSocket {
  private constructor(private readonly socket: WebSocket) {}

  /** @throws Error where it is not taken */
  static async open({ port, host, trust }: Address): Promise<EchoSocket> {
    const socket = new WebSocket(`wss://${host}:${port}/socket`, {
      ca: trust,
      // Names under `localhost` need no DNS here either.
      lookup: (_, options, found) => {
        if (options.all === true) found(null, [{ address: '127.0.0.1', family: 4 }]);
        else found(null, '127.0.0.1', 4);
      },
    });
    await once(socket, 'open');
    // A later error shows as an echo that does not come.
    socket.on('error', () => undefined);
    return new EchoSocket(socket);
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** @returns what came back; undefined where the connection ended before */
  async echo(text: string): Promise<string | undefined> {
    const answer = new Promise<string | undefined>((resolve) => {
      this.socket.once('message', (data: Buffer) => resolve(data.toString()));
      this.socket.once('close', () => resolve(undefined));
    });
    this.socket.send(text);
    return answer;
  }

  /** Says goodbye. @returns the code that the connection was closed with: 1006 where it was cut */
  async close(): Promise<number> {
    const closed = once(this.socket, 'close') as Promise<[number]>;
    this.socket.close(1000);
    return (await closed)[0];
  }
}
