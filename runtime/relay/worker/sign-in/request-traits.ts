import type { SignInRequest } from './decision';

/** What sign-in reads from the headers of a request. */
export interface RequestTraits {
  /** Cookies of the relay's own, by name. */
  readonly cookies: ReadonlyMap<string, string>;
  /** A person opens a page: a redirect to the provider leads somewhere. */
  readonly navigation: boolean;
  /** Answers are JSON, not a page. */
  readonly json: boolean;
  /** Another site makes the browser send it, and not to open a page. */
  readonly crossSite: boolean;
  /** The answer may carry a new session cookie: it is nothing that caches keep for others, such as an image. */
  readonly refreshable: boolean;
}

/** A request with what its headers say. */
export interface Asked {
  readonly request: SignInRequest;
  readonly traits: RequestTraits;
  /** Lower case, without a port and a closing dot. */
  readonly host: string;
  /** `https://` and the host as the user named it: the provider must know the callback under it. */
  readonly origin: string;
}

export function asked(request: SignInRequest): Asked {
  const host = request.host.endsWith('.') ? request.host.slice(0, -1) : request.host;
  return { request, traits: traitsOf(request), host, origin: originOf(request, host) };
}

function originOf({ authority }: SignInRequest, host: string): string {
  if (authority === undefined || authority === host) return `https://${host}`;
  const named = `https://${authority}`;
  return URL.canParse(named) ? new URL(named).origin : `https://${host}`;
}

const OWN_PREFIX = '__Host-app-proxy-';

export function traitsOf({ method, rawHeaders }: SignInRequest): RequestTraits {
  const cookies = new Map<string, string>();
  let accept = '';
  let mode: string | undefined;
  let site = '';
  let destination = '';
  let script = false;
  let upgrade = false;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const value = rawHeaders[i + 1] ?? '';
    switch (rawHeaders[i]?.toLowerCase()) {
      case 'cookie':
        readCookies(value, cookies);
        break;
      case 'accept':
        accept = value.toLowerCase();
        break;
      case 'sec-fetch-mode':
        mode = value.toLowerCase();
        break;
      case 'sec-fetch-site':
        site = value.toLowerCase();
        break;
      case 'sec-fetch-dest':
        destination = value.toLowerCase();
        break;
      case 'x-requested-with':
        script ||= value.toLowerCase() === 'xmlhttprequest';
        break;
      case 'upgrade':
        upgrade = true;
    }
  }
  const html = accept.includes('text/html');
  const opensPage = mode === undefined ? html : mode === 'navigate' && (html || accept.includes('*/*'));
  return {
    cookies,
    navigation: (method === 'GET' || method === 'HEAD') && opensPage && !script && !upgrade,
    json: !html,
    crossSite: site === 'cross-site' && mode !== 'navigate',
    refreshable: destination === '' || destination === 'document' || destination === 'empty',
  };
}

/** Of two cookies with one name the first counts: browsers send the more exact one first. */
function readCookies(header: string, cookies: Map<string, string>): void {
  if (!header.includes(OWN_PREFIX)) return;
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (name.startsWith(OWN_PREFIX) && !cookies.has(name)) cookies.set(name, part.slice(equals + 1).trim());
  }
}
