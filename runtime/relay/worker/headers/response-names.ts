/** What becomes of a backend's header on its way to the user. */
export const RESPONSE_HEADER = {
  passes: 0,
  goes: 1,
  connection: 2,
  /** Stays where the protocol changes. */
  upgrade: 3,
  /** An address: `Location`, `Content-Location`. */
  address: 4,
  setCookie: 5,
  /** Once only where the user speaks HTTP/2: Node refuses to send it twice. */
  single: 6,
  /** The same, of a list: the second is appended to the first. */
  singleList: 7,
} as const;

export type ResponseHeader = (typeof RESPONSE_HEADER)[keyof typeof RESPONSE_HEADER];

/** Headers of one connection (RFC 9110, 7.6.1; RFC 9113, 8.2.2). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-connection',
  'te',
  'transfer-encoding',
]);

/** Source: kSingleValueHeaders in https://github.com/nodejs/node/blob/v20.x/lib/internal/http2/util.js */
const SINGLE: ReadonlySet<string> = new Set([
  'access-control-allow-credentials',
  'access-control-max-age',
  'access-control-request-method',
  'age',
  'authorization',
  'content-length',
  'content-md5',
  'content-range',
  'content-type',
  'date',
  'dnt',
  'etag',
  'expires',
  'from',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-modified',
  'max-forwards',
  'proxy-authorization',
  'range',
  'referer',
  'retry-after',
  'tk',
  'upgrade-insecure-requests',
  'user-agent',
  'x-content-type-options',
]);

/** @param removed lower-case names that do not pass on this route */
export function classifyResponseHeader(lower: string, removed: ReadonlySet<string>): ResponseHeader {
  if (removed.has(lower) || HOP_BY_HOP.has(lower)) return RESPONSE_HEADER.goes;
  switch (lower) {
    case 'connection':
      return RESPONSE_HEADER.connection;
    case 'upgrade':
      return RESPONSE_HEADER.upgrade;
    case 'location':
    case 'content-location':
      return RESPONSE_HEADER.address;
    case 'set-cookie':
      return RESPONSE_HEADER.setCookie;
    case 'content-encoding':
    case 'content-language':
      return RESPONSE_HEADER.singleList;
    default:
      return SINGLE.has(lower) ? RESPONSE_HEADER.single : RESPONSE_HEADER.passes;
  }
}
