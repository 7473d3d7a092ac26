import { FIRST_PAUSE_SECONDS, HEALTHY_SECONDS, LONGEST_PAUSE_SECONDS } from './limits';

export interface BackOffOptions {
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Milliseconds. */
  readonly now: () => number;
  /** @default FIRST_PAUSE_SECONDS */
  readonly firstSeconds?: number;
  /** @default LONGEST_PAUSE_SECONDS */
  readonly longestSeconds?: number;
  /** @default HEALTHY_SECONDS */
  readonly healthySeconds?: number;
}

/**
 * Pauses between attempts, with full jitter: random below a bound that doubles from failure to failure. The bound begins anew
 * once what was reached has stayed for a healthy while; a success that breaks at once does not count.
 */
export class BackOff {
  private failures = 0;
  private reachedAt: number | undefined;

  constructor(private readonly options: BackOffOptions) {}

  /** What was dialled is there. */
  reached(): void {
    this.reachedAt ??= this.options.now();
  }

  /** An attempt failed, or what was reached is gone: the milliseconds until the next attempt. */
  pause(): number {
    const { random, now, firstSeconds, longestSeconds, healthySeconds } = this.options;
    if (
      this.reachedAt !== undefined &&
      now() - this.reachedAt >= (healthySeconds ?? HEALTHY_SECONDS) * 1000
    ) {
      this.failures = 0;
    }
    this.reachedAt = undefined;
    const bound = (firstSeconds ?? FIRST_PAUSE_SECONDS) * 2 ** Math.min(this.failures, 16);
    this.failures += 1;
    return random() * Math.min(bound, longestSeconds ?? LONGEST_PAUSE_SECONDS) * 1000;
  }

  /** Begins anew. */
  reset(): void {
    this.failures = 0;
    this.reachedAt = undefined;
  }
}
