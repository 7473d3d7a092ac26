import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { Address } from '../users';

/** The beginning of an answer, and as much of its body as Content-Length says. */
export interface RawAnswer {
  readonly status: number;
  /** Lower-case names; the last one of a name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Milliseconds that a test waits for an answer or for the end of a connection. */
const PATIENCE_MS = 40_000;

/** A user who writes bytes of their own choice on a TLS connection. */
export class RawUser {
  /** All that came, latin1. */
  received = '';
  ended = false;
  private changed: (() => void)[] = [];

  private constructor(readonly socket: TLSSocket) {
    socket.on('data', (chunk: Buffer) => {
      this.received += chunk.toString('latin1');
      this.tell();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.ended = true;
      this.tell();
    });
  }

  static async connect(
    { port, host, trust }: Address,
    { protocol = 'http/1.1', reads = true }: { protocol?: 'http/1.1' | 'h2'; reads?: boolean } = {},
  ): Promise<RawUser> {
    const socket = connect({
      port,
      host: '127.0.0.1',
      servername: host,
      ca: trust,
      ALPNProtocols: [protocol],
    });
    await once(socket, 'secureConnect');
    const user = new RawUser(socket);
    if (!reads) socket.pause();
    return user;
  }

  send(bytes: string | Buffer): void {
    if (this.socket.writable)
      this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** Takes the next whole answer off what came. @throws Error where the connection ends without one */
  async answer(): Promise<RawAnswer> {
    await this.until('an answer', () => this.ended || this.whole() !== undefined);
    const answer = this.whole();
    if (answer === undefined) throw new Error(`the connection ended after '${this.received.slice(0, 300)}'`);
    this.received = this.received.slice(answer.bytes);
    return answer;
  }

  /** Waits until the other side has ended the connection. */
  async end(): Promise<void> {
    await this.until('the end of the connection', () => this.ended);
  }

  async until(what: string, test: () => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!test()) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`waited in vain for ${what}; so far: '${this.received.slice(0, 300)}'`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.changed.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  close(): void {
    this.socket.destroy();
  }

  private whole(): (RawAnswer & { readonly bytes: number }) | undefined {
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [first = '', ...lines] = this.received.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const from = end + 4;
    if (headers['transfer-encoding'] === 'chunked') {
      const chunks = unchunked(this.received, from);
      return chunks === undefined ? undefined : { status, headers, ...chunks };
    }
    // Without a length the body ends with the connection (RFC 9112, 6.3).
    const untilEnd = headers['content-length'] === undefined && headers.connection === 'close';
    if (untilEnd && !this.ended) return undefined;
    const bytes = untilEnd ? this.received.length : from + Number(headers['content-length'] ?? 0);
    if (this.received.length < bytes) return undefined;
    return { status, headers, body: this.received.slice(from, bytes), bytes };
  }

  private tell(): void {
    const waiting = this.changed;
    this.changed = [];
    for (const resolve of waiting) resolve();
  }
}

/** The stable code of an answer that the relay gives itself. */
export function codeOf({ headers, body }: RawAnswer): string | undefined {
  return headers['x-app-proxy-code'] ?? /<code>([a-z-]+)<\/code>/.exec(body)?.[1];
}

/** The body of an answer in chunks, and where it ends; undefined while it is not whole. */
function unchunked(
  text: string,
  from: number,
): { readonly body: string; readonly bytes: number } | undefined {
  let body = '';
  let at = from;
  for (;;) {
    const line = text.indexOf('\r\n', at);
    const length = parseInt(text.slice(at, line), 16);
    const end = line + 2 + length + 2;
    if (line < 0 || text.length < end) return undefined;
    if (length === 0) return { body, bytes: end };
    body += text.slice(line + 2, end - 2);
    at = end;
  }
}
