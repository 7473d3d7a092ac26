import type { Command } from 'commander';
import { FileAuthority } from '../pki/file-authority';
import { lifeOf } from '../pki/identity';
import { DEFAULT_ROTATION_TIMES } from '../pki/issuer';
import { rotation, type AuthorityState } from '../pki/rotation';
import { authoritiesOf, TRUST_NAME } from '../pki/trust-bundle';
import { DirectoryStore } from '../store/directory-store';
import { CommandFailure, openExchange, withExchangeOptions, type ExchangeOptions } from './exchange-place';
import { EXIT, type ExitCode } from './exit-codes';
import { attempt, table, type Surroundings } from './surroundings';
import { messageOf } from '../store/fault';

export interface CaRotateOptions {
  /** Directory with `ca.key` and `ca.pem`. */
  readonly ca: string;
  readonly deployment: string;
}

const HELP = `
A new authority is trusted at once, signs after the overlap, and then takes over; the old
one is dropped once every certificate that it signed has expired. A key in a key vault is
rotated there, by a new version of it.

Examples:
  app-proxy ca rotate --ca /ca --deployment contoso
  app-proxy ca status --store /config`;

/** `app-proxy ca rotate|status`: the deployment's certificate authority. */
export function addCa(program: Command, surroundings: Surroundings, exit: (code: ExitCode) => void): void {
  const ca = program
    .command('ca')
    .summary("rotate and show the deployment's certificate authority")
    .description("Rotates and shows the deployment's certificate authority.")
    .addHelpText('after', HELP);
  ca.command('rotate')
    .summary('make a new authority beside the present one')
    .description('Makes a new authority beside the present one, where keys are files.')
    .requiredOption('--ca <directory>', 'directory with ca.key and ca.pem')
    .requiredOption('--deployment <name>', 'the deployment')
    .addHelpText('after', HELP)
    .action(async (options: CaRotateOptions) => exit(await rotateCa(options, surroundings)));
  withExchangeOptions(ca.command('status'))
    .summary('show the authorities that are trusted')
    .description('Shows the authorities of the published trust bundle.')
    .option('--json', 'for scripts')
    .addHelpText('after', HELP)
    .action(async (options: ExchangeOptions & { readonly json?: true }) =>
      exit(await caStatus(options, surroundings)),
    );
}

export function rotateCa({ ca, deployment }: CaRotateOptions, surroundings: Surroundings): Promise<ExitCode> {
  return attempt('ca rotate', surroundings, async (clock) => {
    const directory = new DirectoryStore({ directory: ca, private: true });
    if ((await directory.read('ca.key')) === undefined) {
      throw new CommandFailure(
        `'${ca}' holds no ca.key; a relay instance makes the first authority when it starts`,
      );
    }
    const authority = new FileAuthority({ directory: ca, deployment, now: () => clock.now() });
    const kept = (await failing(authority.load())).map(({ certificate }) => certificate);
    const waiting = rotation(kept, clock.now(), DEFAULT_ROTATION_TIMES).find(
      ({ state }) => state === 'waiting',
    );
    if (waiting !== undefined) {
      throw new CommandFailure(
        `a new authority is there already and signs from ${iso(waiting.signsFrom)} on; rotate again after that`,
      );
    }
    const made = await failing(authority.add());
    const state = rotation([...kept, made], clock.now(), DEFAULT_ROTATION_TIMES).at(-1);
    surroundings.out(`app-proxy: made ${made.subject}; it signs from ${iso(state?.signsFrom ?? 0)} on`);
    return EXIT.yes;
  });
}

export function caStatus(
  options: ExchangeOptions & { readonly json?: true },
  surroundings: Surroundings,
): Promise<ExitCode> {
  return attempt('ca status', surroundings, async (clock) => {
    const { store } = await openExchange(options, surroundings.env);
    const content = await store.read(TRUST_NAME);
    if (typeof content !== 'object') {
      throw new CommandFailure(
        `${store.place} holds no ${TRUST_NAME}; a relay instance makes it when it starts`,
      );
    }
    const states = rotation(authoritiesOf(content.text), clock.now(), DEFAULT_ROTATION_TIMES).map(summary);
    if (options.json === true) {
      surroundings.out(JSON.stringify(states, undefined, 2));
      return EXIT.yes;
    }
    const rows = states.map(({ subject, state, signsFrom, droppedAt, expires }) => [
      subject,
      state,
      signsFrom,
      droppedAt,
      expires,
    ]);
    for (const line of table([['AUTHORITY', 'STATE', 'SIGNS FROM', 'DROPPED AT', 'ENDS'], ...rows])) {
      surroundings.out(line);
    }
    return EXIT.yes;
  });
}

function summary({ certificate, state, signsFrom, droppedAt }: AuthorityState): {
  readonly subject: string;
  readonly state: string;
  readonly signsFrom: string;
  readonly droppedAt: string;
  readonly expires: string;
} {
  return {
    subject: certificate.subject,
    state,
    signsFrom: iso(signsFrom),
    droppedAt: iso(droppedAt),
    expires: iso(lifeOf(certificate).expires),
  };
}

async function failing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new CommandFailure(messageOf(error));
  }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
