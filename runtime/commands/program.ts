import { Command, CommanderError } from 'commander';
import { VERSION } from '../version';
import { EXIT, type ExitCode } from './exit-codes';
import { Failure, type Io } from './io';
import type { Surroundings } from './surroundings';

type Add = (program: Command, io: Io) => void;

/**
 * The commands by name, in the order of the help. Each is loaded when it is asked for: a health check must not pay for
 * the libraries of the relay. An action is done when its promise is fulfilled; the process ends then.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  relay: async () => (await import('./relay.js')).addRelay,
  'relay-worker': async () => (await import('./relay-worker.js')).addRelayWorker,
  connector: async () => (await import('./connector.js')).addConnector,
  health: async () => (await import('./health.js')).addHealth,
  'wait-in-service': async () => (await import('./wait-in-service.js')).addWaitInService,
  status: async () => (await import('./status.js')).addStatus,
  're-enrol': async () => (await import('./re-enrol.js')).addReEnrol,
  token: async () => withExit((await import('./token.js')).addToken),
  revoke: async () => withExit((await import('./revoke.js')).addRevoke),
  ca: async () => withExit((await import('./ca.js')).addCa),
  publish: async () => withExit((await import('./publish.js')).addPublish),
  'session-log': async () => (await import('./session-log.js')).addSessionLog,
  licences: async () => (await import('./licences.js')).addLicences,
};

const AFTER_HELP = `
Exit codes:
  0    yes: it is so, it is done
  1    no: it is not so, or the work could not be done
  2    the command line is wrong
  3    a wait ended without an answer
  70   a fault of app-proxy itself; APP_PROXY_DEBUG=1 shows where
  130  interrupted (Ctrl-C)`;

/** Runs one command line and leaves the exit code in `io`. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<void> {
  try {
    await (await program(args, io)).parseAsync(args, { from: 'user' });
  } catch (error) {
    io.exitCode = report(error, io);
  }
}

/** The command line with the one command that the arguments name, or with all where they name none. */
async function program(args: readonly string[], io: Io): Promise<Command> {
  const command = new Command('app-proxy')
    .description('The runtime: relay and outbound-only connectors of private web applications.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
      getOutHelpWidth: () => io.out.columns,
      getErrHelpWidth: () => io.err.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', AFTER_HELP);
  const named = COMMANDS[args[0] ?? ''];
  const wanted = named === undefined ? Object.values(COMMANDS) : [named];
  for (const load of isVersion(args) ? [] : wanted) (await load())(command, io);
  for (const each of [
    command,
    ...command.commands,
    ...command.commands.flatMap(({ commands }) => commands),
  ]) {
    each.showHelpAfterError(`'${pathOf(each)} --help' lists what there is`);
  }
  return command;
}

function isVersion([first]: readonly string[]): boolean {
  return first === '--version' || first === '-V';
}

/** `app-proxy token create`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** A command that takes its surroundings and its exit apart. */
function withExit(
  add: (program: Command, surroundings: Surroundings, exit: (code: ExitCode) => void) => void,
): Add {
  return (program, io) =>
    add(
      program,
      { env: io.env, out: (line) => io.out.line(line), error: (line) => io.err.line(line) },
      (code) => {
        io.exitCode = code;
      },
    );
}

function report(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong; its help and version requests end here too.
    return error.exitCode === 0 ? EXIT.yes : EXIT.usage;
  }
  if (error instanceof Failure) {
    io.err.line(`app-proxy: ${error.message}`);
    return error.exitCode;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  io.err.line(`app-proxy: internal error: ${message}`);
  io.err.line(
    io.env['APP_PROXY_DEBUG'] === '1'
      ? (stack ?? '')
      : 'this is a fault of app-proxy, not of your configuration; APP_PROXY_DEBUG=1 shows where',
  );
  return EXIT.internal;
}
