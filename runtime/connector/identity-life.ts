import { BackOff } from '../dial/back-off';
import { DialError, reasonOf } from '../dial/dial-error';
import type { Log } from '../log/log';
import { pause, type Clock } from '../clock';
import { CredentialMissing } from './credential';
import { EnrolmentRefused } from './enroller';
import type { Identity } from './identity';
import type { IdentityKeeper } from './identity-keeper';
import {
  LONGEST_FILE_PAUSE_SECONDS,
  LONGEST_RENEWAL_PAUSE_SECONDS,
  LONGEST_TIMER_MS,
  REFUSED_PAUSE_SECONDS,
  RENEWAL_JITTER,
  RENEWAL_PART,
} from './limits';
import type { TrustKeeper } from './trust-keeper';

export interface IdentityLifeOptions {
  readonly keeper: IdentityKeeper;
  readonly trust: TrustKeeper;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** There is a new certificate. */
  readonly renewed: (identity: Identity) => void;
  /** An attempt failed; the next one follows by itself. */
  readonly failed: (problem: string, refusal: EnrolmentRefused | undefined) => void;
}

/** Codes of refusals that no further attempt changes, until somebody does something. */
const FINAL_REFUSALS: ReadonlySet<string> = new Set(['revoked', 'wrong-deployment']);

/** Codes of refusals that say that the certificate cannot be renewed: the credential is needed. */
const WORTHLESS: ReadonlySet<string> = new Set([
  'expired',
  'unknown-authority',
  'not-a-connector',
  'wrong-group',
]);

/** Keeps a certificate that counts: enrols while there is none, renews at two thirds of its life, enrols anew once it has expired. */
export class IdentityLife {
  private cancelTimer: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private rejected = false;

  constructor(private readonly options: IdentityLifeOptions) {
    options.signal.addEventListener('abort', () => this.cancelTimer?.(), { once: true });
  }

  /** Resolves once there is a certificate that counts, or the signal is given. */
  async begin(): Promise<void> {
    const { keeper } = this.options;
    if (keeper.current === undefined || keeper.hasExpired) await this.obtain();
    else this.schedule(keeper.current);
  }

  /** A relay says that the certificate has expired, whatever the clock here says, or that no authority of today has signed it. */
  rejectedByRelay(): void {
    this.rejected = true;
    void this.obtain();
  }

  /** Somebody else has obtained a new certificate. */
  replaced(identity: Identity): void {
    this.rejected = false;
    this.schedule(identity);
    this.options.renewed(identity);
  }

  private schedule(identity: Identity): void {
    this.cancelTimer?.();
    if (this.options.signal.aborted) return;
    this.waitUntil(renewalTime(identity, this.options.clock.random()));
  }

  /** Timers hold only some weeks, and stand still while a machine sleeps: a long wait is made of short ones. */
  private waitUntil(moment: number): void {
    const { clock } = this.options;
    const left = moment - clock.now();
    if (left <= 0) return void this.obtain();
    this.cancelTimer = clock.after(Math.min(left, LONGEST_TIMER_MS), () => this.waitUntil(moment));
  }

  private obtain(): Promise<void> {
    this.running ??= this.tryUntilThere().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async tryUntilThere(): Promise<void> {
    this.cancelTimer?.();
    const { keeper, clock, signal } = this.options;
    const before = keeper.current;
    const lives = before !== undefined && !keeper.hasExpired && !this.rejected;
    const backOff = new BackOff({
      now: () => clock.now(),
      random: () => clock.random(),
      ...(lives && { longestSeconds: LONGEST_RENEWAL_PAUSE_SECONDS }),
    });
    let said: string | undefined;
    const isOver = (): boolean =>
      signal.aborted || (keeper.current !== undefined && keeper.current !== before);
    while (!isOver()) {
      try {
        const renewable = keeper.current !== undefined && !keeper.hasExpired && !this.rejected;
        this.replaced(renewable ? await keeper.renew(signal) : await keeper.enrol(signal));
        return;
      } catch (error) {
        if (isOver()) return;
        const refusal = error instanceof EnrolmentRefused ? error : undefined;
        const final = refusal !== undefined && FINAL_REFUSALS.has(refusal.code);
        if (refusal !== undefined && WORTHLESS.has(refusal.code)) this.rejected = true;
        said = this.say(error, refusal, said);
        this.options.failed(reasonOf(error), final ? refusal : undefined);
        if (isUntrusted(error)) await this.refreshTrust();
        const usual = final ? REFUSED_PAUSE_SECONDS * 1000 * (0.8 + 0.4 * clock.random()) : backOff.pause();
        const isFile = error instanceof CredentialMissing && error.isFile;
        await pause(clock, isFile ? Math.min(usual, LONGEST_FILE_PAUSE_SECONDS * 1000) : usual, signal);
      }
    }
  }

  /** What is waited for is said once, each failed attempt for itself. @returns what was said */
  private say(error: unknown, refusal: EnrolmentRefused | undefined, said: string | undefined): string {
    const reason = reasonOf(error);
    if (!(error instanceof CredentialMissing)) {
      this.options.log.event('enrolment-failed', { reason, code: refusal?.code });
    } else if (reason !== said) {
      this.options.log.event('credential-missing', { reason });
    }
    return reason;
  }

  private async refreshTrust(): Promise<void> {
    try {
      await this.options.trust.refresh(this.options.signal);
    } catch {
      // The source is away; the bundle that is there stays, and the next failure asks again.
    }
  }
}

/** When a certificate is renewed: at two thirds of its life, moved at random so that connectors do not come all at once. */
export function renewalTime(
  { notBefore, expires }: Pick<Identity, 'notBefore' | 'expires'>,
  random: number,
): number {
  const life = expires - notBefore;
  return notBefore + life * (RENEWAL_PART + RENEWAL_JITTER * (2 * random - 1));
}

/** Whether a relay was not who it should be, alone or among others. */
export function isUntrusted(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUntrusted);
  return error instanceof DialError && error.code === 'untrusted-relay';
}
