import type { Clock } from '../../../runtime/clock';

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  /** What `random` gives. */
  chance = 0.5;
  private time: number;
  private readonly timers = new Set<{ readonly at: number; readonly action: () => void }>();

  constructor(start = Date.now()) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return this.chance;
  }

  after(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.time + milliseconds, action };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Milliseconds until each timer, shortest first. */
  get waits(): number[] {
    return [...this.timers].map(({ at }) => at - this.time).sort((a, b) => a - b);
  }

  /** Moves the time, and runs what is due, in order. */
  advance(milliseconds: number): void {
    const until = this.time + milliseconds;
    for (;;) {
      const [next] = [...this.timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.action();
    }
    this.time = until;
  }
}

/** Waits, turn by turn of the event loop, until something is so. @throws Error after four seconds */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 4000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`it never came to ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lets what is under way on this machine's loopback come to its end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
