import { Command, CommanderError } from 'commander';
import { EXIT } from '../../../runtime/commands/exit-codes';
import { Failure, type Io } from '../../../runtime/commands/io';

/** Runs one command line with the one command that is added, as the program does. */
export async function runCommand(
  add: (program: Command, io: Io) => void,
  args: readonly string[],
  io: Io,
): Promise<void> {
  const program = new Command('app-proxy').exitOverride().configureOutput({
    writeOut: (text) => io.out.write(text),
    writeErr: (text) => io.err.write(text),
  });
  add(program, io);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      io.exitCode = error.exitCode === 0 ? EXIT.yes : EXIT.usage;
    } else if (error instanceof Failure) {
      io.err.line(`app-proxy: ${error.message}`);
      io.exitCode = error.exitCode;
    } else {
      throw error;
    }
  }
}
