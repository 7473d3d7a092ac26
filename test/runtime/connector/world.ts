import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connector } from '../../../runtime/connector/connector';
import type { Credential, Enrolled, EnrolmentTarget, Enroller } from '../../../runtime/connector/enroller';
import type { Identity } from '../../../runtime/connector/identity';
import { Splicer } from '../../../runtime/connector/splice/splicer';
import { directDial } from '../../../runtime/dial/dial';
import type { Endpoint } from '../../../runtime/dial/endpoint';
import type { ConnectorBootstrap } from '../../../runtime/documents/types.generated';
import type { Fields, Log } from '../../../runtime/log/log';
import { Listening } from '../dial/listening';
import { DEPLOYMENT, TestAuthority } from './authority';
import { FakeRelay } from './fake-relay';
import { ManualClock, settle } from './manual-clock';

/** Keeps the events of the log. */
export class MemoryLog implements Log {
  readonly lines: (Fields & { readonly event: string })[] = [];

  event(name: Parameters<Log['event']>[0], fields: Fields = {}): void {
    this.lines.push({ event: name, ...fields });
  }

  with(): Log {
    return this;
  }

  named(event: string): Fields[] {
    return this.lines.filter((line) => line.event === event);
  }
}

/** Signs whatever it is asked for, or fails with what a test sets. */
export class FakeEnroller implements Enroller {
  readonly asked: {
    readonly kind: 'enrol' | 'renew';
    readonly credential?: Credential;
    readonly known?: string;
  }[] = [];
  failure: Error | undefined;
  shown = '';
  hours = 24;

  constructor(
    private readonly world: World,
    private readonly connector = '0123456789abcdef',
  ) {}

  fetchTrust(): Promise<string> {
    return this.failure === undefined ? Promise.resolve(this.shown) : Promise.reject(this.failure);
  }

  enrol(_: EnrolmentTarget, credential: Credential, known: Identity | undefined): Promise<Enrolled> {
    this.asked.push({ kind: 'enrol', credential, ...(known !== undefined && { known: known.connector }) });
    return this.answer();
  }

  renew(_: EnrolmentTarget, identity: Identity): Promise<Enrolled> {
    this.asked.push({ kind: 'renew', known: identity.connector });
    return this.answer();
  }

  private async answer(): Promise<Enrolled> {
    if (this.failure !== undefined) throw this.failure;
    const { authority, clock } = this.world;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    const { certificate } = await authority.connector(this.connector, 'plant', {
      publicKey,
      hours: this.hours,
      now: clock.now(),
    });
    const identity: Identity = {
      connector: this.connector,
      deployment: DEPLOYMENT,
      group: 'plant',
      certificate,
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      notBefore: clock.now(),
      expires: clock.now() + this.hours * 3_600_000,
    };
    return { identity, trust: authority.bundle };
  }
}

/** All that a connector meets, made anew for each test. */
export class World {
  readonly clock = new ManualClock();
  readonly log = new MemoryLog();
  readonly enroller = new FakeEnroller(this);
  readonly directory = mkdtempSync(join(tmpdir(), 'connector-'));
  readonly listening = new Listening();
  readonly splicer = new Splicer({
    resolveSecret: () => Promise.reject(new Error('no secrets here')),
    log: this.log,
  });
  /** What discovery gives. */
  addresses: Endpoint[] = [];
  spent = 0;
  private readonly connectors: Connector[] = [];

  private constructor(readonly authority: TestAuthority) {
    writeFileSync(this.trustFile, authority.bundle);
    writeFileSync(this.tokenFile, 'apx1.plant.1.secret.pin\n');
  }

  static async make(): Promise<World> {
    return new World(await TestAuthority.make());
  }

  get trustFile(): string {
    return join(this.directory, 'ca.pem');
  }

  get tokenFile(): string {
    return join(this.directory, 'token');
  }

  get stateDirectory(): string {
    return join(this.directory, 'state');
  }

  async relay(instance: string, authority = this.authority): Promise<FakeRelay> {
    return new FakeRelay(instance).start(
      await authority.relay(instance),
      this.listening,
      this.authority.bundle,
    );
  }

  /** Relays that know each other, the first of which discovery gives. */
  async relays<const Names extends readonly string[]>(
    ...instances: Names
  ): Promise<{ readonly [Index in keyof Names]: FakeRelay }> {
    const relays = await Promise.all(instances.map((instance) => this.relay(instance)));
    for (const relay of relays) relay.list = () => relays.map(({ peer }) => peer);
    this.addresses = relays.slice(0, 1).map(({ port }) => ({ host: '127.0.0.1', port }));
    return relays as { readonly [Index in keyof Names]: FakeRelay };
  }

  /** A backend that takes requests and never answers. */
  async silentBackend(): Promise<{ readonly port: number; readonly connections: number }> {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.resume();
    });
    const port = await this.listening.on(server);
    return {
      port,
      get connections() {
        return connections;
      },
    };
  }

  connector(settings: Partial<ConnectorBootstrap> = {}): Connector {
    const connector = new Connector({
      bootstrap: {
        version: 1,
        deployment: DEPLOYMENT,
        group: 'plant',
        slot: 0,
        relay: { name: 'apps.example.com' },
        trust: { file: this.trustFile },
        enrolment: { method: 'token', token: { file: this.tokenFile } },
        stateDirectory: this.stateDirectory,
        ...settings,
      },
      runtime: '0.1.0',
      dial: directDial(),
      names: {
        srv: () => Promise.resolve(this.addresses.map(({ host, port }) => ({ name: host, port }))),
        addresses: () => Promise.reject(new Error('no such name')),
      },
      enroller: this.enroller,
      credentials: {
        secret: async (reference) => {
          const { readFile } = await import('node:fs/promises');
          if (!('file' in reference)) throw new Error('no vault here');
          return readFile(reference.file, 'utf8');
        },
        identityToken: () => Promise.reject(new Error('no managed identity here')),
      },
      download: () => Promise.reject(new Error('no storage account here')),
      spent: () => {
        this.spent += 1;
        return Promise.resolve();
      },
      splicer: this.splicer,
      log: this.log,
      clock: this.clock,
    });
    this.connectors.push(connector);
    return connector;
  }

  async close(): Promise<void> {
    for (const connector of this.connectors) await connector.stop();
    await this.listening.closeAll();
    // A write to the state directory may still be under way.
    await settle();
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
