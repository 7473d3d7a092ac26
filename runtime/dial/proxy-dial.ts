import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Dial } from './dial';
import { DialError, reasonOf } from './dial-error';
import { endpointText, type Endpoint } from './endpoint';
import { PROXY_SECONDS } from './limits';

export interface ProxyOptions {
  /** `http://host:port` or `https://host:port`; without a port 80 and 443. */
  readonly url: string;
  /** `user:password`, read anew for each connection, so that a change of it needs no restart. */
  readonly credentials?: () => Promise<string>;
  /** Authorities (PEM) of a https proxy beside the system's. */
  readonly ca?: string;
  /** @default PROXY_SECONDS */
  readonly seconds?: number;
}

/** Dials through a HTTP proxy by CONNECT, with Basic authentication where there are credentials. */
export function proxyDial(options: ProxyOptions): Dial {
  const url = new URL(options.url);
  return async (endpoint, signal) => {
    const authorization = await authorizationOf(options);
    if (signal.aborted) throw new DialError('stopped', 'dialling was stopped');
    return connectThrough({ url, endpoint, authorization, signal, options });
  };
}

/** The value of `Proxy-Authorization`. @throws DialError where the credentials cannot be read. */
async function authorizationOf({ url, credentials }: ProxyOptions): Promise<string | undefined> {
  if (credentials === undefined) return undefined;
  try {
    return `Basic ${Buffer.from((await credentials()).trim()).toString('base64')}`;
  } catch (error) {
    const message = `credentials of the proxy ${url} cannot be read: ${reasonOf(error)}`;
    throw new DialError('proxy-credentials', message, { cause: error });
  }
}

interface Attempt {
  readonly url: URL;
  readonly endpoint: Endpoint;
  readonly authorization: string | undefined;
  readonly signal: AbortSignal;
  readonly options: ProxyOptions;
}

function connectThrough({ url, endpoint, authorization, signal, options }: Attempt): Promise<Duplex> {
  const seconds = options.seconds ?? PROXY_SECONDS;
  const target = endpointText(endpoint);
  return new Promise<Duplex>((resolve, reject) => {
    const request = connectRequest(url, target, authorization, options.ca);
    const fail = (error: DialError): void => {
      settle();
      request.on('error', () => undefined);
      request.destroy();
      reject(error);
    };
    const stop = (): void => fail(new DialError('stopped', 'dialling was stopped'));
    const timer = setTimeout(() => {
      const message = `proxy ${options.url} did not connect to ${target} within ${seconds} s`;
      fail(new DialError('proxy-unreachable', message));
    }, seconds * 1000);
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    signal.addEventListener('abort', stop, { once: true });
    request.once('error', (error) => {
      fail(new DialError('proxy-unreachable', `proxy ${options.url}: ${reasonOf(error)}`, { cause: error }));
    });
    request.once('connect', (response: IncomingMessage, socket: Duplex, head: Buffer) => {
      const refusal = refusalOf(response, options.url, target);
      if (refusal !== undefined) {
        socket.on('error', () => undefined);
        socket.destroy();
        fail(refusal);
        return;
      }
      settle();
      if (socket instanceof Socket) socket.setNoDelay(true);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.end();
  });
}

function connectRequest(
  url: URL,
  target: string,
  authorization: string | undefined,
  ca: string | undefined,
): ClientRequest {
  const secure = url.protocol === 'https:';
  const settings = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    method: 'CONNECT',
    path: target,
    agent: false as const,
    headers: {
      Host: target,
      ...(authorization === undefined ? {} : { 'Proxy-Authorization': authorization }),
    },
  };
  return secure ? httpsRequest({ ...settings, ...(ca === undefined ? {} : { ca }) }) : httpRequest(settings);
}

function refusalOf(
  { statusCode = 0 }: IncomingMessage,
  proxy: string,
  target: string,
): DialError | undefined {
  if (statusCode >= 200 && statusCode < 300) return undefined;
  if (statusCode === 407) {
    return new DialError(
      'proxy-credentials',
      `proxy ${proxy} wants other credentials (407); check the file or secret that holds them`,
    );
  }
  return new DialError(
    'proxy-refused',
    `proxy ${proxy} refused ${target} with status ${statusCode}; allow it there`,
  );
}
