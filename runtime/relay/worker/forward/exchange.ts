import type { Live } from '../../../live-list';
import { OPEN_FLAG, STREAM_CODE } from '../../../wire/frames';
import type { Stream, StreamHandler } from '../../../wire/stream';
import { requestHead } from '../headers/request-head';
import { receivedValue } from '../headers/header-value';
import { responseHead } from '../headers/response-head';
import { requestTrailers, responseTrailers } from '../headers/trailers';
import type { PooledConnector } from '../group-pool';
import { MAX_ATTEMPTS, MAX_REPLAY_BYTES, MAX_RESPONSE_HEADER_BYTES } from '../limits';
import type { RouteEntry } from '../routing';
import type { ForwardContext } from './forward-context';
import { refusalAnswer, type RefusalCode } from './refusals';
import { ResponseParser, type ResponseHead, type ResponseListener } from './response-parser';
import type { UserRequest, UserSide } from './user-side';

/** Methods that may be sent twice: RFC 9110, 9.2.2. */
const IDEMPOTENT = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'PUT',
  'DELETE',
  'TRACE',
  'PROPFIND',
  'REPORT',
  'SEARCH',
]);

const REFUSED: Readonly<Record<number, RefusalCode>> = {
  [STREAM_CODE.unreachable]: 'backend-unreachable',
  [STREAM_CODE.connectTimeout]: 'backend-unreachable',
  [STREAM_CODE.backendTls]: 'backend-tls',
  [STREAM_CODE.credentials]: 'backend-credentials',
  [STREAM_CODE.busy]: 'connectors-busy',
  [STREAM_CODE.backendClosed]: 'backend-closed',
};

const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const NEW_LINE = Buffer.from('\r\n');

/** How far an exchange is. */
type Phase = 'waiting' | 'answering' | 'raw' | 'over';

/** One request of a user, forwarded to a connector, and its answer. */
export class Exchange implements StreamHandler, ResponseListener, Live {
  place = -1;
  /** When the backend is given up, milliseconds of the context's clock; 0 once it has answered. */
  deadline = 0;
  readonly started: number;
  private phase: Phase = 'waiting';
  private stream: Stream | undefined;
  private connector: PooledConnector | undefined;
  private parser: ResponseParser | undefined;
  private headText: string | undefined;
  private tried: PooledConnector[] = [];
  private failure: RefusalCode = 'no-connector';
  /** What has been sent of the body, for another attempt; undefined once there can be none. */
  private replay: Buffer[] | undefined = [];
  private bodySent = 0;
  private bodyComplete: boolean;
  private bodyPaused = false;
  private heard = false;
  private keepAlive = false;
  private messageComplete = false;
  /** Bytes of an answer of known length that are still to come; undefined while the parser has the say. */
  private remaining: number | undefined;
  private userBlocked = false;
  private unconsumed = 0;
  private status = 0;
  private answeredAt: number | undefined;
  private bytesOut = 0;
  private code: RefusalCode | 'user-gone' | undefined;
  private extraHeaders: readonly string[] = [];
  private answerHeaders: readonly string[] = [];
  private affinity: string | undefined;

  constructor(
    private readonly context: ForwardContext,
    private readonly entry: RouteEntry,
    private readonly request: UserRequest,
    private readonly user: UserSide,
    readonly requestId: string,
  ) {
    this.started = performance.now();
    this.bodyComplete = request.body === 'none' || request.body === 0;
  }

  /**
   * Forwards the request.
   *
   * @param extraHeaders flat, added towards the backend
   * @param answerHeaders flat, added towards the user
   * @param affinity name of the connector that the user is to stay with
   */
  start(extraHeaders: readonly string[], answerHeaders: readonly string[], affinity?: string): void {
    this.entry.inFlight += 1;
    this.context.live.add(this);
    this.extraHeaders = extraHeaders;
    this.answerHeaders = answerHeaders;
    this.affinity = affinity;
    this.attempt();
  }

  // ---- the user

  /** @returns whether more is welcome now. */
  onUserBody(chunk: Buffer): void {
    const { stream } = this;
    this.bodySent += chunk.length;
    const limit = this.entry.maxBodyBytes;
    if (limit !== undefined && this.bodySent > limit) return this.fail('body-too-large');
    if (stream === undefined) return;
    const chunked = this.request.body === 'chunked';
    if (this.phase === 'waiting') this.keepForReplay(chunk);
    if (chunked) stream.write(Buffer.from(`${chunk.length.toString(16)}\r\n`, 'latin1'));
    let more = stream.write(chunk);
    if (chunked) more = stream.write(NEW_LINE);
    if (!more && !this.bodyPaused) {
      this.bodyPaused = true;
      this.user.pauseBody();
    }
    this.waitOn();
  }

  /** @param trailers flat */
  onUserBodyEnd(trailers: readonly string[]): void {
    if (this.phase === 'over' || this.bodyComplete) return;
    this.bodyComplete = true;
    this.waitOn();
    if (this.request.body !== 'chunked') return;
    const passed = requestTrailers(this.entry.compiled, trailers);
    this.stream?.write(passed.length === 0 ? LAST_CHUNK : lastChunk(passed));
  }

  /** Raw bytes, after an upgrade. @returns false to wait for `resumeBody`. */
  onUserRaw(chunk: Buffer): void {
    if (this.stream?.write(chunk) === false) {
      this.bodyPaused = true;
      this.user.pauseBody();
    }
  }

  onUserRawEnd(): void {
    this.stream?.end();
  }

  /** The user takes bytes again. */
  onUserDrain(): void {
    this.userBlocked = false;
    const bytes = this.unconsumed;
    this.unconsumed = 0;
    this.stream?.consumed(bytes);
  }

  /** The user went away, or has everything. */
  onUserGone(): void {
    if (this.phase === 'over') return;
    this.code ??= this.phase === 'raw' ? undefined : 'user-gone';
    this.over(STREAM_CODE.cancelled);
  }

  // ---- the tunnel

  onData(part: Buffer): void {
    if (this.phase === 'over') return;
    if (!this.heard) {
      this.heard = true;
      this.replay = undefined;
    }
    if (this.phase === 'raw') {
      this.bytesOut += part.length;
      if (!this.user.write(part)) this.userBlocked = true;
    } else if (this.messageComplete) {
      // More than the answer that was asked for: the connection is not used again.
      return this.over(STREAM_CODE.protocol);
    } else if (this.remaining !== undefined) {
      this.onCounted(part, this.remaining);
    } else {
      this.parse(part);
    }
    if (this.stream === undefined) return;
    if (this.userBlocked) this.unconsumed += part.length;
    else this.stream.consumed(part.length);
  }

  onEnd(): void {
    if (this.phase === 'over') return;
    if (this.phase === 'raw') return this.user.endRaw();
    this.keepAlive = false;
    const wrong = this.parser?.finish();
    if (this.messageComplete) return this.complete();
    this.fail(wrong === undefined ? 'backend-closed' : 'backend-invalid');
  }

  onReset(code: number): void {
    this.stream = undefined;
    this.leaveConnector();
    if (this.phase === 'over') return;
    this.failed(REFUSED[code] ?? 'backend-closed', false);
  }

  onRefused(code: number): void {
    this.stream = undefined;
    this.leaveConnector();
    if (this.phase === 'over') return;
    this.failed(REFUSED[code] ?? 'no-connector', true);
  }

  onReleased(): void {
    this.onReset(STREAM_CODE.protocol);
  }

  onLost(): void {
    this.stream = undefined;
    this.leaveConnector();
    if (this.phase === 'over') return;
    this.failed('tunnel-lost', false);
  }

  onWritable(): void {
    if (!this.bodyPaused) return;
    this.bodyPaused = false;
    this.user.resumeBody();
    this.waitOn();
  }

  // ---- the parser

  onHead(head: ResponseHead): 'body' | 'no-body' | 'bytes' {
    if (this.messageComplete || this.phase === 'over') {
      this.keepAlive = false;
      return 'no-body';
    }
    if (head.status < 200 && head.status !== 101) {
      this.user.inform(head.status, this.translate(head.headers));
      return 'no-body';
    }
    this.deadline = 0;
    this.status = head.status;
    this.answeredAt = performance.now();
    if (head.status === 101) return this.switchProtocols(head);
    this.keepAlive = head.keepAlive;
    this.phase = 'answering';
    const { method } = this.request;
    const body = method !== 'HEAD' && head.status !== 204 && head.status !== 304;
    const length = body ? contentLength(head.headers) : undefined;
    const headers = this.translate(head.headers);
    for (const text of this.answerHeaders) headers.push(text);
    if (this.entry.affinity && this.connector !== undefined && this.connector.affinity !== this.affinity) {
      headers.push('Set-Cookie', this.context.affinityCookie(this.connector.affinity));
    }
    if (this.context.revealConnector && this.connector !== undefined) {
      headers.push('X-App-Proxy-Connector', this.connector.id);
    }
    this.user.head(
      head.status,
      receivedValue(head.reason),
      headers,
      body,
      body && length === undefined && head.httpMinor > 0,
    );
    if (length === undefined || length === 0) return body ? 'body' : 'no-body';
    this.remaining = length;
    return 'bytes';
  }

  onBody(chunk: Buffer): void {
    if (this.phase !== 'answering') return;
    this.bytesOut += chunk.length;
    if (!this.user.write(chunk)) this.userBlocked = true;
  }

  onComplete(trailers: readonly string[]): void {
    if (this.phase !== 'answering' || this.messageComplete) return;
    this.messageComplete = true;
    this.user.end(responseTrailers(this.entry.compiled, trailers, this.request.httpVersion === '2.0'));
  }

  /** For the worker's sweep: the backend has not answered in time, or a body does not come. */
  expire(): void {
    this.fail(this.bodyComplete || this.bodyPaused ? 'backend-timeout' : 'body-timeout');
  }

  /** The relay stops: what is under way is cut. */
  cut(): void {
    this.fail('tunnel-lost');
  }

  // ----

  private attempt(): void {
    const { context, entry, request } = this;
    const pool = context.pool(entry.route.group);
    while (this.tried.length < MAX_ATTEMPTS) {
      const connector = pool?.choose(this.tried, this.affinity);
      if (connector === undefined) break;
      this.tried.push(connector);
      const tunnel = connector.tunnel();
      const number = tunnel?.backendNumber(entry.backendKey);
      if (tunnel === undefined || number === undefined) continue;
      const repeatable = this.bodyComplete && !request.upgrade && IDEMPOTENT.has(request.method);
      this.headText ??= requestHead(entry.compiled, {
        method: request.method,
        target: request.target,
        rawHeaders: request.rawHeaders,
        httpVersion: request.httpVersion,
        remoteAddress: request.remoteAddress,
        externalHost: request.authority,
        requestId: this.requestId,
        upgrade: request.upgrade,
        extra: this.extraHeaders,
        body: request.body,
      });
      const stream = tunnel.session.open(number, repeatable ? OPEN_FLAG.repeatable : 0, this.headText, this);
      if (stream === undefined) {
        this.failure = 'connectors-busy';
        continue;
      }
      this.stream = stream;
      this.connector = connector;
      connector.inFlight += 1;
      connector.requests += 1;
      this.waitOn();
      this.parser = ResponseParser.take(this, MAX_RESPONSE_HEADER_BYTES);
      this.sendReplay(stream);
      return;
    }
    this.fail(this.failure);
  }

  /** Until the answer begins: sets the time by which the backend, or the user's body, must have gone on. */
  private waitOn(): void {
    if (this.phase !== 'waiting') return;
    const onUser = !this.bodyComplete && !this.bodyPaused;
    this.deadline = this.context.now() + (onUser ? this.context.bodyIdleMs : this.entry.timeoutMs);
  }

  private sendReplay(stream: Stream): void {
    const chunked = this.request.body === 'chunked';
    for (const chunk of this.replay ?? []) {
      if (chunked) stream.write(Buffer.from(`${chunk.length.toString(16)}\r\n`, 'latin1'));
      stream.write(chunk);
      if (chunked) stream.write(NEW_LINE);
    }
    if (chunked && this.bodyComplete && (this.replay?.length ?? 0) > 0) stream.write(LAST_CHUNK);
    if (this.bodyPaused) {
      this.bodyPaused = false;
      this.user.resumeBody();
    }
  }

  private keepForReplay(chunk: Buffer): void {
    if (this.replay === undefined) return;
    if (this.bodySent > MAX_REPLAY_BYTES) this.replay = undefined;
    else this.replay.push(chunk);
  }

  /** @param untouched nothing of the request has reached a backend. */
  private failed(code: RefusalCode, untouched: boolean): void {
    this.failure = code;
    const bodyCanBeSentAgain = this.bodySent === 0 || this.replay !== undefined;
    const again = untouched
      ? bodyCanBeSentAgain
      : this.bodySent === 0 &&
        this.bodyComplete &&
        !this.request.upgrade &&
        IDEMPOTENT.has(this.request.method);
    if (this.phase === 'waiting' && !this.heard && again) {
      this.dropParser();
      return this.attempt();
    }
    this.fail(code);
  }

  private parse(part: Buffer): void {
    const { parser } = this;
    if (parser === undefined) return;
    const result = parser.push(part);
    // Listeners may have ended the exchange meanwhile.
    if (this.phase === 'over') return;
    if (typeof result !== 'number') {
      if (this.messageComplete) return this.over(STREAM_CODE.protocol);
      return this.fail('backend-invalid');
    }
    const raw = this.phase === 'raw';
    if (raw || this.remaining !== undefined) {
      this.dropParser();
      const rest = part.subarray(result);
      if (rest.length === 0) return;
      if (this.remaining !== undefined) return this.onCounted(rest, this.remaining);
      this.bytesOut += rest.length;
      if (!this.user.write(rest)) this.userBlocked = true;
      return;
    }
    if (this.messageComplete) this.complete();
  }

  /** Body bytes of an answer whose length is known: they need no parser. */
  private onCounted(part: Buffer, remaining: number): void {
    const body = part.length > remaining ? part.subarray(0, remaining) : part;
    if (body.length < part.length) this.keepAlive = false;
    this.remaining = remaining - body.length;
    if (this.remaining > 0) return this.onBody(body);
    this.bytesOut += body.length;
    this.messageComplete = true;
    this.user.endWith(body);
    this.complete();
  }

  private complete(): void {
    const { stream } = this;
    if (this.keepAlive && this.bodyComplete && stream !== undefined) {
      this.stream = undefined;
      stream.release();
    }
    this.over(STREAM_CODE.cancelled);
  }

  private switchProtocols(head: ResponseHead): 'bytes' | 'no-body' {
    if (!this.request.upgrade) {
      this.fail('backend-invalid');
      return 'no-body';
    }
    this.phase = 'raw';
    this.user.upgrade(receivedValue(head.reason), [...this.translate(head.headers), ...this.answerHeaders]);
    return 'bytes';
  }

  private translate(headers: string[]): string[] {
    return responseHead(headers, this.entry.compiled, {
      externalHost: this.request.authority,
      http2: this.request.httpVersion === '2.0',
      upgrade: this.phase === 'raw',
      requestId: this.requestId,
    });
  }

  private fail(code: RefusalCode): void {
    if (this.phase === 'over') return;
    this.code = code;
    if (this.phase === 'waiting') {
      const answer = refusalAnswer(code, this.requestId, this.request.accept);
      this.status = answer.status;
      this.phase = 'answering';
      if (!this.bodyComplete && this.request.httpVersion !== '2.0')
        answer.headers.push('Connection', 'close');
      const body = this.request.method !== 'HEAD';
      this.user.head(answer.status, '', answer.headers, body, false);
      if (body) this.user.write(answer.body);
      this.user.end([]);
    } else {
      this.user.abort();
    }
    this.over(STREAM_CODE.cancelled);
  }

  private over(resetCode: number): void {
    if (this.phase === 'over') return;
    this.phase = 'over';
    const { stream } = this;
    this.stream = undefined;
    stream?.reset(resetCode);
    this.dropParser();
    const connector = this.leaveConnector() ?? this.tried.at(-1);
    this.entry.inFlight -= 1;
    this.context.live.delete(this);
    const { request } = this;
    const query = request.target.indexOf('?');
    this.context.record({
      requestId: this.requestId,
      entry: this.entry,
      connector: connector?.id,
      method: request.method,
      host: request.host,
      path: query < 0 ? request.target : request.target.slice(0, query),
      httpVersion: request.httpVersion,
      status: this.status,
      code: this.code,
      bytesIn: this.bodySent,
      bytesOut: this.bytesOut,
      started: this.started,
      answered: this.answeredAt,
      ended: performance.now(),
      attempts: this.tried.length,
    });
  }

  private leaveConnector(): PooledConnector | undefined {
    const { connector } = this;
    this.connector = undefined;
    if (connector !== undefined) connector.inFlight -= 1;
    return connector;
  }

  private dropParser(): void {
    this.parser?.giveBack();
    this.parser = undefined;
  }
}

/** The parser has checked it: digits, once, and not beside a transfer encoding. */
function contentLength(headers: readonly string[]): number | undefined {
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (name.length === 14 && name.toLowerCase() === 'content-length') return Number(headers[i + 1]);
  }
  return undefined;
}

function lastChunk(trailers: readonly string[]): Buffer {
  let text = '0\r\n';
  for (let i = 0; i + 1 < trailers.length; i += 2)
    text += `${trailers[i] ?? ''}: ${trailers[i + 1] ?? ''}\r\n`;
  return Buffer.from(`${text}\r\n`, 'latin1');
}
