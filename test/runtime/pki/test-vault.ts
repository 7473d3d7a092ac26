import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { VaultKey } from '../../../runtime/pki/vault-authority';

/** A key vault's key with real keys, which nobody sees but it. */
export class TestVaultKey implements VaultKey {
  signatures = 0;
  private readonly keys = new Map<string, { readonly created: number; readonly privateKey: KeyObject }>();

  /** Makes a version, as a rotation in the vault does. */
  rotate(created: number, namedCurve = 'P-256'): void {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve });
    this.keys.set(`v${this.keys.size + 1}`, { created, privateKey });
  }

  disable(version: string): void {
    this.keys.delete(version);
  }

  versions(): ReturnType<VaultKey['versions']> {
    return Promise.resolve([...this.keys].map(([version, { created }]) => ({ version, created })));
  }

  publicKey(version: string): ReturnType<VaultKey['publicKey']> {
    const { kty, crv, x, y } = this.key(version).export({ format: 'jwk' });
    return Promise.resolve({ kty, crv, x, y } as Awaited<ReturnType<VaultKey['publicKey']>>);
  }

  sign(version: string, data: Uint8Array): Promise<Uint8Array> {
    this.signatures += 1;
    return Promise.resolve(sign('sha256', data, { key: this.key(version), dsaEncoding: 'ieee-p1363' }));
  }

  private key(version: string): KeyObject {
    const key = this.keys.get(version)?.privateKey;
    if (key === undefined) throw new Error(`no version ${version}`);
    return key;
  }
}
