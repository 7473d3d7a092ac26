import type { Command } from 'commander';
import { pause, SYSTEM_CLOCK } from '../clock';
import type { ConnectorStatus } from '../connector/status';
import type { StatusDocument } from '../status/status-document';
import { EXIT } from './exit-codes';
import { Failure, type Io } from './io';
import { askEach, nothingRuns, ROLES, targets, withLocalOptions, type LocalOptions } from './local-process';
import { printable } from './printable';
import { connectorStatusLines, relayStatusLines } from './status-lines';

/** Milliseconds between two looks of `--watch`. */
const WATCH_MS = 2000;
/** Clears a terminal and goes to its first line. */
const CLEAR = '\u001b[2J\u001b[H';

const HELP = `
On the machine of a relay instance: groups, connectors, what is wrong and what to do.
On a connector's: its own state and its tunnels. Requests a second are those through
the relay instance that answers.

Exit codes: 0 shown, 1 nothing answers, 2 wrong usage.

Examples:
  app-proxy status
  app-proxy status --json
  app-proxy status --watch
  app-proxy status --address 127.0.0.1:8082`;

interface StatusOptions extends LocalOptions {
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly role?: string;
}

/** `app-proxy status`. */
export function addStatus(program: Command, io: Io): void {
  withLocalOptions(program.command('status'))
    .summary('show groups, connectors, and what is wrong')
    .description('Shows how the relay instance or connector of this machine is.')
    .option('--json', 'print the document as it is, for programs')
    .option('--watch', 'show it anew every two seconds, until Ctrl-C')
    .option('--role <role>', 'relay or connector, where both run here')
    .addHelpText('after', HELP)
    .action((options: StatusOptions) => status(options, io));
}

async function status(options: StatusOptions, io: Io): Promise<void> {
  if (options.role !== undefined && !ROLES.some((role) => role === options.role)) {
    throw new Failure(`role '${options.role}': expected relay or connector`, EXIT.usage);
  }
  if (options.watch !== true) {
    io.out.write(await show(options, io));
    io.exitCode = EXIT.yes;
    return;
  }
  const stop = io.stopSignal();
  while (!stop.aborted) {
    let text: string;
    try {
      text = await show(options, io);
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode === EXIT.usage) throw error;
      text = `${error.message}\n`;
    }
    io.out.write(`${io.out.isTerminal ? CLEAR : ''}${text}`);
    await pause(SYSTEM_CLOCK, WATCH_MS, stop);
  }
  io.exitCode = EXIT.yes;
}

/** @throws Failure where nothing answers */
async function show(options: StatusOptions, io: Io): Promise<string> {
  const all = targets(options, io.env).filter(
    ({ name }) => options.role === undefined || options.address !== undefined || name === options.role,
  );
  const answers = await askEach(all, '/status');
  if (answers.length === 0) throw new Failure(`status: ${nothingRuns(all)}`);
  const documents: (StatusDocument | ConnectorStatus)[] = [];
  for (const { target, reply, problem } of answers) {
    if (reply?.status === 200) documents.push(JSON.parse(reply.text) as StatusDocument | ConnectorStatus);
    else if (answers.length === 1) {
      const why = problem ?? `it answered ${reply?.status ?? 0}`;
      throw new Failure(`status: ${target.name}: ${printable(why)}`);
    }
  }
  if (options.json !== true) {
    return documents
      .map((document) =>
        lines(document)
          .map((line) => `${printable(line)}\n`)
          .join(''),
      )
      .join('\n');
  }
  if (documents.length > 1) {
    throw new Failure('status: a relay instance and a connector run here; say which with --role', EXIT.usage);
  }
  return `${JSON.stringify(documents[0], undefined, 2)}\n`;
}

function lines(document: StatusDocument | ConnectorStatus): readonly string[] {
  return 'role' in document ? relayStatusLines(document) : connectorStatusLines(document);
}
