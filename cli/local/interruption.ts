/** Milliseconds in which a further signal is the same wish: npm passes on the Ctrl-C that the terminal has sent to all. */
const SAME_WISH_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The wish that this process end: Ctrl-C, a closed terminal, a service manager. A second signal ends it at once. */
export class Interruption {
  /** Fulfilled by the first signal. */
  public readonly promise: Promise<void>;
  private signal: NodeJS.Signals | undefined;
  private came = 0;
  private readonly heard: (signal: NodeJS.Signals) => void;

  /** @param last what is still to be done before a second signal ends this process */
  constructor(last: () => void) {
    let fulfil = () => {};
    this.promise = new Promise((resolve) => {
      fulfil = resolve;
    });
    this.heard = (signal) => {
      if (this.signal !== undefined) {
        if (performance.now() - this.came < SAME_WISH_MS) {
          return;
        }
        last();
        this.close();
        this.repeat();
        return;
      }
      this.signal = signal;
      this.came = performance.now();
      fulfil();
    };
    for (const signal of SIGNALS) {
      process.on(signal, this.heard);
    }
  }

  public get happened(): boolean {
    return this.signal !== undefined;
  }

  /** Signals do again what they do by themselves. */
  public close(): void {
    for (const signal of SIGNALS) {
      process.off(signal, this.heard);
    }
  }

  /** Ends this process by the signal that came, so that who started it sees the same as without a handler. */
  public repeat(): void {
    if (this.signal !== undefined) {
      process.kill(process.pid, this.signal);
    }
  }
}
