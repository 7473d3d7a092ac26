import { InvalidArgumentError, type Command } from 'commander';
import { pause, SYSTEM_CLOCK, type Clock } from '../clock';
import { durationSeconds } from './duration';
import { EXIT, type ExitCode } from './exit-codes';
import { inService, type InService } from './in-service';
import type { Io } from './io';
import { targets, withLocalOptions, type LocalOptions } from './local-process';
import { printable } from './printable';

/** Seconds that are waited where the command line does not say. */
export const WAIT_SECONDS = 300;
/** Milliseconds between two looks. */
const LOOK_MS = 1000;

const HELP = `
Asks each second and says on standard error what has changed. What does not run yet is
waited for too.

Exit codes: 0 in service, 2 wrong usage, 3 not in service by then (the last line says
why), 130 interrupted.

Examples:
  app-proxy wait-in-service --timeout 90s
  app-proxy wait-in-service --timeout 5m`;

interface WaitOptions extends LocalOptions {
  readonly timeout: number;
}

/** `app-proxy wait-in-service`: what the gates of a deployment run. */
export function addWaitInService(program: Command, io: Io): void {
  withLocalOptions(program.command('wait-in-service'))
    .summary('wait until this machine is in service')
    .description('Waits until the relay instance or connector of this machine is in service.')
    .option('--timeout <duration>', 'how long, such as 90s, 5m or 1h', seconds, WAIT_SECONDS)
    .addHelpText('after', HELP)
    .action(async (options: WaitOptions) => {
      const all = targets(options, io.env);
      io.exitCode = await waitInService(() => inService(all), options.timeout, io, SYSTEM_CLOCK);
    });
}

/** @param timeoutSeconds the first look is made whatever it is */
export async function waitInService(
  look: () => Promise<InService>,
  timeoutSeconds: number,
  io: Pick<Io, 'out' | 'err' | 'stopSignal'>,
  clock: Clock,
): Promise<ExitCode> {
  const stop = io.stopSignal();
  const end = clock.now() + timeoutSeconds * 1000;
  let before = '';
  for (;;) {
    const { yes, text } = await look();
    if (yes) {
      io.out.line(`app-proxy: ${printable(text)}`);
      return EXIT.yes;
    }
    if (text !== before) io.err.line(`app-proxy: waiting: ${printable(text)}`);
    before = text;
    const left = end - clock.now();
    if (left <= 0) {
      io.err.line(`app-proxy: not in service after ${timeoutSeconds} s: ${printable(text)}`);
      return EXIT.timedOut;
    }
    await pause(clock, Math.min(LOOK_MS, left), stop);
    if (stop.aborted) return EXIT.interrupted;
  }
}

function seconds(text: string): number {
  const value = durationSeconds(text);
  if (value === undefined) throw new InvalidArgumentError('expected a duration such as 90s, 5m or 1h');
  return value;
}
