/** What becomes of a user's header on its way to the backend. */
export const REQUEST_HEADER = {
  passes: 0,
  goes: 1,
  /** `Connection`: names further headers of this connection. */
  connection: 2,
  cookie: 3,
  te: 4,
  upgrade: 5,
  /** `Trailer`: passes with a body in chunks. */
  trailer: 6,
} as const;

export type RequestHeader = (typeof REQUEST_HEADER)[keyof typeof REQUEST_HEADER];

/** Headers with a meaning for the translation of a head itself. */
const SPECIAL: ReadonlyMap<string, RequestHeader> = new Map([
  ['connection', REQUEST_HEADER.connection],
  ['cookie', REQUEST_HEADER.cookie],
  ['te', REQUEST_HEADER.te],
  ['upgrade', REQUEST_HEADER.upgrade],
  ['trailer', REQUEST_HEADER.trailer],
]);

/**
 * Never taken from a user: they frame the message or belong to one connection (RFC 9110, 7.6.1), or backends believe them about who
 * the user is or what was asked for.
 */
const REMOVED: ReadonlySet<string> = new Set([
  'cf-connecting-ip',
  'client-ip',
  'content-length',
  'fastly-client-ip',
  'forwarded',
  'forwarded-for',
  'forwarded-host',
  'forwarded-proto',
  'front-end-https',
  'host',
  'http2-settings',
  'keep-alive',
  // A program behind CGI would take it for its own outbound proxy (httpoxy).
  'proxy',
  'transfer-encoding',
  'true-client-ip',
  'via',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-host',
  'x-http-host-override',
  'x-original-host',
  'x-original-uri',
  'x-original-url',
  'x-real-ip',
  'x-remote-addr',
  'x-remote-ip',
  'x-request-id',
  'x-rewrite-url',
  'x-url-scheme',
]);

/** `x-app-proxy-` says who the user is: nobody but the relay may. */
const REMOVED_PREFIXES = ['proxy-', 'x-app-proxy-', 'x-forwarded-'];

const NO_LETTER_OR_DIGIT = /[^a-z0-9]/g;
/** Pseudo headers of HTTP/2 begin with it. */
const COLON = 58;

/**
 * A header's name as backends may see it: gateways to programs (CGI, WSGI, PHP) take `_` and others for `-`, so `X_Real_IP` would
 * forge `X-Real-IP`.
 */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(NO_LETTER_OR_DIGIT, '-');
}

/** @param removed canonical names that do not pass on this route */
export function classifyRequestHeader(name: string, removed: ReadonlySet<string>): RequestHeader {
  if (name === '' || name.charCodeAt(0) === COLON) return REQUEST_HEADER.goes;
  const special = SPECIAL.get(name.toLowerCase());
  const canonical = canonicalName(name);
  if (removed.has(canonical)) return REQUEST_HEADER.goes;
  if (special !== undefined) return special;
  if (SPECIAL.has(canonical) || isRemoved(canonical) || !isToken(name)) return REQUEST_HEADER.goes;
  return REQUEST_HEADER.passes;
}

function isRemoved(canonical: string): boolean {
  return REMOVED.has(canonical) || REMOVED_PREFIXES.some((prefix) => canonical.startsWith(prefix));
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** RFC 9110, 5.6.2. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}
