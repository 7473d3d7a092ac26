import type { Duplex } from 'node:stream';
import { FRAME, FrameDecoder, HEADER_BYTES, OPEN_PREFIX_BYTES, STREAM_CODE, type FrameSink } from './frames';
import { FrameWriter } from './frame-writer';
import { MAX_FRAME_BYTES, MAX_STREAMS, PING_SECONDS, SILENCE_SECONDS, STREAM_WINDOW_BYTES } from './limits';
import { StreamTable } from './stream-table';
import { Stream, type StreamHandler } from './stream';

/** Largest frame that a relay takes from a connector, beside DATA: connectors have little to say. */
export const MAX_CONNECTOR_FRAME_BYTES = 64 * 1024;
/** The last stream id; after it ids begin anew, past those that are in use. */
const LAST_STREAM = 0xffff_fffe;

/** Why a session ended: a stable code, and words for the log. */
export interface SessionEnd {
  readonly code: 'closed' | 'silent' | 'protocol' | 'not-reading' | 'error' | 'destroyed' | (string & {});
  readonly message: string;
}

export interface SessionOptions {
  readonly role: 'relay' | 'connector';
  /** @default PING_SECONDS */
  readonly pingSeconds?: number;
  /** @default SILENCE_SECONDS */
  readonly silenceSeconds?: number;
  /** @default MAX_STREAMS */
  readonly maxStreams?: number;
}

/** Takes a new stream on the connector's side. */
export type OpenListener = (stream: Stream, backend: number, flags: number, head: Buffer) => StreamHandler;

/**
 * One tunnel's multiplexer over a connection that is already authenticated. It owns the connection: reading, writing,
 * pings, and the end. All listeners are plain properties, set once before the first byte arrives.
 */
export class Session implements FrameSink {
  onControl: (message: unknown) => void = () => undefined;
  onClose: (end: SessionEnd) => void = () => undefined;
  /** Connector only. */
  onOpen: OpenListener | undefined;

  /** Milliseconds between the last ping and its answer. */
  roundTripMs: number | undefined;
  readonly maxStreams: number;

  private readonly streams = new StreamTable<Stream>();
  private readonly decoder: FrameDecoder;
  private readonly writer: FrameWriter;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly silenceTicks: number;
  private readonly congested = new Set<Stream>();
  private nextStream = 1;
  private heard = false;
  private silent = 0;
  private ended: SessionEnd | undefined;

  constructor(
    private readonly socket: Duplex,
    private readonly options: SessionOptions,
  ) {
    const pingSeconds = options.pingSeconds ?? PING_SECONDS;
    this.maxStreams = options.maxStreams ?? MAX_STREAMS;
    this.silenceTicks = Math.max(1, Math.ceil((options.silenceSeconds ?? SILENCE_SECONDS) / pingSeconds));
    this.decoder = new FrameDecoder(
      this,
      options.role === 'relay' ? MAX_CONNECTOR_FRAME_BYTES : MAX_FRAME_BYTES,
    );
    this.writer = new FrameWriter(socket, () => this.destroy('not-reading', 'the peer reads no more'));
    this.heartbeat = setInterval(() => this.beat(), pingSeconds * 1000);
    this.heartbeat.unref();
    socket.on('data', (chunk: Buffer) => {
      this.heard = true;
      this.decoder.push(chunk);
    });
    socket.on('drain', () => this.drained());
    socket.on('end', () => this.finish({ code: 'closed', message: 'the peer closed the tunnel' }));
    socket.on('error', (error) => this.finish({ code: 'error', message: error.message }));
    socket.on('close', () => this.finish({ code: 'closed', message: 'the connection ended' }));
  }

  get openStreams(): number {
    return this.streams.size;
  }

  get closed(): boolean {
    return this.ended !== undefined;
  }

  /** Whether streams should stop reading from their sources: the peer takes bytes more slowly than they come. */
  get isCongested(): boolean {
    return this.writer.congested;
  }

  /** @throws Error where the message is larger than a frame may be. */
  sendControl(message: object): void {
    if (this.ended !== undefined) return;
    const text = Buffer.from(JSON.stringify(message));
    if (text.length > MAX_FRAME_BYTES) {
      throw new Error(`a control message of ${text.length} bytes, allowed: ${MAX_FRAME_BYTES}`);
    }
    this.writer.frame(FRAME.control, 0, text);
  }

  /**
   * Relay: opens a stream with a request head (latin1 text).
   *
   * @returns undefined where the session has ended or holds as many streams as it may.
   */
  open(backend: number, flags: number, head: string, handler: StreamHandler): Stream | undefined {
    if (this.ended !== undefined || this.streams.size >= this.maxStreams) return undefined;
    const id = this.freeId();
    const stream = new Stream(id, this, this.writer);
    stream.handler = handler;
    this.streams.add(stream);
    this.writer.open(id, backend, flags, head);
    return stream;
  }

  /** Ends the connection after what is buffered; streams that are open are lost. */
  close(): void {
    if (this.ended !== undefined) return;
    this.writer.flush();
    this.socket.end();
    this.finish({ code: 'closed', message: 'closed here' });
    setTimeout(() => this.socket.destroy(), 1000).unref();
  }

  destroy(code: SessionEnd['code'] = 'destroyed', message = 'ended here'): void {
    this.finish({ code, message });
    this.socket.destroy();
  }

  /** For streams: this one is over. */
  forget(stream: Stream): void {
    this.streams.delete(stream);
    this.congested.delete(stream);
  }

  /** For streams: tell this one when the connection takes bytes again. */
  wait(stream: Stream): void {
    this.congested.add(stream);
  }

  /** @internal */
  onDataPart(id: number, part: Buffer): void {
    // A stream that is not there any more has just been released or reset here; its bytes crossed that on the way.
    this.streams.get(id)?.received(part);
  }

  /** @internal */
  onFrame(type: number, id: number, payload: Buffer): void {
    switch (type) {
      case FRAME.end:
        this.streams.get(id)?.peerEnded();
        return;
      case FRAME.credit:
        if (payload.length !== 4) return this.onBroken('a credit frame of a wrong length');
        if (this.streams.get(id)?.credited(payload.readUInt32BE(0)) === false) {
          this.onBroken('more credit than a stream can have');
        }
        return;
      case FRAME.release:
        this.streams.get(id)?.peerReleased();
        return;
      case FRAME.reset:
        this.streams.get(id)?.peerReset(payload[0] ?? STREAM_CODE.protocol);
        return;
      case FRAME.refused:
        this.streams.get(id)?.peerRefused(payload[0] ?? STREAM_CODE.protocol);
        return;
      case FRAME.open:
        return this.opened(id, payload);
      case FRAME.control:
        return this.controlled(payload);
      case FRAME.ping:
        if (payload.length !== 8) return this.onBroken('a ping of a wrong length');
        return this.writer.frame(FRAME.pong, 0, payload);
      case FRAME.pong:
        if (payload.length === 8) this.roundTripMs = Math.max(0, performance.now() - payload.readDoubleBE(0));
        return;
      default:
        return this.onBroken(`a frame of type ${type} at the wrong place`);
    }
  }

  /** @internal */
  onBroken(message: string): void {
    this.destroy('protocol', `the peer broke the protocol: ${message}`);
  }

  private opened(id: number, payload: Buffer): void {
    const { onOpen } = this;
    if (onOpen === undefined) return this.onBroken('a stream opened by the wrong side');
    if (payload.length < OPEN_PREFIX_BYTES || id === 0) return this.onBroken('an open frame of a wrong form');
    if (this.streams.has(id)) return this.onBroken('a stream opened twice');
    const stream = new Stream(id, this, this.writer);
    if (this.streams.size >= this.maxStreams) return stream.refuse(STREAM_CODE.busy);
    this.streams.add(stream);
    stream.handler = onOpen(
      stream,
      payload.readUInt32BE(0),
      payload[4] ?? 0,
      payload.subarray(OPEN_PREFIX_BYTES),
    );
  }

  private controlled(payload: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(payload.toString('utf8'));
    } catch {
      return this.onBroken('a control message that is not JSON');
    }
    this.onControl(message);
  }

  private freeId(): number {
    do {
      this.nextStream = this.nextStream >= LAST_STREAM ? 1 : this.nextStream + 1;
    } while (this.streams.has(this.nextStream));
    return this.nextStream;
  }

  private beat(): void {
    this.silent = this.heard ? 0 : this.silent + 1;
    this.heard = false;
    if (this.silent >= this.silenceTicks) {
      return this.destroy(
        'silent',
        `nothing came for ${this.silent * (this.options.pingSeconds ?? PING_SECONDS)} s`,
      );
    }
    const payload = Buffer.allocUnsafe(8);
    payload.writeDoubleBE(performance.now(), 0);
    this.writer.frame(FRAME.ping, 0, payload);
    this.writer.relax();
  }

  private drained(): void {
    const waiting = [...this.congested];
    this.congested.clear();
    for (const stream of waiting) stream.writable();
  }

  private finish(end: SessionEnd): void {
    if (this.ended !== undefined) return;
    this.ended = end;
    clearInterval(this.heartbeat);
    this.decoder.stop();
    this.writer.stop();
    const streams = this.streams.clear();
    this.congested.clear();
    for (const stream of streams) stream.lost();
    this.onClose(end);
    if (!this.socket.destroyed && end.message !== 'closed here') this.socket.destroy();
  }
}

/** Bytes that a frame takes beside its payload, and the window of a stream: for those who reckon memory. */
export const WIRE_COST = { headerBytes: HEADER_BYTES, windowBytes: STREAM_WINDOW_BYTES } as const;
