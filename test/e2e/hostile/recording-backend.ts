import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrived {
  /** Method and target: `GET /a?b`. */
  readonly line: string;
  /** Lower-case names; values of one name as they came. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: string;
}

/** A backend that keeps what reaches it, request by request and byte by byte. */
export class RecordingBackend {
  /** Requests that came whole, in order. */
  readonly arrived: Arrived[] = [];
  /** All bytes of all connections, latin1. */
  bytes = '';
  private readonly server: Server;

  private constructor(listener: RequestListener) {
    this.server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
      void this.record(request).then(() => {
        listener(request, response);
      });
    });
    this.server.on('connection', (socket) => {
      socket.on('data', (chunk: Buffer) => {
        this.bytes += chunk.toString('latin1');
      });
    });
  }

  static async start(
    listener: RequestListener = (_, response) => response.end('ok'),
  ): Promise<RecordingBackend> {
    const backend = new RecordingBackend(listener);
    await new Promise<void>((resolve) => backend.server.listen(0, '127.0.0.1', resolve));
    return backend;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Request lines, in order. */
  get lines(): readonly string[] {
    return this.arrived.map(({ line }) => line);
  }

  clear(): void {
    this.arrived.length = 0;
    this.bytes = '';
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async record(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
      }
    } catch {
      // It was cut: it never came whole.
      return new Promise(() => undefined);
    }
    this.arrived.push({
      line: `${request.method ?? ''} ${request.url ?? ''}`,
      headers: request.headersDistinct,
      body: Buffer.concat(chunks).toString('latin1'),
    });
  }
}
