import type { CompiledRoute } from './compile-route';
import { connectionNames, namesOthers } from './connection-names';
import { externalAddress } from './external-address';
import { externalCookie } from './external-cookie';
import { OWN_COOKIE_PREFIX } from './own-cookies';
import { RESPONSE_HEADER } from './response-names';

export interface ResponseContext {
  /** Host and port as the user named them. */
  readonly externalHost: string;
  /** Names are lower case, and what HTTP/2 knows once is there once. */
  readonly http2: boolean;
  /** The protocol changes: Connection and Upgrade stay. */
  readonly upgrade: boolean;
  readonly requestId: string;
}

/** The headers of an answer towards the user, flat. */
export function responseHead(
  rawHeaders: readonly string[],
  route: CompiledRoute,
  context: ResponseContext,
): string[] {
  return headers(rawHeaders, route, context, undefined);
}

/** @param named lower-case names that belong to the backend's connection, once they are known */
function headers(
  rawHeaders: readonly string[],
  route: CompiledRoute,
  context: ResponseContext,
  named: ReadonlySet<string> | undefined,
): string[] {
  const { responseNames, redirects, cookies, prefix } = route;
  const { http2, upgrade, externalHost } = context;
  const result: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    let value = rawHeaders[i + 1] ?? '';
    const { kind, lower } = responseNames.get(name);
    switch (kind) {
      case RESPONSE_HEADER.goes:
        continue;
      case RESPONSE_HEADER.connection:
        if (named === undefined && namesOthers(value)) {
          return headers(rawHeaders, route, context, connectionNames(rawHeaders));
        }
        if (upgrade) result.push(name, 'Upgrade');
        continue;
      case RESPONSE_HEADER.upgrade:
        if (upgrade) result.push(name, value);
        continue;
      case RESPONSE_HEADER.address:
        if (http2 && indexOfName(result, lower) >= 0) continue;
        if (redirects !== undefined) value = externalAddress(value, redirects, prefix, externalHost);
        break;
      case RESPONSE_HEADER.setCookie:
        if (value.trimStart().startsWith(OWN_COOKIE_PREFIX)) continue;
        if (cookies !== undefined) value = externalCookie(value, cookies, prefix, externalHost);
        break;
      case RESPONSE_HEADER.single:
        if (http2 && indexOfName(result, lower) >= 0) continue;
        break;
      case RESPONSE_HEADER.singleList: {
        const before = http2 ? indexOfName(result, lower) : -1;
        if (before < 0) break;
        result[before + 1] = `${result[before + 1] ?? ''}, ${value}`;
        continue;
      }
      case RESPONSE_HEADER.passes:
        break;
    }
    if (named?.has(lower) === true) continue;
    result.push(http2 ? lower : name, value);
  }
  for (const text of http2 ? route.responseAddedLower : route.responseAdded) result.push(text);
  return result;
}

function indexOfName(flat: readonly string[], name: string): number {
  for (let i = 0; i < flat.length; i += 2) if (flat[i] === name) return i;
  return -1;
}
