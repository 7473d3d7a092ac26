import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Session, type SessionOptions } from '../../../runtime/wire/session';
import type { Stream, StreamHandler } from '../../../runtime/wire/stream';

/** What one side of a stream saw, and the means to wait for it. */
export class Recorder implements StreamHandler {
  readonly events: string[] = [];
  readonly parts: Buffer[] = [];
  bytes = 0;
  /** Whether what arrives counts as consumed at once. */
  consumes = true;
  stream: Stream | undefined;
  private waiting: { readonly test: () => boolean; readonly resolve: () => void }[] = [];

  onData(part: Buffer): void {
    this.parts.push(part);
    this.bytes += part.length;
    if (this.consumes) this.stream?.consumed(part.length);
    this.look();
  }
  onEnd(): void {
    this.note('end');
  }
  onReset(code: number): void {
    this.note(`reset ${code}`);
  }
  onRefused(code: number): void {
    this.note(`refused ${code}`);
  }
  onReleased(): void {
    this.note('released');
  }
  onLost(): void {
    this.note('lost');
  }
  onWritable(): void {
    this.note('writable');
  }

  get text(): string {
    return Buffer.concat(this.parts).toString('latin1');
  }

  /** Fulfilled once the test holds; looked at whenever something happens. */
  until(test: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ test, resolve });
      this.look();
    });
  }

  private note(event: string): void {
    this.events.push(event);
    this.look();
  }

  private look(): void {
    this.waiting = this.waiting.filter(({ test, resolve }) => {
      if (!test()) return true;
      resolve();
      return false;
    });
  }
}

export interface SessionPair {
  readonly relay: Session;
  readonly connector: Session;
  readonly relaySocket: Socket;
  readonly connectorSocket: Socket;
  close(): void;
}

/** Two ends of one tunnel over loopback. */
export async function sessionPair(options: Partial<SessionOptions> = {}): Promise<SessionPair> {
  const server = createServer();
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connectorSocket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const relaySocket = await accepted;
  server.close();
  return {
    relay: new Session(relaySocket, { ...options, role: 'relay' }),
    connector: new Session(connectorSocket, { ...options, role: 'connector' }),
    relaySocket,
    connectorSocket,
    close: () => {
      relaySocket.destroy();
      connectorSocket.destroy();
    },
  };
}
