import { type Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { parseDocument } from '../documents/parse';
import { problemText } from '../documents/problem';
import { DirectoryStore } from '../store/directory-store';
import { openStore } from '../store/open-store';
import type { Store } from '../store/store';
import { messageOf } from '../store/fault';

/** Bootstrap of a relay instance, on its machine. */
export const RELAY_BOOTSTRAP_FILE = '/etc/app-proxy/relay.json';
/** Environment variable that holds the bootstrap where there is no file: containers. */
const BOOTSTRAP_VARIABLE = 'APP_PROXY_BOOTSTRAP';

/** Options of a command that works on the exchange store. */
export interface ExchangeOptions {
  readonly store?: string;
  readonly config?: string;
}

/** The exchange store, and the deployment where the bootstrap says which. */
export interface ExchangePlace {
  readonly store: Store;
  readonly deployment?: string;
}

/** A command cannot do its work: for the user, without a trace of the program. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    message: string,
    /** The command line is wrong, not what it names. */
    readonly isUsage = false,
  ) {
    super(message);
  }
}

/** Adds `--config` and `--store`. */
export function withExchangeOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--config <file>',
        `bootstrap of a relay instance (default: ${RELAY_BOOTSTRAP_FILE})`,
      ).conflicts('store'),
    )
    .addOption(
      new Option('--store <directory>', 'directory that relay instances share, instead of a bootstrap'),
    );
}

/**
 * Opens the exchange store that a command line means: a directory, or what a relay instance's bootstrap names.
 *
 * @throws CommandFailure
 */
export async function openExchange(
  { store, config }: ExchangeOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ExchangePlace> {
  if (store !== undefined) {
    return { store: new DirectoryStore({ directory: store }) };
  }
  const inherited = config === undefined ? env[BOOTSTRAP_VARIABLE] : undefined;
  const from =
    inherited === undefined ? (config ?? RELAY_BOOTSTRAP_FILE) : `environment variable ${BOOTSTRAP_VARIABLE}`;
  const parsed = parseDocument('relay-bootstrap', inherited ?? (await textOf(from)));
  if (!parsed.ok) {
    throw new CommandFailure(
      `${from} is no bootstrap of a relay instance: ${parsed.problems.map(problemText).join('; ')}`,
    );
  }
  const { exchange, deployment } = parsed.document;
  return { store: await openStore(exchange), deployment };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = messageOf(error);
    throw new CommandFailure(
      `cannot read the bootstrap of a relay instance: ${reason}; run this on a relay's machine, or name a file with --config or a directory with --store`,
      true,
    );
  }
}
