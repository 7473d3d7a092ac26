import { MAX_DATA_BYTES, MAX_FRAME_BYTES } from './limits';

/**
 * The wire format: `length (3 bytes) type (1) stream (4) payload (length)`, numbers big-endian. Stream 0 is the tunnel itself.
 */
export const FRAME = {
  /** JSON, stream 0: see `tunnel/control.ts`. */
  control: 1,
  /** 8 bytes that come back in a `pong`. */
  ping: 2,
  pong: 3,
  /** Relay to connector: `backend (4) flags (1)`, then the request head. */
  open: 4,
  data: 5,
  /** The sender's side of the connection has ended: no more bytes follow. The end of a request in HTTP is not told. */
  end: 6,
  /** Relay to connector: request and response are complete; the backend connection may serve another stream. */
  release: 7,
  /** `code (1)`: the stream ends here, whatever was under way. */
  reset: 8,
  /** `bytes (4)`: the receiver has consumed so many more. */
  credit: 9,
  /** Connector to relay, `code (1)`: nothing of this stream has reached a backend. */
  refused: 10,
} as const;

/** Flags of an `open` frame. */
export const OPEN_FLAG = {
  /** The head is all of the request, and it may be sent once more if a kept connection dies without an answer. */
  repeatable: 1,
} as const;

/** Why a stream was reset or refused. */
export const STREAM_CODE = {
  /** The other side gave up: the user went away, or the time was over. */
  cancelled: 1,
  /** No connection to the backend: refused, unreachable, no such name. */
  unreachable: 2,
  /** The backend's certificate or TLS was not acceptable. */
  backendTls: 3,
  /** The connector has as many backend connections as it may. */
  busy: 4,
  /** The connector knows no such backend, or not any more. */
  unknownBackend: 5,
  /** The backend closed or broke the connection. */
  backendClosed: 6,
  /** The connector takes no new request. */
  draining: 7,
  /** The peer broke the rules of this protocol. */
  protocol: 8,
  /** Connecting to the backend took too long. */
  connectTimeout: 9,
  /** The connector found no usable client certificate or key for the backend. */
  credentials: 10,
} as const;

/** Bytes of a frame before its payload: part of the format. */
export const HEADER_BYTES = 8;
/** Bytes of an `open` frame before the request head: part of the format. */
export const OPEN_PREFIX_BYTES = 5;

/** Writes a frame's header at `offset`. */
export function writeHeader(
  buffer: Buffer,
  offset: number,
  length: number,
  type: number,
  stream: number,
): void {
  buffer[offset] = length >>> 16;
  buffer[offset + 1] = length >>> 8;
  buffer[offset + 2] = length;
  buffer[offset + 3] = type;
  buffer[offset + 4] = stream >>> 24;
  buffer[offset + 5] = stream >>> 16;
  buffer[offset + 6] = stream >>> 8;
  buffer[offset + 7] = stream;
}

/** What a decoder tells. Payloads are views of the bytes that were given to it. */
export interface FrameSink {
  /** A part of a DATA frame, as it arrives: never empty. */
  onDataPart(stream: number, part: Buffer): void;
  /** Any other frame, whole. */
  onFrame(type: number, stream: number, payload: Buffer): void;
  /** The bytes are not of this format; the decoder takes no more. */
  onBroken(message: string): void;
}

const EMPTY = Buffer.alloc(0);

/** Takes bytes in any cutting and tells frames. It holds back at most one frame that is not DATA, bounded in size. */
export class FrameDecoder {
  private readonly header = Buffer.alloc(HEADER_BYTES);
  private headerBytes = 0;
  private type = 0;
  private stream = 0;
  /** Bytes of the present frame that are still to come. */
  private missing = 0;
  private collected: Buffer | undefined;
  private collectedBytes = 0;
  private broken = false;

  constructor(
    private readonly sink: FrameSink,
    private readonly maxFrameBytes: number = MAX_FRAME_BYTES,
  ) {}

  /** Takes no more bytes and tells no more frames. */
  stop(): void {
    this.broken = true;
    this.collected = undefined;
  }

  push(chunk: Buffer): void {
    let offset = 0;
    const end = chunk.length;
    while (offset < end && !this.broken) {
      if (this.missing > 0) {
        offset = this.take(chunk, offset);
        continue;
      }
      if (this.headerBytes === 0 && end - offset >= HEADER_BYTES) {
        this.begin(chunk, offset);
        offset += HEADER_BYTES;
      } else {
        const n = Math.min(HEADER_BYTES - this.headerBytes, end - offset);
        chunk.copy(this.header, this.headerBytes, offset, offset + n);
        this.headerBytes += n;
        offset += n;
        if (this.headerBytes < HEADER_BYTES) return;
        this.headerBytes = 0;
        this.begin(this.header, 0);
      }
    }
  }

  private begin(from: Buffer, offset: number): void {
    const length = from.readUIntBE(offset, 3);
    const type = from[offset + 3] ?? 0;
    const stream = from.readUInt32BE(offset + 4);
    const limit = type === FRAME.data ? MAX_DATA_BYTES : this.maxFrameBytes;
    if (type < FRAME.control || type > FRAME.refused) {
      this.fail(`a frame of unknown type ${type}`);
    } else if (length > limit) {
      this.fail(`a frame of ${length} bytes, allowed: ${limit}`);
    } else if (length === 0) {
      if (type !== FRAME.data) this.sink.onFrame(type, stream, EMPTY);
    } else {
      this.type = type;
      this.stream = stream;
      this.missing = length;
    }
  }

  private take(chunk: Buffer, offset: number): number {
    const n = Math.min(this.missing, chunk.length - offset);
    const until = offset + n;
    if (this.type === FRAME.data) {
      this.missing -= n;
      this.sink.onDataPart(this.stream, chunk.subarray(offset, until));
      return until;
    }
    if (this.collected === undefined) {
      if (n === this.missing) {
        this.missing = 0;
        this.sink.onFrame(this.type, this.stream, chunk.subarray(offset, until));
        return until;
      }
      this.collected = Buffer.allocUnsafe(this.missing);
      this.collectedBytes = 0;
    }
    chunk.copy(this.collected, this.collectedBytes, offset, until);
    this.collectedBytes += n;
    this.missing -= n;
    if (this.missing === 0) {
      const payload = this.collected;
      this.collected = undefined;
      this.sink.onFrame(this.type, this.stream, payload);
    }
    return until;
  }

  private fail(message: string): void {
    this.broken = true;
    this.sink.onBroken(message);
  }
}
