import { request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { DialError, reasonOf } from '../dial/dial-error';
import { ENROLMENT_REQUEST_SECONDS, MAX_ANSWER_BYTES } from './limits';

export interface HttpQuestion {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** The other side, for messages. */
  readonly where: string;
  /** @default ENROLMENT_REQUEST_SECONDS */
  readonly seconds?: number;
  /** @default MAX_ANSWER_BYTES */
  readonly maxBytes?: number;
}

/** One request on a connection that is there, which is closed after it. @throws DialError */
export async function ask(
  socket: TLSSocket,
  question: HttpQuestion,
  options: AskOptions,
): Promise<HttpAnswer> {
  const { where, seconds = ENROLMENT_REQUEST_SECONDS } = options;
  const late = AbortSignal.timeout(seconds * 1000);
  try {
    return await exchange(
      socket,
      question,
      options.maxBytes ?? MAX_ANSWER_BYTES,
      AbortSignal.any([late, options.signal]),
    );
  } catch (error) {
    if (options.signal.aborted) {
      throw new DialError('stopped', 'dialling was stopped', { cause: error });
    }
    throw late.aborted
      ? new DialError('timed-out', `${where} did not answer within ${seconds} s`, { cause: error })
      : new DialError('unreachable', `${where}: ${reasonOf(error)}`, { cause: error });
  } finally {
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

function exchange(
  socket: TLSSocket,
  { method, path, body }: HttpQuestion,
  maxBytes: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const outgoing = request({
      createConnection: () => socket,
      method,
      path,
      signal,
      headers: {
        host: 'relay',
        connection: 'close',
        ...(text !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        }),
      },
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) {
          response.destroy(new Error(`an answer of more than ${maxBytes} bytes`));
          return;
        }
        chunks.push(chunk);
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.end(text);
  });
}
