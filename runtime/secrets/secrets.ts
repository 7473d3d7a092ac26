import { open } from 'node:fs/promises';
import { SYSTEM_CLOCK, type Clock } from '../clock';
import type { SecretReference } from '../documents/types.generated';
import type { Log } from '../log/log';
import { messageOf } from '../store/fault';
import { keyVaultReader, type ReadVaultSecret, type VaultSecret } from './key-vault';
import { MAX_SECRET_BYTES, SECRET_REFRESH_SECONDS } from './limits';
import { SecretError } from './secret-error';

export interface SecretsOptions {
  /** Resource id of the managed identity that enters key vaults; without it only files are read. */
  readonly identity?: string;
  readonly log: Log;
  /** @default SYSTEM_CLOCK */
  readonly clock?: Clock;
  /** @default SECRET_REFRESH_SECONDS */
  readonly refreshSeconds?: number;
  /** @default MAX_SECRET_BYTES */
  readonly maxBytes?: number;
  /** @default the Azure key vault, entered with `identity` */
  readonly readVaultSecret?: ReadVaultSecret;
}

/** A secret that was read. */
interface Known {
  readonly reference: SecretReference;
  readonly vault: string | undefined;
  secret: Promise<VaultSecret>;
  /** Asked for since the last reading. */
  used: boolean;
  failing: boolean;
}

/**
 * Secrets by reference. Each is read once and again at intervals, for as long as it is asked for; while it cannot be read
 * again, the last reading stays.
 */
export class Secrets {
  private readonly clock: Clock;
  private readonly known = new Map<string, Known>();
  private readonly listeners = new Set<() => void>();
  private readonly readVaultSecret: ReadVaultSecret | undefined;
  private cancelTimer: (() => void) | undefined;
  private stopped = false;

  constructor(private readonly options: SecretsOptions) {
    this.clock = options.clock ?? SYSTEM_CLOCK;
    const { identity } = options;
    this.readVaultSecret =
      options.readVaultSecret ?? (identity === undefined ? undefined : keyVaultReader(identity));
  }

  /**
   * The secret's text, without line ends behind it.
   *
   * @param vault address of the key vault, for references to one
   * @throws SecretError
   */
  async text(reference: SecretReference, vault?: string): Promise<string> {
    return (await this.secret(reference, vault)).text.replace(/[\r\n]+$/, '');
  }

  /** The secret as it is stored. @throws SecretError */
  async secret(reference: SecretReference, vault?: string): Promise<VaultSecret> {
    const key = JSON.stringify([reference, vault]);
    let known = this.known.get(key);
    if (known === undefined) {
      known = { reference, vault, secret: this.read(reference, vault), used: true, failing: false };
      this.known.set(key, known);
      // A failure is not remembered: the next one who asks reads again.
      known.secret.catch(() => this.known.delete(key));
      this.schedule();
    }
    known.used = true;
    return known.secret;
  }

  /** Calls the listener when a secret in use has changed. @returns what ends that */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reads all secrets in use again, and forgets the others. */
  async refresh(): Promise<void> {
    let changed = false;
    for (const [key, known] of this.known) {
      if (!known.used) {
        this.known.delete(key);
        continue;
      }
      try {
        const before = await known.secret;
        const after = await this.read(known.reference, known.vault);
        known.secret = Promise.resolve(after);
        known.used = false;
        known.failing = false;
        changed ||= after.text !== before.text;
      } catch (error) {
        if (!known.failing) {
          const reason = messageOf(error);
          this.options.log.event('secret-unavailable', { reason });
        }
        known.failing = true;
      }
    }
    this.schedule();
    if (changed) for (const listener of this.listeners) listener();
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer?.();
    this.listeners.clear();
  }

  private schedule(): void {
    this.cancelTimer?.();
    if (this.stopped || this.known.size === 0) return;
    const seconds =
      (this.options.refreshSeconds ?? SECRET_REFRESH_SECONDS) * (0.9 + 0.2 * this.clock.random());
    this.cancelTimer = this.clock.after(seconds * 1000, () => void this.refresh());
  }

  private async read(reference: SecretReference, vault: string | undefined): Promise<VaultSecret> {
    if ('file' in reference) return { text: await this.file(reference.file) };
    const name = reference.keyVaultSecret;
    if (vault === undefined || this.readVaultSecret === undefined) {
      const missing =
        vault === undefined ? 'no key vault is named beside it' : 'this program has no managed identity';
      throw new SecretError('no-vault', `cannot read secret '${name}': ${missing}; use a file, or name both`);
    }
    let secret: VaultSecret;
    try {
      secret = await this.readVaultSecret(vault, name);
    } catch (error) {
      const words = messageOf(error);
      throw new SecretError('unreadable', `cannot read secret '${name}' of ${vault}: ${words}`, {
        cause: error,
      });
    }
    this.checkSize(`secret '${name}' of ${vault}`, Buffer.byteLength(secret.text));
    return secret;
  }

  private async file(path: string): Promise<string> {
    try {
      const file = await open(path);
      try {
        const stats = await file.stat();
        if (!stats.isFile()) throw new SecretError('unreadable', `'${path}' is not a file`);
        this.checkSize(`'${path}'`, stats.size);
        return await file.readFile('utf8');
      } finally {
        await file.close();
      }
    } catch (error) {
      if (error instanceof SecretError) throw error;
      const words = messageOf(error);
      throw new SecretError('unreadable', `cannot read '${path}': ${words}`, { cause: error });
    }
  }

  private checkSize(what: string, bytes: number): void {
    const most = this.options.maxBytes ?? MAX_SECRET_BYTES;
    if (bytes > most)
      throw new SecretError('too-large', `${what} has ${bytes} bytes, allowed: at most ${most}`);
  }
}
