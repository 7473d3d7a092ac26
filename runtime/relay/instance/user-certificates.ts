import { X509Certificate } from 'node:crypto';
import type { RelayDocument } from '../../documents/types.generated';
import type { Log } from '../../log/log';
import type { Issuer } from '../../pki/issuer';
import { lifeOf } from '../../pki/identity';
import { userKeyPair } from '../../secrets/key-pair';
import type { Secrets } from '../../secrets/secrets';
import type { KeyPair, RelayView } from '../messages';

/** A certificate is made anew once this part of its life is over. */
const RENEW_AT = 2 / 3;

/** A key pair that the instance made for itself, and what it is worth. */
export interface OwnPair {
  readonly pair: KeyPair;
  readonly issuedBy: string;
  /** Milliseconds since 1970. */
  readonly renewAt: number;
}

/** @param authority fingerprint of what has signed it */
export function ownPair(pair: KeyPair, authority: string): OwnPair {
  const { notBefore, expires } = lifeOf(new X509Certificate(pair.certificate));
  return { pair, issuedBy: authority, renewAt: notBefore + (expires - notBefore) * RENEW_AT };
}

/** The certificates that users see: from files and secrets, or signed by the deployment's own authority. */
export class UserCertificateSource {
  private readonly own = new Map<string, OwnPair>();
  private readonly failing = new Map<string, string>();

  constructor(
    /** @throws Error while there is none */
    private readonly issuer: () => Issuer,
    private readonly secrets: Secrets,
    private readonly log: Log,
  ) {}

  /** What is wrong with which certificate, for status. */
  get problems(): ReadonlyMap<string, string> {
    return this.failing;
  }

  /**
   * The key pairs of all certificates that can be had.
   *
   * @param authority fingerprint of what signs now: pairs of another are made anew
   */
  async load(document: RelayDocument, authority: string, now: number): Promise<RelayView['certificates']> {
    const result: (KeyPair & { readonly hosts: readonly string[] })[] = [];
    for (const [name, { hosts, source }] of Object.entries(document.certificates)) {
      try {
        const pair =
          source === 'deployment-authority'
            ? await this.signed(hosts, authority, now)
            : await userKeyPair(this.secrets, source, document.vault);
        result.push({ ...pair, hosts });
        if (this.failing.delete(name)) this.log.event('user-certificate-loaded', { certificate: name });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (this.failing.get(name) !== why) {
          this.log.event('user-certificate-unusable', { certificate: name, reason: why });
        }
        this.failing.set(name, why);
      }
    }
    return result;
  }

  private async signed(hosts: readonly string[], authority: string, now: number): Promise<KeyPair> {
    const key = hosts.join(' ');
    const known = this.own.get(key);
    if (known !== undefined && known.issuedBy === authority && known.renewAt > now) return known.pair;
    const made = ownPair(await this.issuer().userCertificate(hosts), authority);
    this.own.set(key, made);
    return made.pair;
  }
}
