/** Requests a second over the last seconds. */
export class RequestRate {
  private total = 0;
  private readonly samples: { readonly at: number; readonly total: number }[] = [];

  /** @param now milliseconds */
  constructor(
    private readonly seconds: number,
    now: number,
  ) {
    this.samples.push({ at: now, total: 0 });
  }

  /** @param requests that came since the last call */
  add(requests: number, now: number): void {
    this.total += requests;
    const oldest = now - this.seconds * 1000;
    this.samples.push({ at: now, total: this.total });
    // The first sample is the last one that is old enough: the time between it and the newest is the time looked at.
    while (this.samples.length > 2 && (this.samples[1]?.at ?? now) <= oldest) this.samples.shift();
  }

  perSecond(now: number): number {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.at <= first.at) return 0;
    if (now - last.at > this.seconds * 1000) return 0;
    return ((last.total - first.total) * 1000) / (last.at - first.at);
  }
}
