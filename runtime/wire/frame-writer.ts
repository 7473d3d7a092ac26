import type { Duplex } from 'node:stream';
import { FRAME, HEADER_BYTES, OPEN_PREFIX_BYTES, writeHeader } from './frames';
import { GATHER_BYTES, MAX_QUEUED_BYTES } from './limits';

/** So many times the usual bound waiting in the socket, and the peer is taken for one that does not read. */
const NOT_READING_FACTOR = 16;
/** A gathering buffer with less room than this is given up. */
const LEAST_ROOM_BYTES = 512;

/**
 * Gathers the frames of one turn of the event loop and hands them to the connection in one write. A buffer is never
 * written over: the connection may still hold what it was given.
 */
export class FrameWriter {
  private buffer: Buffer | undefined;
  private start = 0;
  private offset = 0;
  private scheduled = false;
  private stopped = false;

  constructor(
    private readonly socket: Duplex,
    private readonly onNotReading: () => void,
  ) {}

  get congested(): boolean {
    return this.socket.writableLength > MAX_QUEUED_BYTES;
  }

  frame(type: number, stream: number, payload: Buffer): void {
    if (this.stopped) return;
    const buffer = this.reserve(HEADER_BYTES + payload.length);
    writeHeader(buffer, this.offset, payload.length, type, stream);
    payload.copy(buffer, this.offset + HEADER_BYTES);
    this.offset += HEADER_BYTES + payload.length;
  }

  /** A frame with at most four bytes of payload. */
  short(type: number, stream: number, bytes: 0 | 1 | 4, value: number): void {
    if (this.stopped) return;
    const buffer = this.reserve(HEADER_BYTES + bytes);
    writeHeader(buffer, this.offset, bytes, type, stream);
    if (bytes === 1) buffer[this.offset + HEADER_BYTES] = value;
    else if (bytes === 4) buffer.writeUInt32BE(value, this.offset + HEADER_BYTES);
    this.offset += HEADER_BYTES + bytes;
  }

  open(stream: number, backend: number, flags: number, head: string): void {
    if (this.stopped) return;
    const length = OPEN_PREFIX_BYTES + head.length;
    const buffer = this.reserve(HEADER_BYTES + length);
    writeHeader(buffer, this.offset, length, FRAME.open, stream);
    buffer.writeUInt32BE(backend, this.offset + HEADER_BYTES);
    buffer[this.offset + HEADER_BYTES + 4] = flags;
    buffer.write(head, this.offset + HEADER_BYTES + OPEN_PREFIX_BYTES, 'latin1');
    this.offset += HEADER_BYTES + length;
  }

  /** The payload is copied: TLS would copy several buffers of one write into one of its own, and the caller may write over it. */
  data(stream: number, payload: Buffer): void {
    if (this.stopped) return;
    const { length } = payload;
    const buffer = this.reserve(HEADER_BYTES + length);
    writeHeader(buffer, this.offset, length, FRAME.data, stream);
    payload.copy(buffer, this.offset + HEADER_BYTES);
    this.offset += HEADER_BYTES + length;
  }

  /** Writes what is gathered now. */
  flush(): void {
    if (this.stopped) return;
    this.handOver();
    if (this.socket.writableLength > MAX_QUEUED_BYTES * NOT_READING_FACTOR) this.onNotReading();
  }

  /** Gives up the buffer of a connection that has nothing to say, for the sake of those with thousands of tunnels. */
  relax(): void {
    setImmediate(() => {
      if (this.start === this.offset) this.buffer = undefined;
    });
  }

  stop(): void {
    this.stopped = true;
    this.buffer = undefined;
  }

  private reserve(bytes: number): Buffer {
    if (!this.scheduled) {
      this.scheduled = true;
      setImmediate(this.turn);
    }
    if (this.buffer === undefined || this.buffer.length - this.offset < bytes) {
      this.handOver();
      this.buffer = Buffer.allocUnsafeSlow(Math.max(GATHER_BYTES, bytes));
      this.start = 0;
      this.offset = 0;
    }
    return this.buffer;
  }

  private readonly turn = (): void => {
    this.scheduled = false;
    this.flush();
  };

  private handOver(): void {
    const { buffer, start, offset } = this;
    if (buffer === undefined || start === offset) return;
    this.start = offset;
    if (buffer.length - offset < LEAST_ROOM_BYTES) this.buffer = undefined;
    this.socket.write(buffer.subarray(start, offset));
  }
}
