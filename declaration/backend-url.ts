import { isAddress } from './ipv4';

/** Where a backend or a proxy is found. */
export interface Endpoint {
  readonly protocol: 'http' | 'https';
  /** Host name in IDNA form, or an IPv4 address. */
  readonly host: string;
  readonly port: number;
  /** Path without a trailing slash: '' for none. */
  readonly path: string;
  readonly isAddress: boolean;
}

/** Why a URL cannot be used, in words; never with what the URL holds. */
export interface UnusableUrl {
  readonly reason: string;
  readonly fix: string;
}

const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** Reads a URL of a backend or a proxy. */
export function parseEndpoint(text: string): Endpoint | UnusableUrl {
  if (!URL.canParse(text)) {
    return { reason: 'is not a URL', fix: 'write it as http://host:port or https://host' };
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    return {
      reason: 'holds a user name or a password, which would stand in plans and states',
      fix: 'remove them from the URL and change that password',
    };
  }
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  if (url.search !== '' || url.hash !== '' || text.includes('?') || text.includes('#')) {
    return { reason: 'has a query or a fragment', fix: 'end the URL after its path' };
  }
  const host = url.hostname.replace(/\.$/, '');
  if (host.startsWith('[')) {
    return { reason: 'names an IPv6 address', fix: 'name the host by an IPv4 address or a DNS name' };
  }
  if (host === '' || host.length > 253 || /[^a-z0-9._-]/.test(host)) {
    return { reason: 'has no usable host', fix: 'name the host by an IPv4 address or a DNS name' };
  }
  return {
    protocol,
    host,
    port: url.port === '' ? DEFAULT_PORTS[protocol] : Number(url.port),
    path: url.pathname.replace(/\/+$/, ''),
    isAddress: isAddress(host),
  };
}

export function isUnusable(endpoint: Endpoint | UnusableUrl): endpoint is UnusableUrl {
  return 'reason' in endpoint;
}

/** The URL in one form: lower-case host, no default port, no trailing slash. */
export function endpointUrl({ protocol, host, port, path }: Endpoint): string {
  return `${protocol}://${host}${port === DEFAULT_PORTS[protocol] ? '' : `:${port}`}${path}`;
}
