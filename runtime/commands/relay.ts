import type { Command } from 'commander';
import { jsonLog } from '../log/json-log';
import { runRelay } from '../relay/run-relay';
import { VERSION } from '../version';
import { readBootstrap } from './bootstrap-file';
import { type Io } from './io';

/** Where a relay machine has its bootstrap document. */
export const RELAY_BOOTSTRAP = '/etc/app-proxy/relay.json';
/** Directory of the socket file where the environment does not say. */
const RUNTIME_DIRECTORY = '/run/app-proxy';

const HELP = `
Runs until SIGTERM or SIGINT, then drains: its probe says no first, then no new
requests come in, then the tunnels close. SIGHUP reads the configuration anew.
The admin log goes to standard output, a JSON object a line.

Examples:
  app-proxy relay --config ${RELAY_BOOTSTRAP}
  app-proxy relay --config env:APP_PROXY_BOOTSTRAP`;

/** `app-proxy relay`: a relay instance. */
export function addRelay(program: Command, io: Io): void {
  program
    .command('relay')
    .summary('run a relay instance')
    .description('Runs a relay instance: users and connectors meet here.')
    .option('--config <file>', 'the bootstrap document: a file, or env:NAME', RELAY_BOOTSTRAP)
    .addHelpText('after', HELP)
    .action(async ({ config }: { readonly config: string }) => {
      const bootstrap = readBootstrap('relay-bootstrap', config, io.env);
      await runRelay({
        bootstrap,
        runtime: VERSION,
        runtimeDirectory: io.env['RUNTIME_DIRECTORY'] ?? RUNTIME_DIRECTORY,
        log: jsonLog({ role: 'relay', version: VERSION }),
        stop: io.stopSignal(),
      });
    });
}
