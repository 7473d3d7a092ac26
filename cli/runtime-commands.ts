import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { EXIT } from './exit-codes';
import { packageRoot } from './package-root';
import type { Terminal } from './terminal';

/** Commands of the runtime, which is a program of its own: it is run, never imported. */
export const RUNTIME_COMMANDS: Readonly<Record<string, string>> = {
  relay: 'run a relay instance',
  connector: 'run a connector, or put it on this host as a service',
  health: 'say whether this machine is healthy',
  'wait-in-service': 'wait until the relays say that this machine is in service',
  status: 'show relay instances and connectors',
  're-enrol': 'give this connector a new certificate',
  token: 'make, list and revoke enrolment tokens',
  revoke: 'take a connector out for good',
  ca: "rotate and show the deployment's certificate authority",
  publish: 'write the configuration documents',
  'session-log': 'switch the log of transactions on and off',
  licences: 'print the licences of what the program holds',
};

/** Signals that the runtime is told too: it drains before it ends. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The arguments for the runtime, where they name one of its commands. */
export function runtimeArguments(args: readonly string[]): readonly string[] | undefined {
  const [first = '', second = ''] = args;
  if (Object.hasOwn(RUNTIME_COMMANDS, first)) return args;
  return first === 'help' && Object.hasOwn(RUNTIME_COMMANDS, second) ? [second, '--help'] : undefined;
}

/** Section of the help. */
export function runtimeHelp(): string {
  const width = Math.max(...Object.keys(RUNTIME_COMMANDS).map((name) => name.length));
  const lines = Object.entries(RUNTIME_COMMANDS).map(
    ([name, summary]) => `  ${name.padEnd(width)}  ${summary}`,
  );
  return `\nCommands of the runtime, on relay and connector machines:\n${lines.join('\n')}\n`;
}

/** Runs the bundle of the runtime in the place of this program: the same terminal, signals and exit code. */
export async function runRuntime(args: readonly string[], terminal: Terminal): Promise<void> {
  const bundle = join(packageRoot(), 'dist', 'app-proxy.cjs');
  if (!existsSync(bundle)) {
    terminal.err.line(
      `${terminal.err.colors.red('error')}: the runtime is not built: ${bundle} is not there; run 'npm run build'`,
    );
    terminal.exitCode = EXIT.no;
    return;
  }
  const child = spawn(process.execPath, [bundle, ...args], { stdio: 'inherit' });
  for (const signal of PASSED_ON) {
    process.on(signal, () => child.kill(signal));
  }
  terminal.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}
