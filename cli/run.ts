import { Command, CommanderError } from 'commander';
import { addEgress } from './egress';
import { EXIT } from './exit-codes';
import { Failure } from './failure';
import { addLocal } from './local';
import { packageVersion } from './package-root';
import { addPlan } from './plan';
import { runRuntime, runtimeArguments, runtimeHelp } from './runtime-commands';
import { addSchema } from './schema';
import { addStart } from './start';
import { addSynth } from './synth';
import type { Terminal } from './terminal';
import { addValidate } from './validate';

const AFTER_HELP = `
Exit codes:
  0    yes: it is so, it is done
  1    no: errors in the declaration, or the work could not be done
  2    the command line is wrong
  3    a wait ended without an answer
  70   a fault of app-proxy itself; APP_PROXY_DEBUG=1 shows where
  130  interrupted (Ctrl-C)

Colours appear on a terminal only; NO_COLOR=1 switches them off.`;

/** Runs one command line and leaves the exit code in the terminal. Never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<void> {
  try {
    const forRuntime = runtimeArguments(args);
    if (forRuntime !== undefined) {
      await runRuntime(forRuntime, terminal);
      return;
    }
    await program(terminal).parseAsync(args, { from: 'user' });
  } catch (error) {
    terminal.exitCode = report(error, terminal);
  }
}

/** The command line; its help is what docs/cli.md shows. */
export function program(terminal: Terminal): Command {
  const command = new Command('app-proxy')
    .description('Publish private web applications through a relay and outbound-only connectors.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out.write(text);
      },
      writeErr: (text) => {
        terminal.err.write(text);
      },
      getOutHelpWidth: () => terminal.out.columns,
      getErrHelpWidth: () => terminal.err.columns,
      getOutHasColors: () => terminal.out.colors.isColorSupported,
      getErrHasColors: () => terminal.err.colors.isColorSupported,
    })
    .configureHelp({ styleTitle: (title) => terminal.out.colors.bold(title) })
    .addHelpText('after', runtimeHelp() + AFTER_HELP);
  for (const add of [addValidate, addPlan, addEgress, addSynth, addSchema, addLocal, addStart]) {
    add(command, terminal);
  }
  for (const each of [command, ...command.commands]) {
    const name = each === command ? '' : ` ${each.name()}`;
    each.showHelpAfterError(`'app-proxy${name} --help' lists what there is`);
  }
  return command;
}

function report(error: unknown, { err }: Terminal): Terminal['exitCode'] {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong; its help and version requests end here too.
    return error.exitCode === 0 ? EXIT.yes : EXIT.usage;
  }
  if (error instanceof Failure) {
    err.line(`${err.colors.red('error')}: ${error.message}`);
    return error.exitCode;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  err.line(`${err.colors.red('internal error')}: ${message}`);
  err.line(
    process.env['APP_PROXY_DEBUG'] === '1'
      ? (stack ?? '')
      : 'this is a fault of app-proxy, not of your declaration; APP_PROXY_DEBUG=1 shows where',
  );
  return EXIT.internal;
}
