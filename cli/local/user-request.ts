import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';

/** Milliseconds that a whole answer may take. */
const ANSWER_MS = 30_000;
/** Bytes of an answer that are kept; the rest is read and dropped. */
const KEPT_BYTES = 64 * 1024;

export interface UserRequest {
  /** Port of the entry address. */
  readonly port: number;
  readonly host: string;
  readonly path: string;
  /** What the certificate is checked against, PEM. */
  readonly trust: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface UserAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The beginning of the body, as text. */
  readonly text: string;
  /** Milliseconds from the start of the request, connection and TLS included, to the end of the answer. */
  readonly milliseconds: number;
}

/**
 * One request as a user makes it: HTTPS to the entry address, the certificate checked against the trust bundle. It dials
 * the loopback address itself, for not every system resolves names under `localhost`.
 *
 * @throws Error of the network, of TLS, or for an answer that takes too long
 */
export function userRequest({ port, host, path, trust, headers }: UserRequest): Promise<UserAnswer> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path, servername: host, ca: trust, agent: false },
        headers: { host: `${host}:${port}`, ...headers },
        signal: AbortSignal.timeout(ANSWER_MS),
      },
      (response) => {
        const kept: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          if (bytes < KEPT_BYTES) {
            kept.push(chunk);
          }
          bytes += chunk.length;
        });
        response.once('error', reject);
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(kept).toString('utf8'),
            milliseconds: performance.now() - began,
          }),
        );
      },
    );
    sent.once('error', reject);
    sent.end();
  });
}
