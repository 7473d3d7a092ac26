import { EXIT, type ExitCode } from '../../../runtime/commands/exit-codes';
import { Output, type Io } from '../../../runtime/commands/io';

/** Streams, environment and signal of a command in a test. */
export class IoInMemory implements Io {
  /** What was written to standard output. */
  stdout = '';
  /** What was written to standard error. */
  stderr = '';
  exitCode: ExitCode = EXIT.no;
  readonly stop = new AbortController();
  readonly out = new Output(
    this.stream((text) => (this.stdout += text)),
    () => undefined,
  );
  readonly err = new Output(
    this.stream((text) => (this.stderr += text)),
    () => undefined,
  );

  constructor(readonly env: Readonly<Record<string, string | undefined>>) {}

  stopSignal(): AbortSignal {
    return this.stop.signal;
  }

  private stream(take: (text: string) => void): ConstructorParameters<typeof Output>[0] {
    return {
      write: (text: string | Uint8Array) => {
        take(String(text));
        return true;
      },
      on: () => process.stdout,
    };
  }
}
