import { request } from 'node:http';
import { LOCAL_ANSWER_SECONDS, MAX_LOCAL_ANSWER_BYTES } from './limits';

/** Where a process of this machine answers. */
export type LocalPlace = { readonly socketPath: string } | { readonly host: string; readonly port: number };

export interface LocalReply {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks a relay instance or connector of this machine.
 *
 * @param body is sent as JSON
 * @throws Error where nothing answers there in time; its `code` is the system's, such as `ENOENT`
 */
export function askLocal(
  place: LocalPlace,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<LocalReply> {
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const question = request(
      {
        ...place,
        method,
        path,
        agent: false,
        headers: {
          ...('socketPath' in place && { Host: 'localhost' }),
          ...(body !== undefined && {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(text),
          }),
        },
        signal: AbortSignal.timeout(LOCAL_ANSWER_SECONDS * 1000),
      },
      (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response.on('data', (part: Buffer) => {
          length += part.length;
          if (length > MAX_LOCAL_ANSWER_BYTES) response.destroy(new Error('the answer is too large'));
          else parts.push(part);
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        );
        response.on('error', reject);
      },
    );
    question.on('error', reject);
    question.end(text);
  });
}
