import { type Command, InvalidArgumentError } from 'commander';
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../clock';
import { TokenStore } from '../enrolment/tokens';
import { authoritiesOf, bundleDigest, TRUST_NAME } from '../pki/trust-bundle';
import type { Store } from '../store/store';
import { durationSeconds } from './duration';
import { CommandFailure, openExchange, withExchangeOptions, type ExchangeOptions } from './exchange-place';
import { EXIT, type ExitCode } from './exit-codes';
import { attempt, table, type Surroundings } from './surroundings';
import { messageOf } from '../store/fault';

/** Seconds that a token lives where `--expires` does not say. */
export const TOKEN_LIFE_SECONDS = 24 * 3600;
/** Seconds that the trust bundle is waited for where `--timeout` does not say. */
export const TRUST_TIMEOUT_SECONDS = 300;
/** Milliseconds between two looks for the trust bundle. */
const LOOK_MILLISECONDS = 500;

export interface TokenCreateOptions extends ExchangeOptions {
  readonly deployment?: string;
  readonly group: string;
  /** File that the token is written to. */
  readonly out: string;
  /** File that the trust bundle is written to. */
  readonly trust?: string;
  /** Seconds. */
  readonly expires: number;
  readonly uses: number;
  /** Seconds. */
  readonly timeout: number;
}

const CREATE_HELP = `
The token is written to a file that only its owner can read, and shown nowhere. It
holds the fingerprint of the trust bundle, which is waited for: a relay instance makes
it when it runs for the first time.

Exit codes: 0 written, 1 refused, 2 wrong usage, 3 no trust bundle in time.

Examples:
  app-proxy token create --group branch --expires 24h --out branch.token
  app-proxy token create --store /config --deployment contoso --group hq --out token --trust ca.pem`;

/** `app-proxy token create|list|revoke`: enrolment tokens. */
export function addToken(program: Command, surroundings: Surroundings, exit: (code: ExitCode) => void): void {
  const token = program
    .command('token')
    .summary('make, list and revoke enrolment tokens')
    .description('Makes, lists and revokes the tokens that connectors enrol with.');
  withExchangeOptions(token.command('create'))
    .summary('make a token')
    .description('Makes a token that connectors of one group enrol with.')
    .requiredOption('--group <name>', 'group of the connectors')
    .requiredOption('--out <file>', 'file that the token is written to')
    .option('--deployment <name>', 'the deployment (default: the one of the bootstrap)')
    .option('--expires <duration>', 'how long it lives: a number with s, m or h', seconds, TOKEN_LIFE_SECONDS)
    .option('--uses <number>', 'connectors that may enrol with it', wholeNumber, 1)
    .option('--trust <file>', 'file that the trust bundle is written to')
    .option('--timeout <duration>', 'how long to wait for the trust bundle', seconds, TRUST_TIMEOUT_SECONDS)
    .addHelpText('after', CREATE_HELP)
    .action(async (options: TokenCreateOptions) => exit(await createToken(options, surroundings)));
  withExchangeOptions(token.command('list'))
    .summary('show the tokens')
    .description('Shows the tokens that were made, without their secrets, which are not kept.')
    .option('--json', 'for scripts')
    .addHelpText('after', '\nExample:\n  app-proxy token list --json')
    .action(async (options: ExchangeOptions & { readonly json?: true }) =>
      exit(await listTokens(options, surroundings)),
    );
  withExchangeOptions(token.command('revoke'))
    .summary('end a token')
    .description('Ends a token. Connectors that have enrolled with it stay.')
    .argument('<id>', "id of the token, as 'token list' shows it")
    .addHelpText('after', '\nExample:\n  app-proxy token revoke 0123456789ab')
    .action(async (id: string, options: ExchangeOptions) =>
      exit(await revokeToken(id, options, surroundings)),
    );
}

/** Writes the trust bundle first: whoever finds the token finds the bundle beside it. */
export function createToken(options: TokenCreateOptions, surroundings: Surroundings): Promise<ExitCode> {
  return attempt('token create', surroundings, async (clock) => {
    const { group, out, trust, expires, uses, timeout } = options;
    if (out === '-' || trust === '-') {
      throw new CommandFailure("'-' is not a file; a token is written to a file only", true);
    }
    const place = await openExchange(options, surroundings.env);
    const deployment = deploymentOf(options.deployment, place.deployment);
    const bundle = await waitForTrust(place.store, timeout, clock);
    if (bundle === undefined) {
      surroundings.error(
        `app-proxy: token create: ${TRUST_NAME} was not there within ${timeout} s in ${place.store.place}; a relay instance makes it when it starts`,
      );
      return EXIT.timedOut;
    }
    if (trust !== undefined) {
      await writeWhole(trust, bundle, 0o644);
    }
    const tokens = new TokenStore(place.store, () => clock.now());
    const made = await allowed(
      tokens.create({ deployment, group, life: expires * 1000, uses, trust: bundleDigest(bundle) }),
    );
    try {
      await writeWhole(out, `${made.text}\n`, 0o600);
    } catch (error) {
      await tokens.revoke(made.id);
      throw error;
    }
    surroundings.out(
      `app-proxy: token ${made.id} for group ${group} is in ${out}; it expires at ${made.expires.toISOString()}`,
    );
    return EXIT.yes;
  });
}

export function listTokens(
  options: ExchangeOptions & { readonly json?: true },
  surroundings: Surroundings,
): Promise<ExitCode> {
  return attempt('token list', surroundings, async (clock) => {
    const { store } = await openExchange(options, surroundings.env);
    const tokens = await new TokenStore(store, () => clock.now()).list();
    if (options.json === true) {
      surroundings.out(JSON.stringify(tokens, undefined, 2));
      return EXIT.yes;
    }
    const rows = tokens.map(({ id, group, state, used, uses, expires }) => [
      id,
      group,
      state,
      `${used} of ${uses}`,
      expires,
    ]);
    for (const line of table([['ID', 'GROUP', 'STATE', 'USED', 'EXPIRES'], ...rows])) {
      surroundings.out(line);
    }
    return EXIT.yes;
  });
}

export function revokeToken(
  id: string,
  options: ExchangeOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  return attempt('token revoke', surroundings, async (clock) => {
    const { store } = await openExchange(options, surroundings.env);
    const tokens = new TokenStore(store, () => clock.now());
    if (!(await allowed(tokens.revoke(id)))) {
      throw new CommandFailure(
        `there is no token ${id} that could be ended; 'app-proxy token list' shows them`,
      );
    }
    surroundings.out(`app-proxy: token ${id} is revoked`);
    return EXIT.yes;
  });
}

function deploymentOf(given: string | undefined, known: string | undefined): string {
  if (given !== undefined && known !== undefined && given !== known) {
    throw new CommandFailure(`--deployment '${given}': the relay instance is of deployment '${known}'`, true);
  }
  const deployment = given ?? known;
  if (deployment === undefined) {
    throw new CommandFailure('--deployment is needed with --store', true);
  }
  return deployment;
}

/** `undefined` where the time is over. */
async function waitForTrust(store: Store, timeout: number, clock: Clock): Promise<string | undefined> {
  const deadline = clock.now() + timeout * 1000;
  for (;;) {
    const content = await store.read(TRUST_NAME);
    if (typeof content === 'object' && authoritiesOf(content.text).length > 0) {
      return content.text;
    }
    const left = deadline - clock.now();
    if (left <= 0) {
      return undefined;
    }
    await new Promise<void>((resolve) => {
      clock.after(Math.min(left, LOOK_MILLISECONDS), resolve);
    });
  }
}

/** Values that are not allowed are a matter of the command line. */
async function allowed<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && error.name === 'Error') {
      throw new CommandFailure(error.message, true);
    }
    throw error;
  }
}

/** Writes a file whole or not at all. @throws CommandFailure */
async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw new CommandFailure(`cannot write '${file}': ${messageOf(error)}`);
  }
}

function wholeNumber(given: string): number {
  if (!/^[0-9]{1,4}$/.test(given)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(given);
}

function seconds(given: string): number {
  const duration = durationSeconds(given);
  if (duration === undefined)
    throw new InvalidArgumentError('Expected a number with s, m or h, such as 24h.');
  return duration;
}
