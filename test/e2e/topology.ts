/**
 * Whole systems for tests: the bundled runtime as real processes, from a declaration, with backends of the test.
 *
 *     const topology = await startTopology({ backends: { wiki: (request, response) => response.end('hello') } });
 *     const users = topology.users('wiki', { concurrency: 16 });
 *     await users.more(100);
 *     await topology.connector('hq', 0).kill();
 *     await users.more(500);
 *     const { failures } = await users.stop();
 *     expect(failures).toEqual([]);
 *     await topology.close();
 *
 * Without a declaration there is one group `hq` with two connectors and the application `wiki`, and two relay instances `r0`
 * and `r1` with one worker each. `close` ends everything, whatever state it is in.
 */
import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { localDeployment } from '../../cli/local/local-deployment';
import type { LocalConnector } from '../../cli/local/local-connector';
import { LocalFolder } from '../../cli/local/local-folder';
import type { LocalRelay } from '../../cli/local/local-relay';
import { LocalTopology } from '../../cli/local/local-topology';
import { loopbackGet } from '../../cli/local/loopback-request';
import type { ProgramProcess } from '../../cli/local/program-process';
import { formatFindings, loadDeclaration } from '../../declaration/index';
import type { Backend, Deployment } from '../../declaration/model';
import { ROOT } from '../cli/run-cli';
import { TestBackend } from './backends';
import { childProcesses } from './child-processes';
import { until } from './until';
import { type Answer, userAgent, Users, type UsersOptions } from './users';
import { Wire } from './wire';

export const DEFAULT_DECLARATION = `
version: 1
name: contoso
domain: apps.example.com
targets: { local: {} }
groups:
  hq:
    connectors: 2
    applications:
      wiki: { url: 'http://10.0.0.20:8080' }
`;

export interface TestTopologyOptions {
  /** YAML, whole. Backends' URLs are replaced by those of `backends`. @default DEFAULT_DECLARATION */
  readonly declaration?: string;
  /**
   * By application: a listener of a server that the topology makes and closes, or the backend itself.
   * @default a page that says `hello from <application>`
   */
  readonly backends?: Readonly<Record<string, RequestListener | Pick<Backend, 'url' | 'tls'>>>;
  /** Worker processes of each relay instance. @default 1 */
  readonly workers?: number;
  /** Whether a `Wire` is put between connectors and each relay instance. @default false */
  readonly wires?: boolean;
  /** Added to the bootstrap documents, for limits and intervals. */
  readonly relayBootstrap?: object;
  readonly connectorBootstrap?: object;
  /** The runtime. @default dist/app-proxy.cjs with this Node.js */
  readonly program?: readonly string[];
}

/** A process that can be hurt. */
export interface Handle {
  /** Its present process id; undefined while it does not run. */
  readonly pid: number | undefined;
  /** kill -9; returns when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; returns when it has drained and ended. */
  stop(): Promise<void>;
  /** Starts it again, with its state; returns when it is in service (a connector) or ready (a relay instance). */
  start(): Promise<void>;
  /** `stop`, then `start`. */
  restart(): Promise<void>;
  /** SIGSTOP and SIGCONT: it holds still with open connections, as behind a black hole. */
  freeze(): void;
  thaw(): void;
  /** All that it has logged. */
  log(): string;
}

export interface ConnectorHandle extends Handle {
  readonly group: string;
  readonly slot: number;
  /** Port of its health and counters on the loopback address. */
  readonly healthPort: number;
  /** Its state directory: identity and last good configuration. */
  readonly stateDirectory: string;
  isInService(): Promise<boolean>;
  /** Its id, once it is enrolled. */
  id(): Promise<string | undefined>;
}

export interface RelayHandle extends Handle {
  readonly instance: string;
  readonly ports: LocalRelay['ports'];
  readonly stateDirectory: string;
  /** Process ids of its workers, oldest first. */
  workers(): readonly number[];
  /** What connectors reach it through, with the option `wires`. */
  readonly wire: Wire | undefined;
  isReady(): Promise<boolean>;
  /** An answer of its status listener, as text: `/status.json`, `/metrics`. */
  ask(path: string): Promise<string>;
}

/** A running topology. */
export class TestTopology {
  readonly connectors: readonly ConnectorHandle[];
  readonly relays: readonly RelayHandle[];
  private readonly openUsers = new Set<Users>();

  constructor(
    private readonly local: LocalTopology,
    private readonly parts: {
      readonly folder: LocalFolder;
      readonly deployment: Deployment;
      readonly wires: ReadonlyMap<string, Wire>;
      readonly backends: ReadonlyMap<string, TestBackend>;
      readonly program: readonly string[];
      readonly load: (declaration: string) => Deployment;
    },
  ) {
    this.connectors = local.connectors.map((connector) => connectorHandle(connector, parts.folder));
    this.relays = local.relays.map((relay) =>
      relayHandle(relay, parts.folder, parts.wires.get(relay.instance)),
    );
  }

  /** Folder of all documents, keys, states and logs. */
  get folder(): string {
    return this.parts.folder.path;
  }

  /** Directory that is configuration and exchange store at once. */
  get store(): string {
    return this.parts.folder.store;
  }

  /** Port of the entry address. */
  get port(): number {
    return this.local.port;
  }

  /** What users check certificates against, PEM. */
  get trust(): string {
    return this.local.trust;
  }

  connector(group: string, slot: number): ConnectorHandle {
    return found(
      this.connectors.find((each) => each.group === group && each.slot === slot),
      `connector ${group}/${slot}`,
    );
  }

  relay(instance: string): RelayHandle {
    return found(
      this.relays.find((each) => each.instance === instance),
      `relay instance ${instance}`,
    );
  }

  /** The backend that the topology made for an application. */
  backend(application: string): TestBackend {
    return found(this.parts.backends.get(application), `backend made for application ${application}`);
  }

  /** External host of an application, under `localhost`. */
  host(application: string): string {
    for (const group of Object.values(this.parts.deployment.groups)) {
      const host = group.applications[application]?.host;
      if (host !== undefined) return host;
    }
    throw new Error(`the declaration has no application '${application}'`);
  }

  /** Users who send requests until they are stopped. They come by the entry address, or straight to one relay instance. */
  users(application: string, options: UsersOptions & { readonly relay?: string } = {}): Users {
    const users = new Users(this.address(application, options.relay), options);
    this.openUsers.add(users);
    return users;
  }

  /** One request, on a connection of its own. */
  async request(
    application: string,
    options: UsersOptions & { readonly relay?: string } = {},
  ): Promise<Answer> {
    const agent = userAgent(this.address(application, options.relay), options.protocol ?? 'h1');
    try {
      return await agent.send(options);
    } finally {
      agent.close();
    }
  }

  /**
   * Publishes the documents of another declaration (applications, limits, time-outs) and tells relay instances to look. Returns
   * when they are written, not when they are in force.
   */
  change(declaration: string): void {
    this.local.publish(this.parts.load(declaration));
    for (const { process } of this.local.relays) {
      process.signal('SIGHUP');
    }
  }

  /** Runs a command of the runtime to its end: `['revoke', id, '--store', topology.store]`. */
  command(args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
    const [program = process.execPath, ...first] = this.parts.program;
    return new Promise((resolve) => {
      execFile(program, [...first, ...args], (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
      });
    });
  }

  /** Where users of an application connect to. */
  address(
    application: string,
    relay?: string,
  ): { readonly port: number; readonly host: string; readonly trust: string } {
    return {
      port: relay === undefined ? this.port : this.relay(relay).ports.users,
      host: this.host(application),
      trust: this.trust,
    };
  }

  async close(): Promise<void> {
    for (const handle of [...this.connectors, ...this.relays]) {
      handle.thaw();
    }
    await closeAll(this.local, this.parts.wires, this.parts.backends, this.openUsers);
    this.parts.folder.remove();
  }
}

/** @throws Error with the log of the process that failed */
export async function startTopology(options: TestTopologyOptions = {}): Promise<TestTopology> {
  const {
    declaration = DEFAULT_DECLARATION,
    program = [process.execPath, bundle()],
    wires: wired = false,
  } = options;
  const folder = LocalFolder.create();
  const wires = new Map<string, Wire>();
  const backends = new Map<string, TestBackend>();
  const declared = loadText(declaration, folder);
  for (const application of applicationsOf(declared)) {
    const given = options.backends?.[application];
    if (given === undefined || typeof given === 'function') {
      const listener: RequestListener = given ?? ((_, response) => response.end(`hello from ${application}`));
      backends.set(application, await TestBackend.start(listener));
    }
  }
  const load = (text: string): Deployment =>
    localDeployment(loadText(text, folder), {
      backend: ({ name }) => {
        const given = options.backends?.[name];
        if (typeof given === 'object') return backendOf(given);
        const made = backends.get(name);
        return made === undefined ? undefined : backendOf({ url: made.url });
      },
    });
  const deployment = load(declaration);
  const local = new LocalTopology({
    ...{ deployment, folder, program },
    workers: options.workers ?? 1,
    ...(options.relayBootstrap !== undefined && { relayBootstrap: options.relayBootstrap }),
    ...(options.connectorBootstrap !== undefined && { connectorBootstrap: options.connectorBootstrap }),
    ...(wired && {
      dialledPort: async (instance: string, port: number) => {
        const wire = await Wire.to(port);
        wires.set(instance, wire);
        return wire.port;
      },
    }),
  });
  try {
    await local.start();
  } catch (error) {
    await closeAll(local, wires, backends, new Set());
    folder.remove();
    throw error;
  }
  return new TestTopology(local, { folder, deployment, wires, backends, program, load });
}

function connectorHandle(connector: LocalConnector, folder: LocalFolder): ConnectorHandle {
  const { group, slot, healthPort } = connector;
  return {
    ...{ group, slot, healthPort },
    stateDirectory: folder.state(`connector-${group}-${slot}`),
    isInService: () => connector.isInService(),
    id: () => connector.id(),
    ...handle(connector.process, () => connector.isInService()),
    get pid() {
      return connector.process.pid;
    },
  };
}

function relayHandle(relay: LocalRelay, folder: LocalFolder, wire: Wire | undefined): RelayHandle {
  const { instance, ports } = relay;
  return {
    ...{ instance, ports, wire },
    stateDirectory: folder.state(`relay-${instance}`),
    workers: () => (relay.process.pid === undefined ? [] : childProcesses(relay.process.pid)),
    isReady: () => relay.isReady(),
    ask: async (path) => {
      const answer = await loopbackGet(ports.status, path);
      if (answer?.status !== 200) {
        throw new Error(`relay ${instance} answered ${path} with ${String(answer?.status)}`);
      }
      return answer.text;
    },
    ...handle(relay.process, () => relay.isReady()),
    get pid() {
      return relay.process.pid;
    },
  };
}

function handle(process: ProgramProcess, started: () => Promise<boolean>): Omit<Handle, 'pid'> {
  const start = async () => {
    process.start();
    await until(`${process.name} to start:\n${process.lastLines().join('\n')}`, async () => {
      if (process.pid === undefined) {
        throw new Error(`${process.name} ended with ${await process.exited}:\n${process.output()}`);
      }
      return started();
    });
  };
  return {
    start,
    kill: () => process.kill(),
    stop: () => process.stop(60_000),
    restart: async () => {
      await process.stop(60_000);
      await start();
    },
    freeze: () => process.signal('SIGSTOP'),
    thaw: () => process.signal('SIGCONT'),
    log: () => process.output(),
  };
}

async function closeAll(
  local: LocalTopology,
  wires: ReadonlyMap<string, Wire>,
  backends: ReadonlyMap<string, TestBackend>,
  users: ReadonlySet<Users>,
): Promise<void> {
  for (const each of users) {
    void each.stop();
  }
  for (const wire of wires.values()) {
    wire.release();
  }
  await local.stop('at-once');
  await Promise.all([...wires.values(), ...backends.values()].map((each) => each.close()));
}

function loadText(text: string, folder: LocalFolder): Deployment {
  const file = join(folder.path, 'app-proxy.yaml');
  writeFileSync(file, text);
  const result = loadDeclaration(file);
  rmSync(file);
  if (!result.ok) {
    throw new Error(formatFindings(result.errors));
  }
  return result.deployment;
}

function applicationsOf({ groups }: Deployment): readonly string[] {
  return Object.values(groups).flatMap(({ applications }) => Object.keys(applications));
}

function backendOf({ url, tls }: Pick<Backend, 'url' | 'tls'>): Backend {
  const { protocol, hostname, port } = new URL(url);
  const https = protocol === 'https:';
  return {
    url,
    protocol: https ? 'https' : 'http',
    host: hostname,
    port: port === '' ? (https ? 443 : 80) : Number(port),
    cidrs: [],
    ...(https && { tls: tls ?? { verify: 'full' } }),
  };
}

function bundle(): string {
  const file = join(ROOT, 'dist', 'app-proxy.cjs');
  if (!existsSync(file)) {
    throw new Error(`${file} is not there: build it with npm run build`);
  }
  return file;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`the topology has no ${what}`);
  }
  return value;
}
