import { reasonOf } from '../dial/dial-error';
import type { Endpoint } from '../dial/endpoint';
import type { Log } from '../log/log';
import type { Clock } from '../clock';
import { EnrolmentRefused, type Credential, type Enrolled, type Enroller } from './enroller';
import type { Identity } from './identity';
import type { IdentityStore } from './identity-store';
import type { TrustKeeper } from './trust-keeper';

export interface IdentityKeeperOptions {
  readonly store: IdentityStore;
  readonly trust: TrustKeeper;
  readonly enroller: Enroller;
  readonly clock: Clock;
  readonly log: Log;
  /** Addresses of relays, best first. */
  readonly endpoints: () => Promise<readonly Endpoint[]>;
  /** @throws CredentialMissing */
  readonly credential: () => Promise<Credential>;
  /** The credential of the bootstrap has served its purpose. */
  readonly spent: () => Promise<void>;
}

/** Holds the connector's identity, and asks relays for it: once at a time. */
export class IdentityKeeper {
  private identity: Identity | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: IdentityKeeperOptions) {}

  get current(): Identity | undefined {
    return this.identity;
  }

  get hasExpired(): boolean {
    return this.identity !== undefined && this.options.clock.now() >= this.identity.expires;
  }

  /** Takes the identity from disk, if there is one of this connector. */
  async load(): Promise<void> {
    const stored = await this.options.store.load();
    if (stored.kind === 'identity') this.identity = stored.identity;
    if (stored.kind === 'unusable') this.options.log.event('identity-unusable', { reason: stored.problem });
  }

  /**
   * Enrols with a credential, keeping the id of the identity that is there.
   *
   * @param given instead of the bootstrap's
   * @throws CredentialMissing, EnrolmentRefused, DialError, AggregateError of the latter
   */
  enrol(signal: AbortSignal, given?: Credential): Promise<Identity> {
    return this.alone(async () => {
      const credential = given ?? (await this.options.credential());
      const known = this.identity;
      const enrolled = await this.ask(signal, (endpoint) =>
        this.options.enroller.enrol(
          { endpoint, trust: this.options.trust.bundle, signal },
          credential,
          known,
        ),
      );
      await this.take(enrolled);
      this.options.log.event('enrolled', fields(enrolled.identity));
      if (given === undefined) await this.options.spent();
      return enrolled.identity;
    });
  }

  /**
   * Asks for a new certificate with the one that is there.
   *
   * @throws EnrolmentRefused, DialError, AggregateError of the latter
   */
  renew(signal: AbortSignal): Promise<Identity> {
    return this.alone(async () => {
      const { identity } = this;
      if (identity === undefined) throw new Error('there is no identity to renew');
      const renewed = await this.ask(signal, (endpoint) =>
        this.options.enroller.renew({ endpoint, trust: this.options.trust.bundle, signal }, identity),
      );
      await this.take(renewed);
      this.options.log.event('renewed', fields(renewed.identity));
      return renewed.identity;
    });
  }

  /** One relay after the other, until one answers. A refusal for good is not asked for again elsewhere. */
  private async ask(
    signal: AbortSignal,
    question: (endpoint: Endpoint) => Promise<Enrolled>,
  ): Promise<Enrolled> {
    const problems: unknown[] = [];
    for (const endpoint of await this.options.endpoints()) {
      if (signal.aborted) break;
      try {
        return await question(endpoint);
      } catch (error) {
        if (error instanceof EnrolmentRefused && !error.isTemporary) throw error;
        problems.push(error);
      }
    }
    if (problems.length === 1) throw problems[0];
    throw new AggregateError(problems, 'no relay could be asked');
  }

  /** A disk that is full keeps nobody from serving: what cannot be written stays in memory, and the log says so. */
  private async take({ identity, trust }: Enrolled): Promise<void> {
    this.identity = identity;
    try {
      await this.options.store.save(identity);
    } catch (error) {
      this.options.log.event('state-not-written', { reason: reasonOf(error) });
    }
    await this.options.trust.take(trust);
  }

  private alone<T>(action: () => Promise<T>): Promise<T> {
    const result = this.turn.then(action, action);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

function fields({ connector, group, expires }: Identity): Record<string, string> {
  return { connector, group, expires: new Date(expires).toISOString() };
}
