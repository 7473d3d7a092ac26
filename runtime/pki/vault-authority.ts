import { createPublicKey, type JsonWebKey, type X509Certificate } from 'node:crypto';
import type { AuthoritySource, KeptAuthority } from './authority-source';
import { MAX_AUTHORITIES } from './limits';
import { makeAuthority } from './make-certificate';
import type { Signer } from './signer';

/** One version of the key in the vault. */
export interface VaultKeyVersion {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** A key vault's key that signs and never leaves the vault. */
export interface VaultKey {
  /** The versions that are enabled. */
  versions(): Promise<readonly VaultKeyVersion[]>;
  publicKey(version: string): Promise<JsonWebKey>;
  /** @returns ES256: the signature's two numbers, 32 bytes each */
  sign(version: string, data: Uint8Array): Promise<Uint8Array>;
}

export interface VaultAuthorityOptions {
  readonly key: VaultKey;
  readonly deployment: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Authorities whose keys are versions of a key vault's key. Their certificates are kept in the trust bundle and nowhere else: a
 * new version of the key gets its certificate by the relay instance that sees it first and succeeds in publishing it.
 */
export class VaultAuthority implements AuthoritySource {
  /** By version. A version's key never changes. */
  private readonly signers = new Map<string, Signer>();

  constructor(private readonly options: VaultAuthorityOptions) {}

  async load(published: readonly X509Certificate[]): Promise<readonly KeptAuthority[]> {
    const { key, deployment, now } = this.options;
    const versions = [...(await key.versions())]
      .sort((a, b) => b.created - a.created)
      .slice(0, MAX_AUTHORITIES);
    const signers = await Promise.all(versions.map(({ version }) => this.signer(version)));
    const kept: KeptAuthority[] = published.map((certificate) => {
      const signer = signers.find((each) => each.publicKey.equals(publicKeyDer(certificate)));
      return signer === undefined ? { certificate } : { certificate, signer };
    });
    // An older version without a certificate is one whose authority was dropped.
    const [newest] = signers;
    if (newest === undefined) {
      throw new Error("the authority's key in the key vault has no enabled version; enable one or make one");
    }
    return kept.some(({ signer }) => signer === newest)
      ? kept
      : [...kept, { certificate: await makeAuthority(deployment, newest, now()), signer: newest }];
  }

  private async signer(version: string): Promise<Signer> {
    const known = this.signers.get(version);
    if (known !== undefined) {
      return known;
    }
    const { key } = this.options;
    const publicKey = createPublicKey({ key: await key.publicKey(version), format: 'jwk' });
    if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
      throw new Error("the authority's key in the key vault: expected an EC key on curve P-256");
    }
    const signer: Signer = {
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
      sign: (data) => key.sign(version, data),
    };
    this.signers.set(version, signer);
    return signer;
  }
}

function publicKeyDer({ publicKey }: X509Certificate): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}
