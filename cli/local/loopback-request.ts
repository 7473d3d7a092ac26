import { get } from 'node:http';

/** Milliseconds that a process on this machine may take to answer for itself. */
const ANSWER_MS = 2_000;
/** Largest answer that is read. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface LoopbackAnswer {
  readonly status: number;
  readonly text: string;
}

/** Asks a process of this machine over HTTP. Undefined where nothing answers in time. */
export function loopbackGet(port: number, path: string): Promise<LoopbackAnswer | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false, timeout: ANSWER_MS }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) {
          request.destroy();
        }
      });
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.once('close', () => resolve(undefined));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(undefined));
  });
}
