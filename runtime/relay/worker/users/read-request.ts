import type { IncomingMessage } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http2';
import type { RefusalCode } from '../forward/refusals';
import type { UserRequest } from '../forward/user-side';
import { MAX_HEADERS } from '../limits';

const AUTHORITY = /^[A-Za-z0-9._~%!$&'()*+,;=:[\]-]{1,260}$/;

/** A request over HTTP/1.1, or what is wrong with it. */
export function http1Request(message: IncomingMessage, upgrade: boolean): UserRequest | RefusalCode {
  const { method = '', url = '', headers, rawHeaders } = message;
  if (method === 'CONNECT') return 'method-not-supported';
  const absolute = url.startsWith('/') ? undefined : absoluteForm(url);
  if (absolute === undefined && !url.startsWith('/') && !(url === '*' && method === 'OPTIONS'))
    return 'bad-request';
  // RFC 9112, 3.2.2: the host of an absolute target counts, not that of the header.
  const authority = absolute?.authority ?? headers.host;
  if (authority === undefined || !AUTHORITY.test(authority)) return 'bad-request';
  if (countOf(rawHeaders, 'host') > 1) return 'bad-request';
  if (rawHeaders.length > 2 * MAX_HEADERS) return 'header-too-large';
  const length = headers['content-length'];
  const encoding = headers['transfer-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'chunked') return 'bad-request';
  return {
    method,
    target: absolute?.target ?? (url === '*' ? '/' : url),
    authority,
    host: hostName(authority),
    rawHeaders,
    httpVersion: message.httpVersionMinor === 0 ? '1.0' : '1.1',
    remoteAddress: message.socket.remoteAddress ?? '',
    body:
      encoding !== undefined ? 'chunked' : length === undefined || length === '0' ? 'none' : Number(length),
    upgrade,
    accept: headers.accept,
  };
}

/**
 * A request over HTTP/2, or what is wrong with it.
 *
 * @param raw flat, as they came
 * @param ended no body follows
 */
export function http2Request(
  headers: IncomingHttpHeaders,
  raw: string[],
  ended: boolean,
  remoteAddress: string,
): UserRequest | RefusalCode {
  const { ':method': method, ':path': target, host } = headers;
  const authority = headers[':authority'] ?? host;
  if (method === 'CONNECT') return 'method-not-supported';
  if (typeof method !== 'string' || typeof target !== 'string' || !target.startsWith('/'))
    return 'bad-request';
  if (typeof authority !== 'string' || !AUTHORITY.test(authority)) return 'bad-request';
  if (host !== undefined && host.toLowerCase() !== authority.toLowerCase()) return 'bad-request';
  const length = headers['content-length'];
  return {
    method,
    target,
    authority,
    host: hostName(authority),
    rawHeaders: raw,
    httpVersion: '2.0',
    remoteAddress,
    body: ended ? 'none' : length === undefined ? 'chunked' : Number(length),
    upgrade: false,
    accept: headers.accept,
  };
}

function absoluteForm(url: string): { readonly authority: string; readonly target: string } | undefined {
  const match = /^https?:\/\/([^/?#]+)([/?].*)?$/i.exec(url);
  if (match?.[1] === undefined) return undefined;
  const rest = match[2] ?? '/';
  return {
    authority: match[1],
    target: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

function countOf(rawHeaders: readonly string[], name: string): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const header = rawHeaders[i] ?? '';
    if (header.length === name.length && header.toLowerCase() === name) count += 1;
  }
  return count;
}

function hostName(authority: string): string {
  const colon = authority.lastIndexOf(':');
  const host = colon > 0 && !authority.endsWith(']') ? authority.slice(0, colon) : authority;
  return host.toLowerCase();
}
