import { EXIT, type ExitCode } from './exit-codes';

/** Narrowest and widest text that is laid out; a pipe and a file get the narrowest. */
const COLUMNS = { least: 80, most: 110 };

/** A further signal within this time is the same key press, which npm passes on a second time. */
const SAME_SIGNAL_MILLISECONDS = 1000;

/** What a stream must have so that a command writes to it. */
export type OutputStream = Pick<NodeJS.WritableStream, 'write' | 'on'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** One of the two streams that a command writes to. */
export class Output {
  private open = true;

  /** @param failed told why the stream takes no more, except that its reader has left */
  constructor(
    private readonly stream: OutputStream,
    failed: (error: Error) => void,
  ) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.open = false;
      // The reader of a pipe may leave early (`| head`): the command goes on without it, quietly.
      if (error.code !== 'EPIPE') failed(error);
    });
  }

  /** Whether a person reads along. */
  public get isTerminal(): boolean {
    return this.stream.isTTY === true;
  }

  /** Columns that text may fill. */
  public get columns(): number {
    const columns = this.isTerminal ? (this.stream.columns ?? COLUMNS.least) : COLUMNS.least;
    return Math.min(Math.max(columns, COLUMNS.least), COLUMNS.most);
  }

  public write(text: string): void {
    if (this.open) this.stream.write(text);
  }

  public line(text = ''): void {
    this.write(`${text}\n`);
  }

  public json(value: unknown): void {
    this.line(JSON.stringify(value, undefined, 2));
  }
}

/** What a command needs of the process that runs it, and where it leaves its answer. Tests make their own. */
export interface Io {
  /** The answer. */
  readonly out: Output;
  /** Messages, so that the answer can be piped. */
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the process says when it ends. */
  exitCode: ExitCode;
  /**
   * Asked for by a command that runs until it is told to end. Aborted by the first SIGTERM or SIGINT; one that comes
   * later ends the process at once with 130. Without this call, a signal ends the process as usual.
   */
  stopSignal(): AbortSignal;
}

/** Ends a command with a message for the user (`app-proxy: message`, on standard error) and no stack trace. */
export class Failure extends Error {
  public override readonly name = 'Failure';

  /** @param message lower case, no full stop: what, the value given, what is allowed, what to do */
  constructor(
    message: string,
    public readonly exitCode: ExitCode = EXIT.no,
  ) {
    super(message);
  }
}

/** The process's own streams, environment and signals. */
export class ProcessIo implements Io {
  public readonly out: Output;
  public readonly err: Output;
  public readonly env = process.env;
  public exitCode: ExitCode = EXIT.yes;
  private stop: AbortController | undefined;

  constructor(stdout: OutputStream = process.stdout, stderr: OutputStream = process.stderr) {
    this.err = new Output(stderr, () => {
      this.exitCode = EXIT.no;
    });
    this.out = new Output(stdout, ({ message }) => {
      this.exitCode = EXIT.no;
      this.err.line(`app-proxy: the output cannot be written: ${message}`);
    });
  }

  public stopSignal(): AbortSignal {
    if (this.stop !== undefined) return this.stop.signal;
    const stop = (this.stop = new AbortController());
    let asked: number | undefined;
    const told = (signal: NodeJS.Signals): void => {
      asked ??= performance.now();
      if (!stop.signal.aborted) stop.abort(signal);
      else if (performance.now() - asked > SAME_SIGNAL_MILLISECONDS) process.exit(EXIT.interrupted);
    };
    process.on('SIGTERM', told).on('SIGINT', told);
    return stop.signal;
  }
}
