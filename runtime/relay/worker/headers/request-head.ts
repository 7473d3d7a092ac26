import type { CompiledRoute } from './compile-route';
import { connectionNames, namesOthers } from './connection-names';
import { headerValue, receivedTarget, receivedValue } from './header-value';
import { withoutOwnCookies } from './own-cookies';
import { isToken, REQUEST_HEADER } from './request-names';

export interface RequestHeadInput {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Flat; those of HTTP/2 with their pseudo headers. */
  readonly rawHeaders: readonly string[];
  readonly httpVersion: '1.0' | '1.1' | '2.0';
  readonly remoteAddress: string;
  /** Host and port as the user named them. */
  readonly externalHost: string;
  readonly requestId: string;
  /** The user asks for another protocol. Only `websocket` is passed on: others (`h2c`) would carry requests past the relay. */
  readonly upgrade: boolean;
  /** Flat headers that the relay adds; what a user sends under names of the relay's own never passes. */
  readonly extra?: readonly string[] | undefined;
  /** A number: bytes. */
  readonly body: 'none' | 'chunked' | number;
}

const TRAILERS = /(?:^|,)\s*trailers\s*(?:$|[,;])/i;
const WEBSOCKET = 'websocket';

/** The head of a request towards the backend, latin1 text, its empty line included. */
export function requestHead(route: CompiledRoute, input: RequestHeadInput): string {
  return headText(route, input, undefined);
}

/** @param named canonical names that belong to the user's connection, once they are known */
function headText(
  route: CompiledRoute,
  input: RequestHeadInput,
  named: ReadonlySet<string> | undefined,
): string {
  const { rawHeaders, extra, body } = input;
  const names = route.requestNames;
  const externalHost = receivedValue(input.externalHost);
  let text = `${method(input.method)} ${backendTarget(route, receivedTarget(input.target))} HTTP/1.1\r\nHost: ${
    route.host ?? externalHost
  }\r\n`;
  let cookies: string | undefined;
  let trailers = false;
  let websocket = false;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    switch (names.get(name)) {
      case REQUEST_HEADER.passes:
        if (named === undefined || !named.has(name.toLowerCase()))
          text += `${name}: ${receivedValue(value)}\r\n`;
        break;
      case REQUEST_HEADER.cookie: {
        const rest = withoutOwnCookies(receivedValue(value));
        if (rest !== '') cookies = cookies === undefined ? rest : `${cookies}; ${rest}`;
        break;
      }
      case REQUEST_HEADER.connection:
        if (named === undefined && namesOthers(value))
          return headText(route, input, connectionNames(rawHeaders));
        break;
      case REQUEST_HEADER.te:
        trailers ||= TRAILERS.test(value);
        break;
      case REQUEST_HEADER.trailer:
        if (body === 'chunked') text += `${name}: ${receivedValue(value)}\r\n`;
        break;
      case REQUEST_HEADER.upgrade:
        websocket = input.upgrade && value.trim().toLowerCase() === WEBSOCKET;
        break;
      case REQUEST_HEADER.goes:
    }
  }
  if (cookies !== undefined) text += `Cookie: ${cookies}\r\n`;
  text += `${forwarding(receivedValue(input.remoteAddress), externalHost)}X-Request-Id: ${
    input.requestId
  }\r\nVia: ${input.httpVersion} app-proxy\r\n${route.added}`;
  if (extra !== undefined) text += lines(extra);
  if (trailers) text += 'TE: trailers\r\n';
  if (websocket) text += `Connection: Upgrade${trailers ? ', TE' : ''}\r\nUpgrade: ${WEBSOCKET}\r\n`;
  else if (trailers) text += 'Connection: TE\r\n';
  return `${text}${framing(input.method, body)}\r\n`;
}

function method(name: string): string {
  return name === 'GET' || name === 'POST' || isToken(name) ? name : 'INVALID';
}

function framing(name: string, body: RequestHeadInput['body']): string {
  if (body === 'chunked') return 'Transfer-Encoding: chunked\r\n';
  if (body !== 'none') return `Content-Length: ${body}\r\n`;
  // RFC 9110, 8.6: these methods say that there is no body.
  return name === 'POST' || name === 'PUT' || name === 'PATCH' ? 'Content-Length: 0\r\n' : '';
}

/** The backend's path stands for the external prefix where it has one; else paths are the same. */
function backendTarget({ prefix }: CompiledRoute, target: string): string {
  if (prefix === undefined) return target;
  const rest = target.slice(prefix.external.length);
  return rest === '' || rest.startsWith('/') || rest.startsWith('?')
    ? prefix.backend + rest
    : `${prefix.backend}/${rest}`;
}

/** RFC 7239, and the older headers that say the same. */
function forwarding(remoteAddress: string, externalHost: string): string {
  const address = plainAddress(remoteAddress);
  return (
    `X-Forwarded-For: ${address}\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: ${externalHost}\r\n` +
    `X-Forwarded-Port: ${portOf(externalHost)}\r\n` +
    `Forwarded: for=${address.includes(':') ? `"[${address}]"` : address};host="${externalHost}";proto=https\r\n`
  );
}

/** A socket that listens on IPv6 shows IPv4 addresses as `::ffff:10.0.0.1`; a zone (`%eth0`) means nothing elsewhere. */
function plainAddress(address: string): string {
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice(7);
  const zone = address.indexOf('%');
  return zone < 0 ? address : address.slice(0, zone);
}

function portOf(authority: string): string {
  const colon = authority.lastIndexOf(':');
  return colon <= 0 || authority.endsWith(']') || colon === authority.length - 1
    ? '443'
    : authority.slice(colon + 1);
}

function lines(flat: readonly string[]): string {
  let text = '';
  for (let i = 0; i + 1 < flat.length; i += 2)
    text += `${flat[i] ?? ''}: ${headerValue(flat[i + 1] ?? '')}\r\n`;
  return text;
}
