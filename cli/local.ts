import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_FILE, readDeclaration } from './declaration-file';
import type { Terminal } from './terminal';

const HELP = `
Relay instances and connectors are processes of this machine, one each; a small
server stands in for each backend. Names are under localhost and need no DNS.
Ctrl-C stops every process and leaves nothing behind. Exit code 1: the topology
did not start, or an application did not answer.

Examples:
  app-proxy local
  app-proxy local --once --json | jq '.applications[] | {url, connector}'
  app-proxy local --connectors 1 --logs deployments/production.yaml`;

/** What the commands that run a topology here have in common. */
export interface LocalOptions {
  readonly once?: true;
  readonly port?: number;
  readonly connectors?: number;
  readonly runtime?: string;
  readonly logs?: true;
}

interface Options extends LocalOptions {
  readonly json?: true;
}

/** `app-proxy local`: the topology of a declaration as processes of this machine. */
export function addLocal(program: Command, terminal: Terminal): void {
  const command = program
    .command('local')
    .summary('run the topology on this machine')
    .description('Runs relay and connectors of a declaration on this machine and tries each application.')
    .argument('[file]', 'the declaration', DEFAULT_FILE);
  addLocalOptions(command)
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      const declared = await readDeclaration(terminal, file, options.json === true);
      if (declared === undefined) {
        return;
      }
      const { deployment, findings } = declared;
      const { runLocal } = await import('./local/run-local.js');
      await runLocal(terminal, deployment, {
        ...localRunOptions(options),
        progress: terminal.err,
        indent: '',
        ...(options.json && { json: (running) => terminal.out.json({ ...findings, ...running }) }),
      });
    });
}

/** Declares what `LocalOptions` has. */
export function addLocalOptions(command: Command): Command {
  return command
    .option('--once', 'end after the table')
    .option(
      '-p, --port <port>',
      'port of the entry address (default: targets.local.httpsPort, or a free one)',
      port,
    )
    .option('--connectors <number>', 'start at most so many connectors of each group', number)
    .option('--runtime <file>', 'another runtime than that of this version')
    .option('--logs', 'print what the processes log');
}

/** The options as `runLocal` takes them. */
export function localRunOptions({ once, port, connectors, runtime, logs }: LocalOptions) {
  return {
    once: once === true,
    logs: logs === true,
    ...(port !== undefined && { port }),
    ...(connectors !== undefined && { connectors }),
    ...(runtime !== undefined && { runtime }),
  };
}

function port(text: string): number {
  return whole(text, 65_535);
}

function number(text: string): number {
  return whole(text, 100);
}

function whole(text: string, largest: number): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value < 1 || value > largest) {
    throw new InvalidArgumentError(`Allowed: a whole number from 1 to ${largest}.`);
  }
  return value;
}
