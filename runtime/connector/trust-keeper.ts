import { BackOff } from '../dial/back-off';
import { reasonOf } from '../dial/dial-error';
import type { Log } from '../log/log';
import { bundleDigest } from '../pki/trust-bundle';
import { pause, type Clock } from '../clock';
import { LONGEST_FILE_PAUSE_SECONDS } from './limits';
import { checkedBundle, type StoredTrust, type TrustStore } from './trust-store';

export interface TrustKeeperOptions {
  readonly store: TrustStore;
  readonly log: Log;
  readonly clock: Clock;
  /** Looking again at the source costs next to nothing. */
  readonly sourceIsFile: boolean;
  /** The bundle from where the bootstrap says. @throws Error where it is not there (yet) */
  readonly source: (signal: AbortSignal) => Promise<string>;
}

/** Holds the trust bundle: from disk, from the bootstrap's source, and from relays that the one before has proved. */
export class TrustKeeper {
  private trust: StoredTrust | undefined;

  constructor(private readonly options: TrustKeeperOptions) {}

  get isThere(): boolean {
    return this.trust !== undefined;
  }

  /** PEM. @throws Error where there is none yet */
  get bundle(): string {
    if (this.trust === undefined) throw new Error('there is no trust bundle yet');
    return this.trust.bundle;
  }

  async load(): Promise<void> {
    this.trust = await this.options.store.load();
  }

  /** Resolves once there is a bundle, or the signal is given. @param waiting told why there is none yet */
  async wait(signal: AbortSignal, waiting: (reason: string) => void): Promise<void> {
    const { clock, log, sourceIsFile } = this.options;
    const backOff = new BackOff({
      now: () => clock.now(),
      random: () => clock.random(),
      ...(sourceIsFile && { longestSeconds: LONGEST_FILE_PAUSE_SECONDS }),
    });
    let said: string | undefined;
    while (this.trust === undefined && !signal.aborted) {
      try {
        await this.refresh(signal);
      } catch (error) {
        const reason = reasonOf(error);
        if (reason !== said) log.event('trust-missing', { reason });
        said = reason;
        waiting(reason);
        await pause(clock, backOff.pause(), signal);
      }
    }
  }

  /**
   * Asks the bootstrap's source. A bundle that is not the one of the last time replaces what relays have passed on: it was delivered
   * out of band, after a relay's certificate did not fit.
   *
   * @returns whether the bundle has changed
   * @throws Error where the source gives none
   */
  async refresh(signal: AbortSignal): Promise<boolean> {
    const bundle = await this.options.source(signal);
    const source = bundleDigest(bundle);
    if (this.trust?.source === source) return false;
    await this.keep({ bundle, source });
    return true;
  }

  /** A relay that was proved by the present bundle passes on a new one. One that is not usable is left. */
  async take(text: string): Promise<void> {
    if (text === this.trust?.bundle) return;
    try {
      await this.keep({ bundle: checkedBundle(text), source: this.trust?.source ?? '' });
    } catch (error) {
      this.options.log.event('trust-refused', { reason: reasonOf(error) });
    }
  }

  private async keep(trust: StoredTrust): Promise<void> {
    this.trust = trust;
    try {
      await this.options.store.save(trust);
    } catch (error) {
      this.options.log.event('state-not-written', { reason: reasonOf(error) });
    }
    this.options.log.event('trust-taken', { digest: bundleDigest(trust.bundle) });
  }
}
