import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Bytes of `/download`, which comes in so many pieces. */
export const DOWNLOAD_BYTES = 256 * 1024;
const PIECES = 32;
const PIECE_MS = 10;

/**
 * A backend that can tell whether a request has reached it twice. `/` answers with the number of bytes that it has received;
 * `/download` takes a third of a second; `/held` answers its first bytes, or nothing with `?silent`, and the rest at `release`.
 */
export class FaultBackend {
  private readonly times = new Map<string, number>();
  private waiting: { readonly method: string; readonly response: ServerResponse }[] = [];

  readonly listener: RequestListener = (request, response) => {
    const { method = '', url = '' } = request;
    const name = `${method} ${String(request.headers['x-request-id'])}`;
    this.times.set(name, (this.times.get(name) ?? 0) + 1);
    if (url === '/download') download(response);
    else if (url.startsWith('/held')) this.hold(request, response);
    else answerLength(request, response);
  };

  /** Requests of a method that wait for `release`, and that their connector waits for too. */
  held(method: string): number {
    return this.waiting.filter((each) => each.method === method && !each.response.destroyed).length;
  }

  /** Requests of a method that wait for `release` and whose connection has been closed. */
  lost(method: string): number {
    return this.waiting.filter((each) => each.method === method && each.response.destroyed).length;
  }

  /** Lets held requests be answered to their end. */
  release(): void {
    for (const { response } of this.waiting) response.end('done');
    this.waiting = [];
  }

  /** Requests of a method that have come more than once: method and request id. */
  repeated(method: string): readonly string[] {
    return [...this.times]
      .filter(([name, times]) => times > 1 && name.startsWith(`${method} `))
      .map(([name]) => name);
  }

  private hold(request: IncomingMessage, response: ServerResponse): void {
    const { method = '' } = request;
    request.resume();
    request.once('end', () => {
      if (request.url === '/held') response.write('begun, ');
      this.waiting.push({ method, response });
    });
  }
}

function answerLength(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.once('end', () => response.end(String(bytes)));
}

function download(response: ServerResponse): void {
  const piece = Buffer.alloc(DOWNLOAD_BYTES / PIECES, 'd');
  let left = PIECES;
  const next = setInterval(() => {
    left -= 1;
    response.write(piece);
    if (left > 0) return;
    clearInterval(next);
    response.end();
  }, PIECE_MS);
  response.once('close', () => clearInterval(next));
}
