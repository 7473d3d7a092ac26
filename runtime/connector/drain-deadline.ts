import type { Clock } from '../clock';

/** One deadline over several waits. */
export class DrainDeadline {
  private readonly over: Promise<false>;
  readonly cancel: () => void;

  constructor(clock: Clock, seconds: number) {
    let pass: (value: false) => void = () => undefined;
    this.over = new Promise((resolve) => {
      pass = resolve;
    });
    this.cancel = clock.after(seconds * 1000, () => pass(false));
  }

  /** Waits for a promise as long as the deadline allows. @returns whether it came in time */
  allows(promise: Promise<unknown>): Promise<boolean> {
    return Promise.race([promise.then(() => true), this.over]);
  }
}
