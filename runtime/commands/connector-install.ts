import { type Command, InvalidArgumentError } from 'commander';
import { readFile } from 'node:fs/promises';
import { thisHost, type Host } from '../connector/install/host';
import { install, installBootstrap } from '../connector/install/install';
import { uninstall } from '../connector/install/uninstall';
import { reasonOf } from '../dial/dial-error';
import { parseEndpoint } from '../dial/endpoint';
import { parseDocument } from '../documents/parse';
import { problemText } from '../documents/problem';
import { parseToken } from '../enrolment/token-text';
import { selfCommand } from '../process/self';
import { EXIT } from './exit-codes';
import { Failure, type Io } from './io';

export interface ConnectorInstallOptions {
  readonly deployment: string;
  readonly group: string;
  readonly relay: string;
  readonly tokenFile: string;
  readonly proxy?: string;
  readonly proxyCredentialsFile?: string;
  readonly slot: number;
  readonly root?: string;
  readonly start: boolean;
}

const INSTALL_HELP = `
It needs Linux with systemd, and root. What is installed is this program. The token
is removed from the host once the connector has enrolled. Run again, it changes what
is other than asked, and nothing else.

Exit codes: 0 installed, 1 not possible here, 2 wrong usage.

Examples:
  app-proxy connector install --deployment contoso --group branch --relay apps.example.com --token-file branch.token
  app-proxy connector install ... --proxy http://proxy.example.com:3128 --proxy-credentials-file proxy.txt
  app-proxy wait-in-service --timeout 5m`;

/** `app-proxy connector install` */
export function addConnectorInstall(connector: Command, io: Io): void {
  connector
    .command('install')
    .summary('install a connector as a service of this host')
    .description('Installs a connector as a service of this host, from an enrolment token.')
    .requiredOption('--deployment <name>', 'name of the deployment')
    .requiredOption('--group <name>', 'group of the connector')
    .requiredOption('--relay <name[:port]>', 'name that relays are found by')
    .requiredOption('--token-file <file>', "the token that 'app-proxy token create' wrote")
    .option('--proxy <url>', 'outbound HTTP proxy')
    .option('--proxy-credentials-file <file>', 'user:password for the proxy')
    .option('--slot <number>', 'slot of the connector in its group', slot, 0)
    .option('--root <directory>', 'directory that stands for /, for images; implies --no-start')
    .option('--no-start', 'do not start the service')
    .addHelpText('after', INSTALL_HELP)
    .action((options: ConnectorInstallOptions) => installConnector(options, io));
}

/** @param program the executable to install @default this one */
export async function installConnector(
  options: ConnectorInstallOptions,
  io: Io,
  host: Host = thisHost(),
  program: string = thisProgram(),
): Promise<void> {
  const wrong = (message: string): Failure => new Failure(`connector install: ${message}`, EXIT.usage);
  const { deployment, group, root } = options;
  const token = parseToken(await textOf(options.tokenFile, wrong));
  if (token === undefined) {
    throw wrong(`'${options.tokenFile}' holds no enrolment token; make one with 'app-proxy token create'`);
  }
  if (token.group !== group) {
    throw wrong(
      `the token is for group '${token.group}', not for '${group}'; make one with --group ${group}`,
    );
  }
  const { proxyCredentialsFile } = options;
  if (proxyCredentialsFile !== undefined && options.proxy === undefined) {
    throw wrong('--proxy-credentials-file needs --proxy');
  }
  const credentials =
    proxyCredentialsFile === undefined ? undefined : (await textOf(proxyCredentialsFile, wrong)).trim();
  const plan = {
    deployment,
    group,
    slot: options.slot,
    relay: relayOf(options.relay, wrong),
    token: { text: (await textOf(options.tokenFile, wrong)).trim(), trust: token.trust },
    ...(options.proxy !== undefined && {
      proxy: { url: options.proxy, ...(credentials !== undefined && { credentials }) },
    }),
  };
  const parsed = parseDocument('connector-bootstrap', JSON.stringify(installBootstrap(plan)));
  if (!parsed.ok) throw wrong(parsed.problems.map(problemText).join('; '));
  const start = options.start && root === undefined;
  const obstacle = start ? host.obstacle : undefined;
  if (obstacle !== undefined) throw new Failure(`connector install: ${obstacle}`);
  const done = await attempt('install', () =>
    install({ ...plan, program, start, ...(root !== undefined && { root }) }, host),
  );
  io.out.line(
    done.changed
      ? `app-proxy: installed the connector of group ${group} (program ${done.release.slice(0, 12)})`
      : `app-proxy: the connector of group ${group} was installed already (program ${done.release.slice(0, 12)})`,
  );
  if (start) io.out.line("app-proxy: 'app-proxy wait-in-service --timeout 5m' tells when it serves");
  io.exitCode = EXIT.yes;
}

export interface ConnectorUninstallOptions {
  readonly keepIdentity?: boolean;
  readonly root?: string;
}

/** `app-proxy connector uninstall` */
export function addConnectorUninstall(connector: Command, io: Io): void {
  connector
    .command('uninstall')
    .summary('take the connector off this host')
    .description('Stops the service and takes everything off this host that install has put there.')
    .option('--keep-identity', 'leave the identity for a later installation')
    .option('--root <directory>', 'directory that stands for /, for images')
    .addHelpText(
      'after',
      `
The relays forget the connector by themselves; 'app-proxy revoke' ends its
certificate at once.

Exit codes: 0 nothing of it is left, 1 not possible here, 2 wrong usage.

Example:
  app-proxy connector uninstall`,
    )
    .action((options: ConnectorUninstallOptions) => uninstallConnector(options, io));
}

export async function uninstallConnector(
  { keepIdentity = false, root }: ConnectorUninstallOptions,
  io: Io,
  host: Host = thisHost(),
): Promise<void> {
  const stop = root === undefined;
  const obstacle = stop ? host.obstacle : undefined;
  if (obstacle !== undefined) throw new Failure(`connector uninstall: ${obstacle}`);
  const removed = await attempt('uninstall', () =>
    uninstall({ keepIdentity, stop, ...(root !== undefined && { root }) }, host),
  );
  for (const path of removed) io.out.line(`app-proxy: removed ${path}`);
  if (removed.length === 0) io.out.line('app-proxy: there was nothing to remove');
  io.exitCode = EXIT.yes;
}

/** The single executable that runs. @throws Failure where it is a file for Node.js */
function thisProgram(): string {
  const { file, args } = selfCommand([]);
  if (args.length === 0) return file;
  throw new Failure(
    'connector install: this is the program as a file for Node.js; run the single executable app-proxy instead, which is what gets installed',
  );
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Failure(`connector ${what}: ${reasonOf(error)}`);
  }
}

async function textOf(file: string, wrong: (message: string) => Failure): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw wrong(`'${file}' cannot be read: ${reasonOf(error)}`);
  }
}

function relayOf(
  text: string,
  wrong: (message: string) => Failure,
): { readonly name: string; readonly port?: number } {
  if (!text.includes(':')) return { name: text };
  const endpoint = parseEndpoint(text);
  if (endpoint === undefined) throw wrong(`--relay '${text}': expected a name, or name:port`);
  return { name: endpoint.host, port: endpoint.port };
}

function slot(given: string): number {
  if (!/^[0-9]{1,2}$/.test(given)) throw new InvalidArgumentError('Expected a whole number from 0 to 99.');
  return Number(given);
}
