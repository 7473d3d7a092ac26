import { generateKeyPairSync, type KeyObject, type X509Certificate } from 'node:crypto';
import { CLIENT_AUTH, connectorUri, relayUri, SERVER_AUTH } from '../../../runtime/pki/identity';
import { makeAuthority, makeLeaf, type SigningAuthority } from '../../../runtime/pki/make-certificate';
import { localSigner } from '../../../runtime/pki/signer';

export const DEPLOYMENT = 'contoso';

/** A certificate with its key, PEM. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** An authority made for one test. */
export class TestAuthority {
  private constructor(private readonly signing: SigningAuthority) {}

  static async make(deployment = DEPLOYMENT, now = Date.now()): Promise<TestAuthority> {
    const signer = localSigner(newKey().privateKey);
    return new TestAuthority({ signer, certificate: await makeAuthority(deployment, signer, now) });
  }

  /** PEM. */
  get bundle(): string {
    return this.signing.certificate.toString();
  }

  relay(instance = 'r0', deployment = DEPLOYMENT): Promise<Pair> {
    return this.leaf({ type: 'url', value: relayUri({ deployment, instance }) }, SERVER_AUTH);
  }

  user(host: string): Promise<Pair> {
    return this.leaf({ type: 'dns', value: host }, SERVER_AUTH);
  }

  /** For a key of its own, unless the public key is given. */
  async connector(
    connector: string,
    group = 'plant',
    options: { publicKey?: Buffer; hours?: number; now?: number } = {},
  ): Promise<Pair> {
    const name = { type: 'url' as const, value: connectorUri({ deployment: DEPLOYMENT, group, connector }) };
    return this.leaf(name, CLIENT_AUTH, options);
  }

  private async leaf(
    name: { readonly type: 'url' | 'dns'; readonly value: string },
    usage: string,
    { publicKey, hours = 24, now = Date.now() }: { publicKey?: Buffer; hours?: number; now?: number } = {},
  ): Promise<Pair> {
    const keys = newKey();
    const content = {
      commonName: 'test',
      names: [name],
      usage,
      publicKey: publicKey ?? keys.publicKey.export({ type: 'spki', format: 'der' }),
      hours,
    };
    const certificate: X509Certificate = await makeLeaf(this.signing, content, now);
    return { certificate: certificate.toString(), key: pem(keys.privateKey) };
  }
}

function newKey(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
