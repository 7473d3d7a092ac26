import { SYSTEM_CLOCK, type Clock } from '../clock';
import { StoreError } from '../store/store-error';
import { CommandFailure } from './exchange-place';
import { EXIT, type ExitCode } from './exit-codes';

/** What a command needs of the process that runs it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  out(line: string): void;
  error(line: string): void;
  /** @default SYSTEM_CLOCK */
  readonly clock?: Clock;
}

/** Runs a command's work; what the user can do something about becomes a line and an exit code. */
export async function attempt(
  command: string,
  surroundings: Surroundings,
  work: (clock: Clock) => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await work(surroundings.clock ?? SYSTEM_CLOCK);
  } catch (error) {
    if (!(error instanceof CommandFailure) && !(error instanceof StoreError)) {
      throw error;
    }
    surroundings.error(`app-proxy: ${command}: ${error.message}`);
    return error instanceof CommandFailure && error.isUsage ? EXIT.usage : EXIT.no;
  }
}

/** Lines of a table, columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
