const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': ':80', 'https:': ':443' };

/** What a backend may call itself in an answer: its address in the declaration, and the Host that it is sent. */
export class BackendNames {
  private readonly scheme: string;
  /** Host and port, lower case, without a default port. */
  private readonly authority: string;
  private readonly host: string;
  private readonly sentAuthority: string | undefined;
  private readonly sentHost: string | undefined;

  /** @param sent value of Host towards the backend; undefined: what the user named */
  constructor(url: URL, sent: string | undefined) {
    this.scheme = url.protocol;
    this.authority = url.host.toLowerCase();
    this.host = url.hostname.toLowerCase();
    this.sentAuthority = sent?.toLowerCase();
    this.sentHost = this.sentAuthority === undefined ? undefined : withoutPort(this.sentAuthority);
  }

  /**
   * @param scheme `http:` or `https:`; undefined: the address has none
   * @param authority host and port of an address in an answer
   * @param external host and port as the user named them
   */
  isOwn(scheme: string | undefined, authority: string, external: string): boolean {
    const own = withoutDefaultPort(scheme ?? this.scheme, authority.toLowerCase());
    if (own === this.authority && (scheme === undefined || scheme === this.scheme)) return true;
    // A backend behind a relay does not know whether users come by TLS: either scheme.
    const sent = this.sentAuthority ?? external.toLowerCase();
    return own === sent || own === withoutDefaultPort('https:', sent);
  }

  /**
   * Whether a cookie of the domain is one for the backend, under the name that it or a domain above it has, and none for users.
   *
   * @param domain lower case, without a leading dot
   */
  isCookieDomain(domain: string, external: string): boolean {
    if (isWithin(withoutPort(external.toLowerCase()), domain)) return false;
    return isWithin(this.host, domain) || (this.sentHost !== undefined && isWithin(this.sentHost, domain));
  }
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function withoutPort(authority: string): string {
  return authority.replace(/:\d*$/, '');
}

function withoutDefaultPort(scheme: string, authority: string): string {
  const port = DEFAULT_PORTS[scheme];
  return port !== undefined && authority.endsWith(port) ? authority.slice(0, -port.length) : authority;
}
