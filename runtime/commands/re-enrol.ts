import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connectorSocket, ConnectorService } from '../connector/service';
import { codeOf, reasonOf } from '../dial/dial-error';
import { jsonLog } from '../log/json-log';
import { VERSION } from '../version';
import { readBootstrap } from './bootstrap-file';
import { CONNECTOR_BOOTSTRAP } from './connector';
import { EXIT } from './exit-codes';
import { Failure, type Io } from './io';

export interface ReEnrolOptions {
  readonly config: string;
  readonly tokenFile?: string;
}

/** Seconds for the running connector to answer: it may ask several relays. */
const ANSWER_SECONDS = 120;

const HELP = `
The identity stays: the new certificate is for the same connector id. Without a token
the present certificate is renewed; an expired one needs a token, or the managed
identity of the bootstrap. A running connector does it by itself, without losing a
tunnel; a stopped one is not started.

Exit codes: 0 there is a new certificate, 1 refused or not reached, 2 wrong usage.

Example:
  app-proxy re-enrol --token-file branch.token`;

/** `app-proxy re-enrol`: a new certificate for the connector of this host. */
export function addReEnrol(program: Command, io: Io): void {
  program
    .command('re-enrol')
    .summary('get a new certificate for the connector of this host')
    .description('Gets a new certificate for the connector of this host.')
    .option('--token-file <file>', 'an enrolment token for its group')
    .option('--config <file>', 'the bootstrap document: a file, or env:NAME', CONNECTOR_BOOTSTRAP)
    .addHelpText('after', HELP)
    .action((options: ReEnrolOptions) => reEnrol(options, io));
}

/** @throws Failure */
export async function reEnrol(options: ReEnrolOptions, io: Io): Promise<void> {
  const token = options.tokenFile === undefined ? undefined : await tokenOf(options.tokenFile);
  const answer =
    (await askRunning(connectorSocket(io.env), token)) ?? (await enrolDirectly(options.config, token, io));
  io.out.line(`app-proxy: connector ${answer.connector} has a certificate until ${answer.expires}`);
  io.exitCode = EXIT.yes;
}

interface Answer {
  readonly connector: string;
  readonly expires: string;
}

async function tokenOf(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new Failure(`re-enrol: '${file}' cannot be read: ${reasonOf(error)}`, EXIT.usage);
  }
}

/** `undefined` where no connector runs. */
async function askRunning(socketPath: string, token: string | undefined): Promise<Answer | undefined> {
  let text: string;
  try {
    text = await post(socketPath, JSON.stringify({ token }));
  } catch (error) {
    if (['ENOENT', 'ECONNREFUSED'].includes(codeOf(error) ?? '')) return undefined;
    throw new Failure(`re-enrol: the running connector at ${socketPath} does not answer: ${reasonOf(error)}`);
  }
  const { connector, expires, error } = answerOf(text);
  if (connector === undefined || expires === undefined) {
    throw new Failure(`re-enrol: ${error?.message ?? text.trim()}`);
  }
  return { connector, expires };
}

function answerOf(text: string): Partial<Answer> & { readonly error?: { readonly message?: string } } {
  try {
    return JSON.parse(text) as Partial<Answer>;
  } catch {
    return {};
  }
}

function post(socketPath: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const question = request(
      {
        socketPath,
        method: 'POST',
        path: '/re-enrol',
        headers: { 'Content-Length': Buffer.byteLength(body), Host: 'localhost' },
        signal: AbortSignal.timeout(ANSWER_SECONDS * 1000),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(text));
        response.on('error', reject);
      },
    );
    question.on('error', reject);
    question.end(body);
  });
}

async function enrolDirectly(config: string, token: string | undefined, io: Io): Promise<Answer> {
  const service = new ConnectorService({
    bootstrap: readBootstrap('connector-bootstrap', config, io.env),
    runtime: VERSION,
    log: jsonLog({ role: 'connector', version: VERSION, destination: { write: () => undefined } }),
    env: io.env,
  });
  try {
    const { connector, expires } = await service.connector.reEnrolAlone(token);
    return { connector, expires: new Date(expires).toISOString() };
  } catch (error) {
    throw new Failure(`re-enrol: ${reasonOf(error)}`);
  } finally {
    await service.close();
  }
}
