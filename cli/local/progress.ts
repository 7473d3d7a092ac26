import type { Output } from '../terminal';

/** What is being waited for, as lines: on a terminal each number as it comes, elsewhere the last one alone. */
export class Progress {
  private open = false;

  /** @param indent before each line */
  constructor(
    private readonly output: Output,
    private readonly indent: string,
  ) {}

  public tell(what: string, done: number, all: number): void {
    const line = `${this.indent}${what}: ${done} of ${all}`;
    if (done === all) {
      this.output.line(this.open ? `\r${line}` : line);
      this.open = false;
    } else if (this.output.rewrites) {
      this.output.write(`\r${line}`);
      this.open = true;
    }
  }

  /** Ends a line that was begun, so that a message can follow. */
  public end(): void {
    if (this.open) {
      this.output.line();
      this.open = false;
    }
  }
}
