import { createHash, createPublicKey, sign, webcrypto, type KeyObject } from 'node:crypto';

/** ECDSA over P-256 with SHA-256: what authorities, relay instances and connectors sign with. */
export const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A P-256 key that signs and may be out of reach itself. */
export interface Signer {
  /** DER of its SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  /** @returns the signature's two numbers, 32 bytes each, one after the other */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** A signer whose key is at hand. */
export function localSigner(privateKey: KeyObject): Signer {
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error(
      `key of an authority: expected an EC key on curve P-256, found ${privateKey.asymmetricKeyType ?? 'none'}`,
    );
  }
  return {
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    sign: (data) => Promise.resolve(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
  };
}

/** The crypto that @peculiar/x509 works with: that of Node, but the signer signs. */
export function cryptoOf(signer: Signer): webcrypto.Crypto {
  const signs = (_algorithm: unknown, _key: unknown, data: Uint8Array | ArrayBuffer): Promise<Uint8Array> =>
    signer.sign(data instanceof ArrayBuffer ? new Uint8Array(data) : data);
  const subtle = replacing(webcrypto.subtle, 'sign', signs);
  return replacing(webcrypto, 'subtle', subtle);
}

/** The public key of a signer, as @peculiar/x509 wants one: also in the place of the key that it does not see. */
export function publicKeyOf({ publicKey }: Signer): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('spki', publicKey, EC_P256, true, ['verify']);
}

/** First digits of the digest of a key: tells authorities apart. */
export function keyFingerprint(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 12);
}

/** An object of Node with one member replaced; its methods insist on the object itself as `this`. */
function replacing<T extends object>(original: T, name: keyof T, replacement: unknown): T {
  return new Proxy(original, {
    get: (target, asked) => {
      if (asked === name) {
        return replacement;
      }
      const member: unknown = Reflect.get(target, asked);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
