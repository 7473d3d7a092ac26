import { createHash, hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

const HEADER = { alg: 'dir', enc: 'A256GCM' } as const;
const OPTIONS = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };

/**
 * Encrypts what a browser keeps for the relay. The key comes from a secret that all relay instances have, and from a context: what is
 * sealed for one purpose, deployment or provider does not open for another.
 */
export class Seal {
  private readonly key: Uint8Array;

  constructor(secret: string, context: readonly string[]) {
    const info = createHash('sha256').update(JSON.stringify(context)).digest();
    this.key = new Uint8Array(hkdfSync('sha256', secret, 'app-proxy sign-in 1', info, 32));
  }

  close(value: object): Promise<string> {
    return new CompactEncrypt(Buffer.from(JSON.stringify(value)))
      .setProtectedHeader(HEADER)
      .encrypt(this.key);
  }

  /** @returns undefined where it was not closed by this seal */
  async open(text: string): Promise<unknown> {
    try {
      const { plaintext } = await compactDecrypt(text, this.key, OPTIONS);
      return JSON.parse(Buffer.from(plaintext).toString());
    } catch {
      return undefined;
    }
  }
}
