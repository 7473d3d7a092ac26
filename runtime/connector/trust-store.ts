import { join } from 'node:path';
import { authoritiesOf } from '../pki/trust-bundle';
import { MAX_TRUST_BYTES } from './limits';
import { readStateFile, writeStateFile } from './state-file';

/** The file in the state directory. */
export const TRUST_FILE = 'trust.json';

/** The authorities that relays are checked against. */
export interface StoredTrust {
  /** PEM. */
  readonly bundle: string;
  /** Digest of the bundle that the bootstrap's source gave; the bundle itself may have come from a relay since. */
  readonly source: string;
}

/** Keeps the trust bundle in the state directory. */
export class TrustStore {
  private readonly path: string;

  constructor(stateDirectory: string) {
    this.path = join(stateDirectory, TRUST_FILE);
  }

  /** `undefined` where there is none, or none that can be read. */
  async load(): Promise<StoredTrust | undefined> {
    const text = await readStateFile(this.path);
    if (text === undefined) return undefined;
    try {
      const { bundle, source } = JSON.parse(text) as Partial<StoredTrust>;
      if (typeof bundle !== 'string' || typeof source !== 'string') return undefined;
      return { bundle: checkedBundle(bundle), source };
    } catch {
      return undefined;
    }
  }

  async save({ bundle, source }: StoredTrust): Promise<void> {
    await writeStateFile(this.path, `${JSON.stringify({ bundle, source, version: 1 }, undefined, 2)}\n`);
  }
}

/**
 * A trust bundle, if it is one.
 *
 * @throws Error where it is too large or holds no certificate of an authority
 */
export function checkedBundle(bundle: string): string {
  if (Buffer.byteLength(bundle) > MAX_TRUST_BYTES) {
    throw new Error(`a trust bundle of ${Buffer.byteLength(bundle)} bytes, allowed: ${MAX_TRUST_BYTES}`);
  }
  if (authoritiesOf(bundle).length === 0) throw new Error('trust bundle: it holds no certificate');
  return bundle;
}
