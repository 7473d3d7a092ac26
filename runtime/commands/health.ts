import type { Command } from 'commander';
import { EXIT } from './exit-codes';
import { inService } from './in-service';
import type { Io } from './io';
import { targets, withLocalOptions, type LocalOptions } from './local-process';
import { printable } from './printable';

const HELP = `
A relay instance is in service while it takes users; a connector, while every ready
relay instance says so. Where both run here, both must be.

Exit codes: 0 in service, 1 not (the line says why), 2 wrong usage.

Examples:
  app-proxy health
  app-proxy health --address 127.0.0.1:8083`;

/** `app-proxy health`: one look, for health checks. */
export function addHealth(program: Command, io: Io): void {
  withLocalOptions(program.command('health'))
    .summary('say whether this machine is in service')
    .description('Says whether the relay instance or connector of this machine is in service.')
    .addHelpText('after', HELP)
    .action(async (options: LocalOptions) => {
      const { yes, text } = await inService(targets(options, io.env));
      (yes ? io.out : io.err).line(`app-proxy: ${printable(text)}`);
      io.exitCode = yes ? EXIT.yes : EXIT.no;
    });
}
