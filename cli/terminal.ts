import { createColors } from 'picocolors';
import { EXIT } from './exit-codes';

export type Colors = ReturnType<typeof createColors>;

/** Narrowest and widest text that is laid out; a pipe and a file get the narrowest. */
const COLUMNS = { least: 80, most: 110 };

/** One of the two streams that a command writes to. */
export class Output {
  public readonly colors: Colors;
  private open = true;

  /** @param failed told why the stream takes no more, except that its reader has left */
  constructor(
    private readonly stream: NodeJS.WriteStream,
    failed: (error: Error) => void,
  ) {
    // Never undefined, as `isTTY` of a pipe is: the library would decide by itself, and colour wherever CI is set.
    this.colors = createColors(wantsColors(stream) ? true : false);
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.open = false;
      // The reader of a pipe may leave early (`| head`): the command goes on without it, quietly.
      if (error.code !== 'EPIPE') {
        failed(error);
      }
    });
  }

  /** Columns that text may fill. */
  public get columns(): number {
    const columns = this.stream.isTTY ? this.stream.columns : COLUMNS.least;
    return Math.min(Math.max(columns, COLUMNS.least), COLUMNS.most);
  }

  /** Whether a line that has begun can be written over. */
  public get rewrites(): boolean {
    return this.stream.isTTY;
  }

  public write(text: string): void {
    if (this.open) {
      this.stream.write(text);
    }
  }

  public line(text = ''): void {
    this.write(`${text}\n`);
  }

  public json(value: unknown): void {
    this.line(JSON.stringify(value, undefined, 2));
  }
}

/** What a command talks to, and where it leaves its answer. */
export class Terminal {
  /** The answer. */
  public readonly out: Output;
  /** Findings and messages, so that the answer can be piped. */
  public readonly err: Output;
  /** One of `EXIT`, or what another program ended with. */
  public exitCode: number = EXIT.yes;

  constructor(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream) {
    this.out = new Output(stdout, ({ message }) => {
      this.exitCode = EXIT.no;
      this.err.line(`${this.err.colors.red('error')}: the output cannot be written: ${message}`);
    });
    this.err = new Output(stderr, () => {
      this.exitCode = EXIT.no;
    });
  }
}

/** Colours on a terminal only, and not where `NO_COLOR` says so (https://no-color.org). */
function wantsColors(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, TERM } = process.env;
  return stream.isTTY && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}
