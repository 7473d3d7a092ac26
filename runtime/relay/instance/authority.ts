import type { RelayBootstrap, RelayDocument } from '../../documents/types.generated';
import type { Log } from '../../log/log';
import type { AuthoritySource } from '../../pki/authority-source';
import { azureVaultKey } from '../../pki/azure-vault-key';
import { FileAuthority } from '../../pki/file-authority';
import { Issuer } from '../../pki/issuer';
import { VaultAuthority } from '../../pki/vault-authority';
import type { Store } from '../../store/store';
import type { KeyPair } from '../messages';
import { ownPair, type OwnPair } from './user-certificates';

export interface AuthorityOptions {
  readonly bootstrap: RelayBootstrap;
  readonly exchange: Store;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default - a directory or a key vault's key, as the configuration says */
  readonly openSource?: (reference: RelayDocument['issuer']) => Promise<AuthoritySource>;
}

/** The deployment's authority, and what this instance has had signed for itself. */
export class Authority {
  private issuer: Issuer | undefined;
  private reference = '';
  private identity: OwnPair | undefined;
  private failing = '';

  constructor(private readonly options: AuthorityOptions) {}

  /** Missing until it could be opened. */
  get current(): Issuer | undefined {
    return this.issuer;
  }

  /** @throws Error while it cannot be used */
  get required(): Issuer {
    if (this.issuer === undefined) throw new Error(`the authority cannot be used yet: ${this.failing}`);
    return this.issuer;
  }

  get trust(): string {
    return this.issuer?.trust ?? '';
  }

  /** Why it cannot be used, for status; empty where it can. */
  get problem(): string {
    return this.failing;
  }

  /** Fingerprint of the authority that signs now. */
  get signing(): string {
    const signing = this.issuer?.authorities.filter(({ state }) => state === 'signing').at(-1);
    return signing?.certificate.fingerprint256 ?? '';
  }

  /**
   * Opens the authority that the configuration names, takes over rotations, and renews this instance's certificate when it is due.
   *
   * @returns the instance's certificate, or undefined where there is none yet
   */
  async refresh(reference: RelayDocument['issuer']): Promise<KeyPair | undefined> {
    const { log, now } = this.options;
    try {
      const text = JSON.stringify(reference);
      if (this.issuer === undefined || text !== this.reference) {
        const source = await (this.options.openSource ?? ((each) => this.open(each)))(reference);
        const issuer = new Issuer({ source, store: this.options.exchange, now });
        await issuer.refresh();
        this.issuer = issuer;
        this.reference = text;
        log.event('authority-opened', { kind: reference.kind });
      } else {
        await this.issuer.refresh();
      }
      const { signing } = this;
      if (
        this.identity === undefined ||
        this.identity.issuedBy !== signing ||
        this.identity.renewAt <= now()
      ) {
        const { deployment, instance } = this.options.bootstrap;
        this.identity = ownPair(await this.issuer.relayCertificate({ deployment, instance }), signing);
      }
      this.failing = '';
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.failing) log.event('authority-unavailable', { reason });
      this.failing = reason;
    }
    return this.identity?.pair;
  }

  private async open(reference: RelayDocument['issuer']): Promise<AuthoritySource> {
    const { bootstrap, now } = this.options;
    const { deployment } = bootstrap;
    if (reference.kind === 'files')
      return new FileAuthority({ directory: reference.directory, deployment, now });
    if (!('identity' in bootstrap.configuration)) {
      throw new Error(
        'the authority is a key in a vault, and this instance has no managed identity to enter it with',
      );
    }
    return new VaultAuthority({
      key: await azureVaultKey(reference.key, bootstrap.configuration.identity),
      deployment,
      now,
    });
  }
}
