import { Argument, InvalidArgumentError, type Command } from 'commander';
import { reasonOf } from '../dial/dial-error';
import { MAX_SESSION_LOG_MINUTES } from '../log/limits';
import { askLocal } from '../status/local-client';
import { SESSION_LOG_MINUTES } from '../status/limits';
import { durationSeconds } from './duration';
import { EXIT } from './exit-codes';
import { Failure, type Io } from './io';
import { socketFile } from './local-process';
import { printable } from './printable';

const HELP = `
One JSON line for each transaction, in the log of the relay instance: time, request id,
application, group, connector, method, host, path without query, status, code, bytes,
timings. Without --group and --application it is on for everything. It goes off by
itself. What is given replaces what was given before. Each relay instance has a switch
of its own.

Exit codes: 0 switched, 1 not reached or refused, 2 wrong usage.

Examples:
  app-proxy session-log on --group hq --for 15m
  app-proxy session-log on --application mes
  app-proxy session-log off`;

interface SessionLogOptions {
  readonly group: readonly string[];
  readonly application: readonly string[];
  readonly for: number;
  readonly runtimeDirectory?: string;
}

/** `app-proxy session-log`: switches the session log of the relay instance of this machine. */
export function addSessionLog(program: Command, io: Io): void {
  program
    .command('session-log')
    .summary('switch the log of transactions of a relay instance')
    .description('Switches the session log of the relay instance of this machine.')
    .addArgument(new Argument('<switch>', 'what it shall be').choices(['on', 'off']))
    .option('--group <name>', 'transactions of this group; may be repeated', collect, [])
    .option('--application <name>', 'transactions of this application; may be repeated', collect, [])
    .option('--for <duration>', 'how long, such as 15m or 2h', minutes, SESSION_LOG_MINUTES)
    .option('--runtime-directory <dir>', 'directory of the socket file (RUNTIME_DIRECTORY, /run/app-proxy)')
    .addHelpText('after', HELP)
    .action((state: string, options: SessionLogOptions) => switchSessionLog(state === 'on', options, io));
}

async function switchSessionLog(on: boolean, options: SessionLogOptions, io: Io): Promise<void> {
  const { group: groups, application: applications } = options;
  const socketPath = socketFile('relay', options.runtimeDirectory, io.env);
  let reply;
  try {
    reply = await askLocal({ socketPath }, 'POST', '/session-log', {
      all: on && groups.length + applications.length === 0,
      groups: on ? groups : [],
      applications: on ? applications : [],
      minutes: options.for,
    });
  } catch (error) {
    throw new Failure(`session-log: no relay instance answers at ${socketPath}: ${reasonOf(error)}`);
  }
  if (reply.status !== 200) throw new Failure(`session-log: ${printable(reply.text.trim())}`);
  const of = [...groups.map((name) => `group ${name}`), ...applications.map((name) => `application ${name}`)];
  io.out.line(
    on
      ? `app-proxy: the session log is on for ${of.join(', ') || 'everything'}, for ${options.for} minutes`
      : 'app-proxy: the session log is off',
  );
  io.exitCode = EXIT.yes;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function minutes(text: string): number {
  const value = durationSeconds(text);
  if (value === undefined || value === 0 || value > MAX_SESSION_LOG_MINUTES * 60) {
    throw new InvalidArgumentError(
      `expected a duration such as 15m or 2h, at most ${MAX_SESSION_LOG_MINUTES / 60}h`,
    );
  }
  return value / 60;
}
