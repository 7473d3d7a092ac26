import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { DirectoryStore } from '../store/directory-store';
import type { Store } from '../store/store';
import type { AuthoritySource, KeptAuthority } from './authority-source';
import { MAX_AUTHORITIES } from './limits';
import { makeAuthority } from './make-certificate';
import { localSigner } from './signer';

export interface FileAuthorityOptions {
  /** Directory with `ca.key` and `ca.pem`, and `ca-2.key`, `ca-2.pem` and so on after rotations. */
  readonly directory: string;
  readonly deployment: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Authorities whose keys are files that only their owner can read. A file is there whole or not at all, and of several relay
 * instances that make the same one at once, one does and all take it: first the key, then its certificate.
 */
export class FileAuthority implements AuthoritySource {
  private readonly store: Store;

  constructor(private readonly options: FileAuthorityOptions) {
    this.store = new DirectoryStore({ directory: options.directory, private: true });
  }

  /** @throws Error where a file is broken, or a certificate is there without its key */
  async load(): Promise<readonly KeptAuthority[]> {
    const kept: KeptAuthority[] = [];
    for (let number = 1; number <= MAX_AUTHORITIES; number += 1) {
      const authority = number === 1 ? await this.readOrMake(number) : await this.read(number);
      if (authority === undefined) {
        break;
      }
      kept.push(authority);
    }
    return kept;
  }

  /**
   * Makes one more authority.
   *
   * @throws Error where another process has just made one, or there are `MAX_AUTHORITIES`
   */
  async add(): Promise<X509Certificate> {
    const number = (await this.load()).length + 1;
    if (number > MAX_AUTHORITIES) {
      throw new Error(
        `${this.options.directory} holds ${MAX_AUTHORITIES} authorities, allowed: at most ${MAX_AUTHORITIES}; take the files of dropped ones away and number the rest anew`,
      );
    }
    if (!(await this.store.create(`${nameOf(number)}.key`, newKey()))) {
      throw new Error(`${this.options.directory} has just got an authority from another process`);
    }
    return (await this.readOrMake(number)).certificate;
  }

  private async read(number: number): Promise<KeptAuthority | undefined> {
    const key = await this.text(`${nameOf(number)}.key`);
    return key === undefined ? undefined : this.withCertificate(number, key);
  }

  private async readOrMake(number: number): Promise<KeptAuthority> {
    const name = `${nameOf(number)}.key`;
    let key = await this.text(name);
    if (key === undefined) {
      if ((await this.text(`${nameOf(number)}.pem`)) !== undefined) {
        throw new Error(
          `${this.options.directory} holds ${nameOf(number)}.pem without ${name}; put the key back, or take both away for a new authority`,
        );
      }
      await this.store.create(name, newKey());
      key = await this.text(name);
    }
    if (key === undefined) {
      throw new Error(`${this.options.directory}: ${name} was taken away while it was read`);
    }
    return this.withCertificate(number, key);
  }

  private async withCertificate(number: number, keyText: string): Promise<KeptAuthority> {
    const { deployment, directory, now } = this.options;
    const name = `${nameOf(number)}.pem`;
    const key = this.privateKey(number, keyText);
    const signer = localSigner(key);
    let text = await this.text(name);
    if (text === undefined) {
      const made = await makeAuthority(deployment, signer, now());
      await this.store.create(name, made.toString());
      text = await this.text(name);
    }
    const certificate = new X509Certificate(text ?? '');
    if (!certificate.ca || !certificate.checkPrivateKey(key)) {
      throw new Error(
        `${directory}: ${name} is not the certificate of an authority with the key ${nameOf(number)}.key`,
      );
    }
    return { certificate, signer };
  }

  private privateKey(number: number, text: string): KeyObject {
    try {
      return createPrivateKey(text);
    } catch (error) {
      throw new Error(`${this.options.directory}: ${nameOf(number)}.key is not a private key in PEM`, {
        cause: error,
      });
    }
  }

  private async text(name: string): Promise<string | undefined> {
    const content = await this.store.read(name);
    return typeof content === 'object' ? content.text : undefined;
  }
}

function nameOf(number: number): string {
  return number === 1 ? 'ca' : `ca-${number}`;
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
