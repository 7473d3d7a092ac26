import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Deployment, Group } from '../../declaration/model';
import { EXIT } from '../exit-codes';
import { Failure } from '../failure';
import { FreePorts } from './free-port';
import { LocalConnector } from './local-connector';
import { localDocuments, publish } from './local-documents';
import type { LocalFolder } from './local-folder';
import { LocalRelay } from './local-relay';
import { PassThrough } from './pass-through';
import type { ProgramProcess } from './program-process';

/** Milliseconds between two looks at what is starting. */
const LOOK_MS = 100;
/** Milliseconds between two looks at which relay instances are ready, while serving. */
const READY_MS = 250;
/** Milliseconds that relay instances, and then connectors, may take to start. */
export const START_MS = 60_000;
/** Enrolments that a group's token allows for each of its connectors. A restarted one keeps its certificate and needs none. */
const ENROLMENTS_PER_CONNECTOR = 10;

export interface LocalTopologyOptions {
  /** As `localDeployment` makes it. */
  readonly deployment: Deployment;
  readonly folder: LocalFolder;
  /** The runtime with its first arguments: `[node, app-proxy.cjs]`. */
  readonly program: readonly string[];
  /** Port of the entry address. @default a free one */
  readonly port?: number;
  /** Worker processes of each relay instance. @default 1 */
  readonly workers?: number;
  /** Milliseconds for relay instances, and again for connectors. @default START_MS */
  readonly startMilliseconds?: number;
  /** Told how many relay instances are ready, and then how many connectors are in service. */
  readonly progress?: (what: string, done: number, all: number) => void;
  /** Told when a process of a started topology ends by itself. */
  readonly onUnexpectedExit?: (process: ProgramProcess, ended: string) => void;
  /** Added to the bootstrap documents. */
  readonly relayBootstrap?: object;
  readonly connectorBootstrap?: object;
  /** Port that connectors dial to reach a relay instance, where something is put between. @default that of the instance */
  readonly dialledPort?: (instance: string, port: number) => Promise<number>;
}

/** Relay instances, connectors and one entry address, as processes of this machine. */
export class LocalTopology {
  public readonly relays: LocalRelay[] = [];
  public readonly connectors: LocalConnector[] = [];
  public readonly folder: LocalFolder;
  /** Where users come in. */
  private readonly users: PassThrough;
  /** Where connectors find a relay instance first, as they would by a name elsewhere. */
  private readonly discovery: PassThrough;
  private readonly ports = new FreePorts();
  private readonly stopping = new AbortController();
  private ready: readonly LocalRelay[] = [];
  private turn = 0;
  private starting: Promise<void> = Promise.resolve();
  private watching: Promise<void> = Promise.resolve();

  constructor(private readonly options: LocalTopologyOptions) {
    this.folder = options.folder;
    this.users = new PassThrough({
      targets: () => this.inTurn().map(({ ports }) => ports.users),
      ...(options.port !== undefined && { port: options.port }),
    });
    this.discovery = new PassThrough({
      targets: () => [...new Set([...this.ready, ...this.relays])].map(({ ports }) => ports.connectors),
    });
  }

  /** Port of the entry address, which users reach over HTTPS. */
  public get port(): number {
    return this.users.port;
  }

  /** What users check the certificates against, PEM. There once a relay instance is ready. */
  public get trust(): string {
    return readFileSync(this.folder.trustBundle, 'utf8');
  }

  /**
   * Starts everything and returns once every connector is in service.
   *
   * @throws Failure naming the process that failed, with the end of its log; `stop` is still to be called
   */
  public start(): Promise<void> {
    this.starting = this.bringUp();
    return this.starting;
  }

  /** Publishes the documents of a changed deployment: applications, limits, time-outs; not instances or connectors. */
  public publish(deployment: Deployment): void {
    publish(localDocuments(deployment, this.folder), this.folder);
  }

  /**
   * Ends every process, connectors before the relay. The folder stays. May be called at any time, and twice.
   *
   * @param how whether requests in flight may end first. @default 'drain'
   */
  public async stop(how: 'drain' | 'at-once' = 'drain'): Promise<void> {
    this.stopping.abort();
    await this.starting.catch(() => undefined);
    await this.watching;
    await Promise.all([this.users.close(), this.discovery.close()]);
    for (const some of [this.connectors, this.relays]) {
      await Promise.all(some.map(({ process }) => (how === 'drain' ? process.stop() : process.kill())));
    }
  }

  /** `group/slot` of the connector with an id, as the connector itself knows it. */
  public async connectorName(id: string): Promise<string | undefined> {
    for (const connector of this.connectors) {
      if ((await connector.id()) === id) {
        return `${connector.group}/${connector.slot}`;
      }
    }
    return undefined;
  }

  /** Every process, relay instances first. */
  public get processes(): readonly ProgramProcess[] {
    return [...this.relays, ...this.connectors].map(({ process }) => process);
  }

  private async bringUp(): Promise<void> {
    await this.openEntry();
    publish(localDocuments(this.options.deployment, this.folder), this.folder);
    await this.startRelays();
    await this.makeTokens();
    await this.startConnectors();
    this.watching = this.watchRelays();
  }

  private async openEntry(): Promise<void> {
    try {
      await this.users.listen();
    } catch (error) {
      throw new Failure(
        `port ${this.options.port ?? 0} of 127.0.0.1 cannot be listened on: ${(error as Error).message}; give another one, or none for a free one`,
        EXIT.no,
      );
    }
    await this.discovery.listen();
  }

  private async startRelays(): Promise<void> {
    const { deployment, folder, program, workers = 1, progress, dialledPort, relayBootstrap } = this.options;
    for (const instance of Object.keys(deployment.relay.instances)) {
      this.stopping.signal.throwIfAborted();
      const ports = {
        users: await this.ports.take(),
        connectors: await this.ports.take(),
        probe: await this.ports.take(),
        status: await this.ports.take(),
      };
      const dialled = await dialledPort?.(instance, ports.connectors);
      const relay = new LocalRelay({
        ...{ deployment, folder, program, instance, ports, workers },
        ...(dialled !== undefined && { dialledPort: dialled }),
        ...(relayBootstrap !== undefined && { bootstrap: relayBootstrap }),
        onUnexpectedExit: ({ process }, ended) => this.options.onUnexpectedExit?.(process, ended),
      });
      this.relays.push(relay);
      relay.process.start();
    }
    await this.allOf(
      this.relays,
      (relay) => relay.isReady(),
      'ready',
      (done) => {
        progress?.('relay instances ready', done, this.relays.length);
      },
    );
    this.ready = [...this.relays];
  }

  private async makeTokens(): Promise<void> {
    await Promise.all(Object.values(this.options.deployment.groups).map((group) => this.makeToken(group)));
  }

  private async makeToken({ name, plan }: Group): Promise<void> {
    const { deployment } = this.options;
    const directory = this.folder.enrolment(name);
    await this.runOnce(`token of group ${name}`, [
      ...['token', 'create', '--store', this.folder.store, '--deployment', deployment.name, '--group', name],
      ...['--uses', String(Math.max(1, plan.connectors) * ENROLMENTS_PER_CONNECTOR)],
      ...['--out', join(directory, 'token'), '--trust', join(directory, 'ca.pem')],
    ]);
  }

  private async startConnectors(): Promise<void> {
    const { deployment, folder, program, progress, connectorBootstrap } = this.options;
    for (const group of Object.values(deployment.groups)) {
      for (let slot = 0; slot < group.plan.connectors; slot += 1) {
        this.stopping.signal.throwIfAborted();
        const connector = new LocalConnector({
          ...{ deployment, group, slot, folder, program },
          relayPort: this.discovery.port,
          healthPort: await this.ports.take(),
          ...(connectorBootstrap !== undefined && { bootstrap: connectorBootstrap }),
          onUnexpectedExit: ({ process }, ended) => this.options.onUnexpectedExit?.(process, ended),
        });
        this.connectors.push(connector);
        connector.process.start();
      }
    }
    await this.allOf(
      this.connectors,
      (connector) => connector.isInService(),
      'in service',
      (done) => {
        progress?.('connectors in service', done, this.connectors.length);
      },
    );
    // A connector has heard at first of the relay instance alone that it met first.
    await this.allOf(
      this.relays,
      async (relay) => (await relay.connectorsInService()) >= this.connectors.length,
      'in touch with every connector',
      () => undefined,
    );
  }

  /** Waits until each is so, and fails as soon as a process of this topology has ended. */
  private async allOf<T extends { readonly process: ProgramProcess }>(
    all: readonly T[],
    reached: (each: T) => Promise<boolean>,
    what: string,
    tell: (done: number) => void,
  ): Promise<void> {
    const milliseconds = this.options.startMilliseconds ?? START_MS;
    const deadline = performance.now() + milliseconds;
    let missing = [...all];
    let told = -1;
    for (;;) {
      const answers = await Promise.all(missing.map(reached));
      missing = missing.filter((_, index) => answers[index] !== true);
      const done = all.length - missing.length;
      if (done !== told) {
        tell(done);
        told = done;
      }
      if (missing.length === 0) {
        return;
      }
      const ended = this.processes.find(({ pid }) => pid === undefined);
      if (ended !== undefined) {
        throw failed(ended, `ended with ${await ended.exited}`);
      }
      const [first] = missing;
      if (performance.now() > deadline && first !== undefined) {
        throw failed(first.process, `is not ${what} after ${milliseconds / 1000} s`);
      }
      await pause(LOOK_MS, undefined, { signal: this.stopping.signal });
    }
  }

  private async watchRelays(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const ready = await Promise.all(this.relays.map((relay) => relay.isReady()));
      this.ready = this.relays.filter((_, index) => ready[index]);
      await pause(READY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** The ready relay instances, beginning with the next one in turn. */
  private inTurn(): readonly LocalRelay[] {
    this.turn += 1;
    const first = this.turn % Math.max(1, this.ready.length);
    return [...this.ready.slice(first), ...this.ready.slice(0, first)];
  }

  /** Runs a command of the runtime to its end. */
  private async runOnce(what: string, args: readonly string[]): Promise<void> {
    const [program = process.execPath, ...first] = this.options.program;
    const child = spawn(program, [...first, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: process.env,
      signal: this.stopping.signal,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const how = await new Promise<string | undefined>((resolve) => {
      child.once('error', ({ message }) => resolve(message));
      child.once('close', (code, signal) =>
        resolve(code === 0 ? undefined : (signal ?? `exit code ${String(code)}`)),
      );
    });
    if (how !== undefined) {
      throw new Failure(
        [
          `${what}: ${args.slice(0, 2).join(' ')} ended with ${how}`,
          ...indented(output.trimEnd().split('\n')),
        ].join('\n'),
        EXIT.no,
      );
    }
  }
}

function failed(process: ProgramProcess, how: string): Failure {
  return new Failure(
    [`${process.name} ${how}; the end of its log:`, ...indented(process.lastLines())].join('\n'),
    EXIT.no,
  );
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
