import { FRAME, STREAM_CODE } from './frames';
import type { FrameWriter } from './frame-writer';
import { CREDIT_BYTES, MAX_DATA_BYTES, STREAM_WINDOW_BYTES } from './limits';
import type { Session } from './session';

/** What happens to a stream. After `onReset`, `onRefused`, `onReleased` and `onLost` nothing more comes. */
export interface StreamHandler {
  /** Bytes from the peer, which may be kept. Say `consumed` when they have gone on. */
  onData(part: Buffer): void;
  /** The peer has no more bytes. */
  onEnd(): void;
  /** The peer gave the stream up. */
  onReset(code: number): void;
  /** Relay: nothing of it reached a backend. */
  onRefused(code: number): void;
  /** Connector: the exchange is complete. */
  onReleased(): void;
  /** The tunnel is gone. */
  onLost(): void;
  /** After a `write` that said no: the stream takes bytes again. */
  onWritable(): void;
}

/** Of a stream that nobody listens to. */
export const IGNORE: StreamHandler = {
  onData: () => undefined,
  onEnd: () => undefined,
  onReset: () => undefined,
  onRefused: () => undefined,
  onReleased: () => undefined,
  onLost: () => undefined,
  onWritable: () => undefined,
};

/** One exchange on a tunnel: bytes in both directions, each with credit of its own. */
export class Stream {
  handler: StreamHandler = IGNORE;
  private sendWindow = STREAM_WINDOW_BYTES;
  private receiveWindow = STREAM_WINDOW_BYTES;
  private consumedBytes = 0;
  /** Bytes that wait for credit. */
  private pending: Buffer[] | undefined;
  private endPending = false;
  private blocked = false;
  private over = false;

  constructor(
    readonly id: number,
    private readonly session: Session,
    private readonly writer: FrameWriter,
  ) {}

  /** Whether the stream has ended here or there. */
  get isOver(): boolean {
    return this.over;
  }

  /**
   * Sends bytes, or keeps them until there is credit.
   *
   * @param borrowed the caller writes over the bytes once this returns.
   * @returns false where the caller should send no more before `onWritable`.
   */
  write(chunk: Buffer, borrowed = false): boolean {
    if (this.over) return true;
    if (this.pending !== undefined) {
      this.pending.push(borrowed ? Buffer.from(chunk) : chunk);
      return false;
    }
    const rest = this.send(chunk);
    if (rest !== undefined) {
      this.pending = [borrowed ? Buffer.from(rest) : rest];
      this.blocked = true;
      return false;
    }
    if (this.session.isCongested) {
      this.blocked = true;
      this.session.wait(this);
      return false;
    }
    return true;
  }

  /** No more bytes follow. */
  end(): void {
    if (this.over) return;
    if (this.pending !== undefined) this.endPending = true;
    else this.writer.short(FRAME.end, this.id, 0, 0);
  }

  /** So many of the bytes given to `onData` have gone on: the peer may send as many more. */
  consumed(bytes: number): void {
    this.consumedBytes += bytes;
    if (this.consumedBytes < CREDIT_BYTES || this.over) return;
    this.receiveWindow += this.consumedBytes;
    this.writer.short(FRAME.credit, this.id, 4, this.consumedBytes);
    this.consumedBytes = 0;
  }

  /** Relay: request and response are complete. */
  release(): void {
    if (this.finish()) this.writer.short(FRAME.release, this.id, 0, 0);
  }

  reset(code: number): void {
    if (this.finish()) this.writer.short(FRAME.reset, this.id, 1, code);
  }

  /** Connector: nothing of it has reached a backend. */
  refuse(code: number): void {
    if (this.finish()) this.writer.short(FRAME.refused, this.id, 1, code);
  }

  /** @internal */
  received(part: Buffer): void {
    this.receiveWindow -= part.length;
    if (this.receiveWindow < 0) {
      this.reset(STREAM_CODE.protocol);
      this.handler.onReset(STREAM_CODE.protocol);
      return;
    }
    this.handler.onData(part);
  }

  /** @internal */
  peerEnded(): void {
    this.handler.onEnd();
  }

  /** @internal */
  peerReset(code: number): void {
    if (this.finish()) this.handler.onReset(code);
  }

  /** @internal */
  peerRefused(code: number): void {
    if (this.finish()) this.handler.onRefused(code);
  }

  /** @internal */
  peerReleased(): void {
    if (this.finish()) this.handler.onReleased();
  }

  /** @internal */
  lost(): void {
    if (this.finish()) this.handler.onLost();
  }

  /** @internal @returns false where the peer gives more than a stream can have. */
  credited(bytes: number): boolean {
    this.sendWindow += bytes;
    if (this.sendWindow > STREAM_WINDOW_BYTES) return false;
    while (this.pending !== undefined) {
      const chunk = this.pending[0];
      if (chunk === undefined) {
        this.pending = undefined;
        break;
      }
      const rest = this.send(chunk);
      if (rest !== undefined) {
        this.pending[0] = rest;
        return true;
      }
      this.pending.shift();
    }
    if (this.endPending) {
      this.endPending = false;
      this.writer.short(FRAME.end, this.id, 0, 0);
    }
    this.writable();
    return true;
  }

  /** @internal */
  writable(): void {
    if (!this.blocked || this.pending !== undefined || this.over) return;
    if (this.session.isCongested) return this.session.wait(this);
    this.blocked = false;
    this.handler.onWritable();
  }

  /** @returns what there is no credit for. */
  private send(chunk: Buffer): Buffer | undefined {
    let { length } = chunk;
    if (length <= MAX_DATA_BYTES && length <= this.sendWindow) {
      this.sendWindow -= length;
      if (length > 0) this.writer.data(this.id, chunk);
      return undefined;
    }
    let offset = 0;
    while (length > 0 && this.sendWindow > 0) {
      const n = Math.min(length, MAX_DATA_BYTES, this.sendWindow);
      this.writer.data(this.id, chunk.subarray(offset, offset + n));
      this.sendWindow -= n;
      offset += n;
      length -= n;
    }
    return length > 0 ? chunk.subarray(offset) : undefined;
  }

  private finish(): boolean {
    if (this.over) return false;
    this.over = true;
    this.pending = undefined;
    this.session.forget(this);
    return true;
  }
}
