import type { Command } from 'commander';
import { isConnectorId } from '../pki/identity-uri';
import { revokeConnector } from '../pki/revocations';
import { CommandFailure, openExchange, withExchangeOptions, type ExchangeOptions } from './exchange-place';
import { EXIT, type ExitCode } from './exit-codes';
import { attempt, type Surroundings } from './surroundings';

const HELP = `
Relay instances close its tunnels at their next look at the exchange store. A host
that is to serve again is given a new identity: take its state directory away and
let it enrol.

Example:
  app-proxy revoke 0123456789abcdef`;

/** `app-proxy revoke`: takes a connector out for good. */
export function addRevoke(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  withExchangeOptions(program.command('revoke'))
    .summary('take a connector out for good')
    .description('Revokes a connector: its certificate counts no more, and it is given no other.')
    .argument('<connector>', "id of the connector, as 'status' shows it")
    .addHelpText('after', HELP)
    .action(async (connector: string, options: ExchangeOptions) =>
      exit(await revoke(connector, options, surroundings)),
    );
}

export function revoke(
  connector: string,
  options: ExchangeOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  return attempt('revoke', surroundings, async (clock) => {
    if (!isConnectorId(connector)) {
      throw new CommandFailure(
        `connector id '${connector}': expected 16 lower-case hexadecimal digits, as 'app-proxy status' shows them`,
        true,
      );
    }
    const { store } = await openExchange(options, surroundings.env);
    const isNew = await revokeConnector(store, connector, clock.now());
    surroundings.out(`app-proxy: connector ${connector} ${isNew ? 'is revoked' : 'was revoked before'}`);
    return EXIT.yes;
  });
}
