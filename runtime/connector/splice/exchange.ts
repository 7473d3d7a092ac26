import type { Live } from '../../live-list';
import type { Stream, StreamHandler } from '../../wire/stream';
import { STREAM_CODE } from '../../wire/frames';
import type { ConnectFailure } from './backend-connector';
import type { BackendConnection, BackendPool, ConnectionUser } from './backend-pool';
import { MAX_WAITING_BYTES } from './limits';

const FAILURE_CODE: Readonly<Record<ConnectFailure, number>> = {
  unreachable: STREAM_CODE.unreachable,
  tls: STREAM_CODE.backendTls,
  credentials: STREAM_CODE.credentials,
  timeout: STREAM_CODE.connectTimeout,
};

/** What an exchange tells the splicer. */
export interface ExchangeOwner {
  bytes(toBackend: number, fromBackend: number): void;
  connectFailed(origin: string, why: string): void;
  over(exchange: Exchange): void;
}

/** One stream and the backend connection that serves it: bytes go through as they come. */
export class Exchange implements StreamHandler, ConnectionUser, Live {
  place = -1;
  private connection: BackendConnection | undefined;
  /** The request so far, while the connection is being made. */
  private waiting: Buffer[] | undefined;
  private waitingBytes = 0;
  private endWaiting = false;
  /** Bytes written to the backend that have not gone on yet. */
  private unconsumed = 0;
  private answered = false;
  private head: Buffer | undefined;

  constructor(
    private readonly stream: Stream,
    private readonly pool: BackendPool,
    private readonly repeatable: boolean,
    private readonly owner: ExchangeOwner,
  ) {}

  start(head: Buffer): void {
    const kept = this.pool.take(this.repeatable);
    this.owner.bytes(head.length, 0);
    if (kept === undefined) {
      this.dial(head);
      return;
    }
    this.connection = kept;
    kept.user = this;
    if (this.repeatable) this.head = head;
    kept.write(head);
  }

  onData(part: Buffer): void {
    this.owner.bytes(part.length, 0);
    if (this.waiting !== undefined) {
      this.waiting.push(part);
      this.waitingBytes += part.length;
      if (this.waitingBytes > MAX_WAITING_BYTES) this.cut(STREAM_CODE.protocol);
      return;
    }
    this.forward(part);
  }

  onEnd(): void {
    if (this.waiting !== undefined) this.endWaiting = true;
    else this.connection?.end();
  }

  onReset(): void {
    this.drop();
  }

  onRefused(): void {
    this.drop();
  }

  onLost(): void {
    this.drop();
  }

  onReleased(): void {
    const { connection } = this;
    this.connection = undefined;
    if (connection !== undefined) this.pool.give(connection);
    this.owner.over(this);
  }

  onWritable(): void {
    this.connection?.resume();
  }

  onBackendData(chunk: Buffer, borrowed: boolean): void {
    this.answered = true;
    this.head = undefined;
    this.owner.bytes(0, chunk.length);
    if (!this.stream.write(chunk, borrowed)) this.connection?.pause();
  }

  onBackendDrain(): void {
    const bytes = this.unconsumed;
    this.unconsumed = 0;
    this.stream.consumed(bytes);
  }

  onBackendEnd(): void {
    if (this.answered) this.stream.end();
    else this.onBackendGone();
  }

  onBackendGone(): void {
    const { connection, head } = this;
    this.connection = undefined;
    connection?.destroy();
    if (head !== undefined && connection?.reused === true) {
      this.head = undefined;
      this.dial(head);
      return;
    }
    this.cut(STREAM_CODE.backendClosed);
  }

  private dial(head: Buffer): void {
    this.waiting = [head];
    this.waitingBytes = 0;
    const connecting = this.pool.make((connection, failure, why) => {
      const { waiting } = this;
      this.waiting = undefined;
      if (this.stream.isOver || waiting === undefined) {
        if (connection !== undefined) connection.destroy();
        return;
      }
      if (connection === undefined) {
        this.owner.connectFailed(this.pool.origin, why);
        this.stream.refuse(FAILURE_CODE[failure ?? 'unreachable']);
        this.owner.over(this);
        return;
      }
      this.connection = connection;
      connection.user = this;
      const [first, ...rest] = waiting;
      if (first !== undefined) connection.write(first);
      for (const part of rest) this.forward(part);
      if (this.endWaiting) connection.end();
    });
    this.connection = connecting;
  }

  private forward(part: Buffer): void {
    if (this.connection === undefined) return;
    if (this.connection.write(part) && this.unconsumed === 0) this.stream.consumed(part.length);
    else this.unconsumed += part.length;
  }

  private cut(code: number): void {
    this.stream.reset(code);
    this.drop();
  }

  private drop(): void {
    const { connection } = this;
    this.connection = undefined;
    this.waiting = undefined;
    connection?.destroy();
    this.owner.over(this);
  }
}
