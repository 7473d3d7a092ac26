import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { EnrolmentPeer, Refusal } from '../relay/messages';
import { ENROLMENT_ANSWER_SECONDS, MAX_ENROLMENT_BYTES } from './limits';
import { isEnrolmentRefusalCode, REFUSAL_STATUS, RefusedEnrolment } from './refused';

export interface EnrolmentHandlerOptions {
  /** Asks the instance process; rejects with a refusal. */
  readonly ask: (question: 'enrol' | 'renew', body: unknown, peer: EnrolmentPeer) => Promise<unknown>;
  /** The trust bundle, PEM; `undefined` while it is not known. */
  readonly trust: () => string | undefined;
  /** Bytes of a body. @default MAX_ENROLMENT_BYTES */
  readonly maxBytes?: number;
  /** Seconds for `ask`. @default ENROLMENT_ANSWER_SECONDS */
  readonly answerSeconds?: number;
}

/**
 * Answers the enrolment protocol on connections whose TLS handshake is done: `POST /enrol`, `POST /renew`, `GET /trust`. Times for
 * headers and bodies are the HTTP server's.
 */
export function createEnrolmentHandler(options: EnrolmentHandlerOptions): RequestListener {
  return (request, response) => {
    void answer(request, response, options).catch((error: unknown) => {
      if (!response.headersSent && !response.destroyed) {
        refuse(response, isRefusal(error) ? error : UNAVAILABLE);
      } else {
        response.destroy();
      }
    });
  };
}

const UNAVAILABLE: Refusal = { code: 'unavailable', message: 'the relay cannot answer now; try again' };

const METHODS: Readonly<Record<string, string>> = { '/enrol': 'POST', '/renew': 'POST', '/trust': 'GET' };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: EnrolmentHandlerOptions,
): Promise<void> {
  const { url = '', method } = request;
  const allowed = Object.hasOwn(METHODS, url) ? METHODS[url] : undefined;
  if (allowed === undefined) {
    throw new RefusedEnrolment('not-found', 'there are /enrol, /renew and /trust');
  }
  if (method !== allowed) {
    response.setHeader('allow', allowed);
    throw new RefusedEnrolment('method-not-allowed', `${url} takes ${allowed}`);
  }
  if (url === '/trust') {
    const trust = options.trust();
    if (trust === undefined || trust === '') {
      throw new RefusedEnrolment('unavailable', 'the trust bundle is not there yet; try again');
    }
    send(response, 200, 'application/x-pem-file', trust);
    return;
  }
  const peer = peerOf(request);
  const body = await bodyOf(request, options.maxBytes ?? MAX_ENROLMENT_BYTES);
  const asked = options.ask(url === '/enrol' ? 'enrol' : 'renew', body, peer);
  const value = await within(asked, options.answerSeconds ?? ENROLMENT_ANSWER_SECONDS, response);
  send(response, 200, 'application/json', `${JSON.stringify(value)}\n`);
}

function peerOf({ socket }: IncomingMessage): EnrolmentPeer {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return {
    remoteAddress: socket.remoteAddress ?? '',
    ...(certificate !== undefined && { certificate: certificate.toString() }),
  };
}

async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new RefusedEnrolment('too-large', `a request has at most ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    throw new RefusedEnrolment('bad-request', 'the request is not JSON');
  }
}

/** The answer, or a refusal once the time is over or the peer has left: whatever comes of it then is lost. */
async function within<T>(asked: Promise<T>, seconds: number, response: ServerResponse): Promise<T> {
  let giveUp: (() => void) | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new RefusedEnrolment('unavailable', UNAVAILABLE.message));
  });
  const timer = setTimeout(() => giveUp?.(), seconds * 1000);
  response.once('close', () => giveUp?.());
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

function refuse(response: ServerResponse, { code, message }: Refusal): void {
  const status = isEnrolmentRefusalCode(code) ? REFUSAL_STATUS[code] : 500;
  // What is left of a body that was not read would be taken for the next request.
  response.setHeader('connection', 'close');
  send(response, status, 'application/json', `${JSON.stringify({ error: { code, message } })}\n`);
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

function isRefusal(error: unknown): error is Refusal {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    'message' in error &&
    typeof error.code === 'string' &&
    typeof error.message === 'string' &&
    isEnrolmentRefusalCode(error.code)
  );
}
