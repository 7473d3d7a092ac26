import { createHash, generateKeyPairSync } from 'node:crypto';
import type { InstanceNotice } from '../../documents/types.generated';

type PublicJwk = NonNullable<InstanceNotice['tokenKey']>;

/** The key that signs the identity tokens of signed-in users for backends. Made at the start and never kept. */
export class TokenKey {
  readonly key: string;
  readonly keyId: string;
  /** Goes round among the instances, so that each can show the keys of all. */
  readonly publicJwk: PublicJwk;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = publicKey.export({ format: 'jwk' });
    this.key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    this.keyId = createHash('sha256').update(JSON.stringify(jwk)).digest('hex').slice(0, 16);
    this.publicJwk = {
      kty: 'EC',
      crv: jwk.crv,
      x: jwk.x,
      y: jwk.y,
      kid: this.keyId,
      alg: 'ES256',
      use: 'sig',
    } as PublicJwk;
  }
}
