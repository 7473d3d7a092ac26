import { createSecureContext, type SecureContext } from 'node:tls';
import type { RelayView } from '../messages';

/** Contexts for users' TLS by host name. A certificate that cannot be used is left out, and told. */
export class UserCertificates {
  private readonly exact = new Map<string, SecureContext>();
  private readonly wildcard = new Map<string, SecureContext>();
  readonly unusable: { readonly hosts: readonly string[]; readonly why: string }[] = [];
  /** For users who name no host. */
  readonly fallback: RelayView['certificates'][number] | undefined;

  constructor(certificates: RelayView['certificates']) {
    for (const pair of certificates) {
      let context: SecureContext;
      try {
        context = createSecureContext({ cert: pair.certificate, key: pair.key, minVersion: 'TLSv1.2' });
      } catch (error) {
        this.unusable.push({
          hosts: pair.hosts,
          why: error instanceof Error ? error.message : String(error),
        });
        continue;
      }
      this.fallback ??= pair;
      for (const host of pair.hosts) {
        if (host.startsWith('*.')) this.wildcard.set(host.slice(2), context);
        else this.exact.set(host, context);
      }
    }
  }

  find(name: string | undefined): SecureContext | undefined {
    if (name === undefined) return undefined;
    const lower = name.toLowerCase();
    return this.exact.get(lower) ?? this.wildcard.get(lower.slice(lower.indexOf('.') + 1));
  }
}
