import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { Exchange } from '../forward/exchange';
import type { UserSide } from '../forward/user-side';

const { NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR } = constants;

/** A user's request on an HTTP/2 connection. */
export class Http2User implements UserSide {
  private exchange: Exchange | undefined;
  private trailers: readonly string[] = [];
  private waitsForTrailers = false;
  private requestEnded = false;

  constructor(private readonly stream: ServerHttp2Stream) {}

  attach(exchange: Exchange, hasBody: boolean): void {
    const { stream } = this;
    this.exchange = exchange;
    this.requestEnded = !hasBody;
    stream.on('error', () => undefined);
    stream.on('close', () => this.gone());
    stream.on('drain', () => this.exchange?.onUserDrain());
    if (!hasBody) return;
    let trailers: string[] = [];
    stream.on('trailers', (_headers, _flags, raw?: string[]) => {
      trailers = raw ?? [];
    });
    stream.on('data', (chunk: Buffer) => this.exchange?.onUserBody(chunk));
    stream.on('end', () => {
      this.requestEnded = true;
      this.exchange?.onUserBodyEnd(trailers);
    });
  }

  inform(status: number, headers: string[]): void {
    const { stream } = this;
    if (this.closed || stream.headersSent || status === 101) return;
    stream.additionalHeaders({ ...asObject(headers), ':status': status });
  }

  head(status: number, _reason: string, headers: string[], body: boolean, trailers: boolean): void {
    const { stream } = this;
    if (this.closed || stream.headersSent) return;
    const fields = asObject(headers);
    fields[':status'] = status;
    this.waitsForTrailers = trailers && fields['content-length'] === undefined;
    if (this.waitsForTrailers) {
      stream.on('wantTrailers', () => {
        if (this.closed) return;
        stream.sendTrailers(asObject(this.trailers));
      });
    }
    stream.respond(fields, { endStream: !body, waitForTrailers: this.waitsForTrailers });
  }

  write(chunk: Buffer): boolean {
    return this.closed || this.stream.write(chunk);
  }

  endWith(chunk: Buffer): void {
    if (this.closed) return;
    this.stream.end(chunk);
    this.letGo();
  }

  end(trailers: readonly string[]): void {
    this.trailers = trailers;
    if (this.closed) return;
    this.stream.end();
    this.letGo();
  }

  private letGo(): void {
    const { stream } = this;
    // The answer is complete and the rest of the request is not wanted: RFC 9113, 8.1.
    if (!this.requestEnded) stream.on('finish', () => stream.close(NGHTTP2_NO_ERROR));
  }

  abort(): void {
    this.exchange = undefined;
    if (!this.closed) this.stream.close(NGHTTP2_INTERNAL_ERROR);
  }

  pauseBody(): void {
    this.stream.pause();
  }

  resumeBody(): void {
    this.stream.resume();
  }

  upgrade(): void {
    this.abort();
  }

  endRaw(): void {
    this.abort();
  }

  private get closed(): boolean {
    return this.stream.destroyed || this.stream.closed;
  }

  private gone(): void {
    this.exchange?.onUserGone();
    this.exchange = undefined;
  }
}

function asObject(flat: readonly string[]): OutgoingHttpHeaders {
  const result: OutgoingHttpHeaders = {};
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const name = (flat[i] ?? '').toLowerCase();
    const value = flat[i + 1] ?? '';
    const before = result[name];
    if (before === undefined) result[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else result[name] = [String(before), value];
  }
  return result;
}
