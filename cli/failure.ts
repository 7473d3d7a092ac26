import type { ExitCode } from './exit-codes';

/** Ends a command with a message for the user and no stack trace. */
export class Failure extends Error {
  public override readonly name = 'Failure';

  constructor(
    message: string,
    public readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}
