import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** Milliseconds after SIGTERM before a process is killed. */
export const STOP_MS = 5_000;
/** Lines of a process's log that an error shows. */
const LAST_LINES = 15;

export interface ProgramOptions {
  /** For messages: `relay r0`, `connector hq/0`. */
  readonly name: string;
  /** The program with its first arguments: `[node, app-proxy.cjs]`. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** File that its output is added to. */
  readonly log: string;
  /** Told when a run ends that nobody asked to end. */
  readonly onUnexpectedExit?: (ended: string) => void;
}

/** One process of the runtime, which may run several times. It ends with this process, however that ends. */
export class ProgramProcess {
  private child: ChildProcess | undefined;
  private ended: Promise<string> = Promise.resolve('not started');
  private asked = false;

  constructor(private readonly options: ProgramOptions) {}

  public get name(): string {
    return this.options.name;
  }

  /** Undefined while it does not run. */
  public get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Fulfilled when the present run has ended, with how: `exit code 1`, `SIGKILL`. */
  public get exited(): Promise<string> {
    return this.ended;
  }

  /** Starts a run, unless there is one. */
  public start(): void {
    if (this.child !== undefined) {
      return;
    }
    const { command, args, env, log } = this.options;
    const [program = process.execPath, ...first] = command;
    const output = openSync(log, 'a', 0o600);
    const child = spawn(program, [...first, ...args], {
      // Its own process group: Ctrl-C is for this process, which stops the others in order. The channel tells the child when this process is gone.
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
      env: { ...process.env, APP_PROXY_EXIT_WITH_PARENT: '1', ...env },
    });
    closeSync(output);
    this.child = child;
    this.asked = false;
    this.ended = new Promise((resolve) => {
      const end = (how: string) => {
        if (this.child !== child) {
          return;
        }
        this.child = undefined;
        resolve(how);
        if (!this.asked) {
          this.options.onUnexpectedExit?.(how);
        }
      };
      child.once('exit', (code, signal) => end(signal ?? `exit code ${String(code)}`));
      child.once('error', (error) => end(error.message));
    });
  }

  /** Asks the process to drain and end; kills it when it has not ended in time. */
  public async stop(milliseconds = STOP_MS): Promise<void> {
    this.signal('SIGTERM');
    const deadline = setTimeout(() => this.signal('SIGKILL'), milliseconds);
    await this.ended;
    clearTimeout(deadline);
  }

  /** Ends the process at once, without a word to it. */
  public async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /** `SIGSTOP` and `SIGCONT` make it hold still and go on. */
  public signal(signal: NodeJS.Signals): void {
    if (signal === 'SIGTERM' || signal === 'SIGKILL') {
      this.asked = true;
    }
    this.child?.kill(signal);
  }

  /** All that it has written. */
  public output(): string {
    try {
      return readFileSync(this.options.log, 'utf8');
    } catch {
      return '';
    }
  }

  public lastLines(): readonly string[] {
    return this.output().trimEnd().split('\n').slice(-LAST_LINES);
  }
}
