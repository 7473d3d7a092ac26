/** Lets so many through each second, and a burst after a quiet while. */
export class TokenBucket {
  private tokens: number;
  private last: number;

  constructor(
    readonly perSecond: number,
    now: number,
    /** Let through at once after a quiet while. @default what a second brings */
    private readonly burst = Math.max(1, perSecond),
  ) {
    this.tokens = burst;
    this.last = now;
  }

  /** @param now milliseconds */
  take(now: number): boolean {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.last) / 1000) * this.perSecond);
    this.last = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
