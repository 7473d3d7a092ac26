import { type Command, InvalidArgumentError } from 'commander';
import { DRAIN_SECONDS } from '../connector/limits';
import { ConnectorService } from '../connector/service';
import { reasonOf } from '../dial/dial-error';
import { jsonLog } from '../log/json-log';
import { notifySystemd } from '../status/systemd';
import { VERSION } from '../version';
import { readBootstrap } from './bootstrap-file';
import { addConnectorInstall, addConnectorUninstall } from './connector-install';
import { EXIT } from './exit-codes';
import { Failure, type Io } from './io';

/** Where a connector's machine has its bootstrap document. */
export const CONNECTOR_BOOTSTRAP = '/etc/app-proxy/connector.json';

interface ConnectorOptions {
  readonly config: string;
  readonly drainSeconds: number;
}

const HELP = `
It dials relay instances and serves the applications of its group until SIGTERM or
SIGINT: then it takes no new request, finishes those in flight and ends. A second
signal ends it at once.

Exit codes: 0 ended as asked, 1 could not go on, 2 wrong usage.

Examples:
  app-proxy connector --config /etc/app-proxy/connector.json
  app-proxy connector install --deployment contoso --group branch --relay apps.example.com --token-file branch.token`;

/** `app-proxy connector`, `connector install`, `connector uninstall`. */
export function addConnector(program: Command, io: Io): void {
  const connector = program
    .command('connector')
    .summary('run a connector, install or uninstall one')
    .description('Runs a connector.')
    .option('--config <file>', 'the bootstrap document: a file, or env:NAME', CONNECTOR_BOOTSTRAP)
    .option('--drain-seconds <number>', 'seconds that requests have to finish', seconds, DRAIN_SECONDS)
    .addHelpText('after', HELP)
    .action((options: ConnectorOptions) => runConnector(options, io));
  addConnectorInstall(connector, io);
  addConnectorUninstall(connector, io);
}

/** Runs until it is told to stop. */
async function runConnector({ config, drainSeconds }: ConnectorOptions, io: Io): Promise<void> {
  const bootstrap = readBootstrap('connector-bootstrap', config, io.env);
  const stop = io.stopSignal();
  const log = jsonLog({ role: 'connector', version: VERSION });
  const service = new ConnectorService({ bootstrap, runtime: VERSION, log, env: io.env });
  log.event('started');
  // Whether it is in service is for relays to say; a connector that waits for one is well.
  const systemd = notifySystemd(() => true, {
    env: io.env,
    onFailure: ({ message }) => log.event('systemd-unreachable', { reason: message }),
  });
  try {
    const { running } = await service.start();
    await Promise.race([aborted(stop), failureOf(running)]);
  } catch (error) {
    systemd.stop();
    await service.close();
    throw new Failure(`connector: ${reasonOf(error)}`);
  }
  systemd.stopping();
  await service.drain(drainSeconds);
  systemd.stop();
  log.event('stopped');
  io.exitCode = EXIT.yes;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Never fulfilled. */
function failureOf(running: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    running.catch(reject);
  });
}

function seconds(given: string): number {
  if (!/^[0-9]{1,5}$/.test(given)) throw new InvalidArgumentError('Expected a number of seconds.');
  return Number(given);
}
