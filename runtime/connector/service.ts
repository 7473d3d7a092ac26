import { rm } from 'node:fs/promises';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { reasonOf } from '../dial/dial-error';
import { directDial, type Dial } from '../dial/dial';
import { parseEndpoint, type Endpoint } from '../dial/endpoint';
import { proxyDial } from '../dial/proxy-dial';
import type { ConnectorBootstrap, SecretReference } from '../documents/types.generated';
import { RelayEnroller } from '../enrolment/client';
import { credentialSources } from '../enrolment/credential-sources';
import { EventCounts } from '../log/event-counts';
import type { Log } from '../log/log';
import { Secrets } from '../secrets/secrets';
import { LocalServer } from '../status/local-server';
import { SYSTEM_CLOCK } from '../clock';
import { Connector } from './connector';
import type { CredentialSources } from './credential';
import { blobDownload } from './download';
import { healthRoutes } from './health-routes';
import { Splicer } from './splice/splicer';

/** Where a connector answers its own machine where the bootstrap does not say. */
export const HEALTH_ADDRESS = '127.0.0.1:8083';
/** Directory of the socket file where the environment does not say (`RUNTIME_DIRECTORY`, as systemd sets it). */
export const RUNTIME_DIRECTORY = '/run/app-proxy';
/** Name of the socket file. */
export const CONNECTOR_SOCKET = 'connector.sock';

export interface ConnectorServiceOptions {
  readonly bootstrap: ConnectorBootstrap;
  /** Version of the program. */
  readonly runtime: string;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The socket file of the connector on this machine. */
export function connectorSocket(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['RUNTIME_DIRECTORY'] ?? RUNTIME_DIRECTORY, CONNECTOR_SOCKET);
}

/** A connector made from its bootstrap document, with all that it works with on a machine. */
export class ConnectorService {
  readonly connector: Connector;
  private readonly local: LocalServer;
  private readonly secrets: Secrets;
  private readonly log: Log;

  constructor(private readonly options: ConnectorServiceOptions) {
    const { bootstrap, runtime } = options;
    const events = new EventCounts();
    const log = (this.log = events.counting(options.log));
    const { deployment, group, slot, enrolment } = bootstrap;
    const credentials = hostCredentials(credentialSources(bootstrap.vault, log));
    const proxy = proxyOf(bootstrap, credentials);
    const dial: Dial = proxy === undefined ? directDial() : proxyDial(proxy);
    const identity =
      bootstrap.vault?.identity ?? (enrolment.method === 'managed-identity' ? enrolment.identity : undefined);
    this.secrets = new Secrets({ log, ...(identity !== undefined && { identity }) });
    this.connector = new Connector({
      bootstrap,
      runtime,
      dial,
      enroller: new RelayEnroller({
        dial,
        deployment,
        group,
        slot,
        runtime,
        serverName: bootstrap.relay.name,
      }),
      credentials,
      download: blobDownload(proxy),
      spent: () => this.spend(),
      splicer: new Splicer({
        log,
        resolveSecret: (reference, vault) => this.secrets.text(reference, vault),
      }),
      log,
    });
    this.local = new LocalServer({ routes: healthRoutes(this.connector, SYSTEM_CLOCK, events.all) });
  }

  /**
   * Begins. The machine's own view of it is no condition for serving: what cannot be listened on is logged.
   *
   * @returns a promise that fails where the connector cannot go on, as its state directory cannot be read
   * @throws Error where `health` is an address that others reach
   */
  async start(): Promise<{ readonly running: Promise<void> }> {
    await this.listen();
    return { running: this.connector.start() };
  }

  /** @returns whether all requests in flight were finished */
  async drain(seconds: number): Promise<boolean> {
    const finished = await this.connector.drain(seconds);
    await this.close();
    return finished;
  }

  async close(): Promise<void> {
    await this.connector.stop();
    await this.local.close();
    this.secrets.stop();
  }

  private async listen(): Promise<void> {
    const { bootstrap, env } = this.options;
    const socket = connectorSocket(env);
    const { host, port } = healthAddress(bootstrap.health ?? HEALTH_ADDRESS);
    const attempts = [
      { where: socket, listen: () => this.local.listenOnSocket(socket) },
      { where: `${host}:${port}`, listen: () => this.local.listenOnAddress(host, port) },
    ];
    for (const { where, listen } of attempts) {
      try {
        await listen();
      } catch (error) {
        this.log.event('health-unavailable', { where, reason: reasonOf(error) });
      }
    }
  }

  /** A token in the connector's own directory is there for it alone, and has served. Others may be shared. */
  private async spend(): Promise<void> {
    const { enrolment, stateDirectory } = this.options.bootstrap;
    if (enrolment.method !== 'token' || !('file' in enrolment.token)) return;
    const { file } = enrolment.token;
    if (resolve(dirname(file)) !== resolve(stateDirectory)) return;
    try {
      await rm(file, { force: true });
    } catch (error) {
      this.log.event('state-not-written', { reason: reasonOf(error) });
    }
  }
}

/**
 * Where the connector answers: this machine alone can reach it.
 *
 * @throws Error where anybody else could
 */
export function healthAddress(text: string): Endpoint {
  const given = parseEndpoint(text) ?? portZero(text);
  if (given === undefined || !isLoopback(given.host)) {
    throw new Error(`health '${text}': expected an address of this machine alone, such as ${HEALTH_ADDRESS}`);
  }
  return given;
}

/** Any free port: for tests, and where many connectors run on one machine. */
function portZero(text: string): Endpoint | undefined {
  const any = /^(.*):0$/.exec(text);
  const parsed = any?.[1] === undefined ? undefined : parseEndpoint(`${any[1]}:1`);
  return parsed === undefined ? undefined : { ...parsed, port: 0 };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function proxyOf(
  { proxy }: ConnectorBootstrap,
  sources: CredentialSources,
): { readonly url: string; readonly credentials?: () => Promise<string> } | undefined {
  if (proxy === undefined) return undefined;
  const { url, credentials } = proxy;
  return { url, ...(credentials !== undefined && { credentials: () => sources.secret(credentials) }) };
}

/** Where systemd puts a service's credentials while it runs, and where `connector install` keeps them. */
export const SERVICE_CREDENTIALS = '/run/credentials/app-proxy-connector.service/';
export const KEPT_CREDENTIALS = '/etc/app-proxy/';

/** A command that root runs beside the service, or while it is stopped, finds the service's credentials where they are kept. */
function hostCredentials(sources: CredentialSources): CredentialSources {
  return {
    ...sources,
    secret: async (reference: SecretReference) => {
      try {
        return await sources.secret(reference);
      } catch (error) {
        if (!('file' in reference) || !reference.file.startsWith(SERVICE_CREDENTIALS)) throw error;
        return sources.secret({ file: KEPT_CREDENTIALS + reference.file.slice(SERVICE_CREDENTIALS.length) });
      }
    },
  };
}
