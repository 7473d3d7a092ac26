import type { Route } from '../../messages';
import { BackendNames } from './backend-names';
import { headerValue } from './header-value';
import { NameMemory } from './name-memory';
import { canonicalName, classifyRequestHeader, type RequestHeader } from './request-names';
import { classifyResponseHeader, type ResponseHeader } from './response-names';

/** What the translation of heads needs of a route, made once. */
export interface CompiledRoute {
  /** Value of Host towards the backend; undefined: what the user named. */
  readonly host: string | undefined;
  /** The external path prefix and what stands for it at the backend; undefined: paths are the same. */
  readonly prefix: PathPrefix | undefined;
  readonly requestNames: NameMemory<RequestHeader>;
  /** Header lines that the declaration adds. */
  readonly added: string;
  readonly responseNames: NameMemory<ResponseName>;
  /** Flat headers that the declaration adds to answers; with lower-case names for HTTP/2. */
  readonly responseAdded: readonly string[];
  readonly responseAddedLower: readonly string[];
  /** Names of the backend that `Location` is translated from; undefined: it is not. */
  readonly redirects: BackendNames | undefined;
  /** The same for cookies. */
  readonly cookies: BackendNames | undefined;
}

/** Neither has a closing slash; `''` for `/`. */
export interface PathPrefix {
  readonly external: string;
  readonly backend: string;
}

export interface ResponseName {
  readonly kind: ResponseHeader;
  readonly lower: string;
}

export function compileRoute(route: Route): CompiledRoute {
  const { headers, translate, backend, hostHeader } = route.settings;
  const url = new URL(backend.url);
  const backendPath = withoutClosingSlash(url.pathname);
  const external = withoutClosingSlash(route.path);
  const host =
    hostHeader === 'external' ? undefined : hostHeader === 'backend' ? url.host : headerValue(hostHeader);
  const names = new BackendNames(url, host);
  const requestSet = Object.entries(headers.request.set);
  const responseSet = Object.entries(headers.response.set);
  const requestRemoved = new Set(
    [...headers.request.remove, ...requestSet.map(([name]) => name)].map(canonicalName),
  );
  const responseRemoved = new Set(
    [...headers.response.remove, ...responseSet.map(([name]) => name)].map((name) => name.toLowerCase()),
  );
  const responseAdded = responseSet.flatMap(([name, value]) => [name, headerValue(value)]);
  return {
    host,
    prefix: backendPath === '' || backendPath === external ? undefined : { external, backend: backendPath },
    requestNames: new NameMemory((name) => classifyRequestHeader(name, requestRemoved)),
    added: requestSet.map(([name, value]) => `${name}: ${headerValue(value)}\r\n`).join(''),
    responseNames: new NameMemory((name) => {
      const lower = name.toLowerCase();
      return { lower, kind: classifyResponseHeader(lower, responseRemoved) };
    }),
    responseAdded,
    responseAddedLower: responseAdded.map((text, index) => (index % 2 === 0 ? text.toLowerCase() : text)),
    redirects: translate.redirects ? names : undefined,
    cookies: translate.cookies ? names : undefined,
  };
}

function withoutClosingSlash(path: string): string {
  return path.replace(/\/+$/, '');
}
