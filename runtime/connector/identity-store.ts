import { createPrivateKey, X509Certificate } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../dial/dial-error';
import { lifeOf } from '../pki/identity';
import type { Identity } from './identity';
import { readStateFile, writeStateFile } from './state-file';

/** The file in the state directory. One file, so that key and certificate change together. */
export const IDENTITY_FILE = 'identity.json';

/** What was found on disk. */
export type StoredIdentity =
  | { readonly kind: 'identity'; readonly identity: Identity }
  | { readonly kind: 'none' }
  /** The file is there and is not the identity of this connector. */
  | { readonly kind: 'unusable'; readonly problem: string };

/** Keeps the identity of a connector in its state directory. */
export class IdentityStore {
  private readonly path: string;

  constructor(
    stateDirectory: string,
    private readonly expected: { readonly deployment: string; readonly group: string },
  ) {
    this.path = join(stateDirectory, IDENTITY_FILE);
  }

  async load(): Promise<StoredIdentity> {
    const text = await readStateFile(this.path);
    if (text === undefined) return { kind: 'none' };
    try {
      return this.read(JSON.parse(text));
    } catch (error) {
      return { kind: 'unusable', problem: `${this.path} cannot be read: ${reasonOf(error)}` };
    }
  }

  async save({ connector, deployment, group, certificate, key }: Identity): Promise<void> {
    const document = { certificate, connector, deployment, group, key, version: 1 };
    await writeStateFile(this.path, `${JSON.stringify(document, undefined, 2)}\n`);
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  private read(value: unknown): StoredIdentity {
    const fields = ['connector', 'deployment', 'group', 'certificate', 'key'] as const;
    const has = (name: string): boolean =>
      typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'string';
    const missing = fields.filter((name) => !has(name));
    if (missing.length > 0) return { kind: 'unusable', problem: `${this.path} lacks ${missing.join(', ')}` };
    const stored = value as Readonly<Record<(typeof fields)[number], string>>;
    const { connector, deployment, group, certificate, key } = stored;
    if (deployment !== this.expected.deployment || group !== this.expected.group) {
      const problem = `${this.path} belongs to group '${group}' of '${deployment}', wanted: '${this.expected.group}' of '${this.expected.deployment}'`;
      return { kind: 'unusable', problem };
    }
    const leaf = new X509Certificate(certificate);
    if (!leaf.checkPrivateKey(createPrivateKey(key))) {
      return { kind: 'unusable', problem: `certificate and key in ${this.path} do not belong together` };
    }
    return {
      kind: 'identity',
      identity: { connector, deployment, group, certificate, key, ...lifeOf(leaf) },
    };
  }
}
