import type { Route } from '../../messages';

/** Hosts that have an application with sign-in. */
export class OwnHosts {
  private readonly exact = new Set<string>();
  /** Without `*.`. */
  private readonly wildcard = new Set<string>();

  constructor(routes: readonly Route[]) {
    for (const { host, settings } of routes) {
      if (settings.preAuthentication === 'passthrough') continue;
      if (host.startsWith('*.')) this.wildcard.add(host.slice(2));
      else this.exact.add(host);
    }
  }

  /** @param host lower case, without a port */
  has(host: string): boolean {
    const plain = host.endsWith('.') ? host.slice(0, -1) : host;
    return this.exact.has(plain) || this.wildcard.has(plain.slice(plain.indexOf('.') + 1));
  }
}
