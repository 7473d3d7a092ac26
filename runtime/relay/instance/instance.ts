import type { RelayBootstrap } from '../../documents/types.generated';
import { parseDocument } from '../../documents/parse';
import { ConfigurationSource } from '../../configuration/configuration-source';
import { Routes } from '../../configuration/routes';
import type { EnrolmentService } from '../../enrolment/service';
import type { Log } from '../../log/log';
import type { Registry } from '../../membership/registry';
import { Secrets } from '../../secrets/secrets';
import type { Store } from '../../store/store';
import type { FromWorker, RelayView } from '../messages';
import { Acceptor } from './acceptor';
import { Authority } from './authority';
import { CatchUp } from './catch-up';
import {
  DIRECTORY_NOTICE_SECONDS,
  DIRECTORY_POLL_SECONDS,
  ISSUER_SECONDS,
  MAX_CONNECTOR_CONNECTIONS,
  MAX_CONNECTOR_CONNECTIONS_PER_ADDRESS,
  MAX_USER_CONNECTIONS,
  MAX_USER_CONNECTIONS_PER_ADDRESS,
  RETRY_SECONDS,
} from './limits';
import { Notices, peerOf } from './notices';
import { SignInSecrets } from './sign-in-secrets';
import { TokenKey } from './token-key';
import { UserCertificateSource } from './user-certificates';
import { Workers } from './workers';

export interface InstanceOptions {
  readonly bootstrap: RelayBootstrap;
  /** Version of the program. */
  readonly runtime: string;
  readonly generation: string;
  /** Address that connectors dial, once the port is known. */
  readonly address: (port: number) => Promise<string>;
  readonly workers: number;
  readonly configuration: Store;
  readonly exchange: Store;
  readonly registry: Registry;
  /** Enrolment as the configuration stands; called for each request. */
  readonly enrolment: (parts: EnrolmentParts) => EnrolmentService;
  readonly log: Log;
}

/** What enrolment needs of the instance. */
export interface EnrolmentParts {
  readonly authority: Authority;
  readonly source: ConfigurationSource;
}

/** What the session log records, until a moment. */
export type SessionLogSelection = RelayView['sessionLog'];

const SESSION_LOG_OFF: SessionLogSelection = { all: false, groups: [], applications: [] };

/** A relay instance: accepts connections, keeps everything that outlives one, and has workers do the rest. */
export class Instance {
  readonly source: ConfigurationSource;
  readonly routes: Routes;
  readonly authority: Authority;
  readonly workers: Workers;
  readonly userCertificates: UserCertificateSource;
  readonly signInSecrets: SignInSecrets;
  private readonly notices: Notices;
  private readonly secrets: Secrets;
  private readonly tokenKey = new TokenKey();
  private readonly enrolment: EnrolmentService;
  private readonly catchUp: CatchUp;
  private readonly users: Acceptor;
  private readonly connectors: Acceptor;
  private address = '';
  private view: RelayView | undefined;
  /** It has read what the other instances say of themselves, or has tried to. */
  private met = false;
  private sessionLog = SESSION_LOG_OFF;
  private state: 'starting' | 'ready' | 'draining' = 'starting';
  private building: Promise<void> | undefined;
  private stale = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: InstanceOptions) {
    const { bootstrap, log, registry } = options;
    const azure = 'identity' in bootstrap.configuration ? bootstrap.configuration.identity : undefined;
    this.source = new ConfigurationSource({
      deployment: bootstrap.deployment,
      configuration: options.configuration,
      exchange: options.exchange,
      stateDirectory: bootstrap.stateDirectory,
      log,
      ...(azure === undefined && { pollSeconds: DIRECTORY_POLL_SECONDS }),
    });
    this.routes = new Routes({ stateDirectory: bootstrap.stateDirectory, log });
    this.secrets = new Secrets({ log, ...(azure !== undefined && { identity: azure }) });
    this.authority = new Authority({ bootstrap, exchange: options.exchange, log, now: Date.now });
    this.userCertificates = new UserCertificateSource(() => this.authority.required, this.secrets, log);
    this.signInSecrets = new SignInSecrets(this.secrets, log);
    this.enrolment = options.enrolment({ authority: this.authority, source: this.source });
    this.workers = new Workers({
      count: options.workers,
      log,
      settings: {
        revealConnector: bootstrap.revealConnector === true,
        userTimeouts: bootstrap.userTimeouts ?? {},
      },
      onMessage: (worker, message) => this.onMessage(worker, message),
      onGone: (worker, untaken) => {
        registry.workerGone(worker);
        this.users.workerGone(worker);
        this.connectors.workerGone(worker);
        for (const { port, socket } of untaken) {
          (port === 'users' ? this.users : this.connectors).accept(socket);
        }
      },
    });
    this.notices = new Notices({
      store: options.exchange,
      log,
      instance: bootstrap.instance,
      generation: options.generation,
      parse: (text) => {
        const parsed = parseDocument('instance-notice', text);
        return parsed.ok && parsed.document.deployment === bootstrap.deployment ? parsed.document : undefined;
      },
      own: () => ({
        deployment: bootstrap.deployment,
        address: this.address,
        runtime: options.runtime,
        state: this.state === 'draining' ? 'draining' : 'ready',
        configuration: this.source.current.digest,
        tokenKey: this.tokenKey.publicJwk,
        groups: registry.inService(),
      }),
      onChange: () => void this.rebuild(),
      ...(azure === undefined && { intervalSeconds: DIRECTORY_NOTICE_SECONDS }),
    });
    this.catchUp = new CatchUp({
      others: () => this.notices.others,
      own: () => registry.inService(),
      now: () => performance.now(),
    });
    this.users = this.acceptor('users', bootstrap.listeners.users, {
      maxConnections: MAX_USER_CONNECTIONS,
      maxPerAddress: MAX_USER_CONNECTIONS_PER_ADDRESS,
    });
    this.connectors = this.acceptor('connectors', bootstrap.listeners.connectors, {
      maxConnections: MAX_CONNECTOR_CONNECTIONS,
      maxPerAddress: MAX_CONNECTOR_CONNECTIONS_PER_ADDRESS,
    });
    this.source.onChange((configuration) => {
      this.routes.update(configuration);
      const limit = configuration.relay?.document.limits.connections;
      if (limit !== undefined) this.users.setMaxConnections(limit);
      registry.configure(configuration);
      void this.rebuild();
    });
    this.routes.onChange(() => void this.rebuild());
    this.secrets.onChange(() => void this.rebuild());
    registry.onStanding(({ connector, inService, reason }) => {
      this.workers.broadcast({
        kind: 'standing',
        connector,
        inService,
        ...(reason !== undefined && { reason }),
      });
    });
  }

  /** Serves: a configuration is in force and at least one worker works by it, and it is not draining. */
  get serving(): boolean {
    return this.state === 'ready' && this.view !== undefined && this.workers.serving > 0;
  }

  /** Whether users should be sent here, and why not. */
  get readiness(): { readonly ready: boolean; readonly reason?: string } {
    if (this.state === 'draining') return { ready: false, reason: 'draining' };
    if (this.view === undefined) return { ready: false, reason: this.whyNoView() };
    if (this.workers.serving === 0) return { ready: false, reason: 'no worker serves yet' };
    const missing = this.catchUp.missing();
    return missing === undefined ? { ready: true } : { ready: false, reason: missing };
  }

  get currentView(): RelayView | undefined {
    return this.view;
  }

  get others(): Notices['others'] {
    return this.notices.others;
  }

  get userConnections(): number {
    return this.users.connections;
  }

  /** Listens, reads the configuration, and serves as soon as it can. Rejects where a port cannot be had. */
  async start(): Promise<void> {
    await this.users.listen();
    const port = await this.connectors.listen();
    this.address = await this.options.address(port);
    await this.routes.restore();
    this.workers.start();
    await this.source.start();
    this.routes.update(this.source.current);
    await this.rebuild();
    this.tick();
    await this.notices.start();
    this.met = true;
    if (this.view !== undefined) this.catchUp.begin();
    await this.rebuild();
  }

  /** Reads configuration and secrets anew, now. */
  async refresh(): Promise<void> {
    await this.source.refresh();
    await this.rebuild();
  }

  setSessionLog(sessionLog: SessionLogSelection): void {
    this.sessionLog = sessionLog;
    void this.rebuild();
  }

  /**
   * Leaves: first the probe says no while everything is served on, then no new requests come in, then the tunnels close.
   *
   * @param noticeMs how long everything is served on
   * @param drainMs how long requests have
   */
  async drain(noticeMs: number, drainMs: number): Promise<void> {
    if (this.state === 'draining') return;
    this.state = 'draining';
    this.options.log.event('relay-draining', { noticeMs, drainMs });
    this.workers.broadcast({ kind: 'leave' });
    await this.notices.tell();
    await new Promise((resolve) => setTimeout(resolve, noticeMs));
    this.users.close();
    this.connectors.close();
    await this.workers.stop(drainMs);
    await this.close();
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.source.stop();
    this.secrets.stop();
    await this.routes.stop();
    await this.notices.stop();
  }

  private acceptor(
    port: 'users' | 'connectors',
    listen: string,
    limits: { readonly maxConnections: number; readonly maxPerAddress: number },
  ): Acceptor {
    return new Acceptor({
      listen,
      ...limits,
      give: (socket, remoteAddress) => this.workers.give(port, socket, remoteAddress),
      onRefused: (remoteAddress, reason) =>
        this.options.log.event('connection-refused', { port, remoteAddress, reason }),
    });
  }

  private onMessage(worker: number, message: FromWorker): void {
    const { registry, log } = this.options;
    switch (message.kind) {
      case 'tunnel-up':
        return registry.tunnelUp(worker, message);
      case 'tunnel-down':
        return registry.tunnelDown(worker, message);
      case 'counters':
        return registry.counters(worker, message);
      case 'connector-drains':
        registry.drains(message.connector, message.run);
        return this.workers.broadcast({ kind: 'drain-connector', connector: message.connector });
      case 'connection-ended':
        return (message.port === 'users' ? this.users : this.connectors).ended(worker, message.remoteAddress);
      case 'ask':
        void this.enrolment.answer(message.question, message.body, message.peer).then((outcome) => {
          this.workers.answer(worker, { kind: 'answer', id: message.id, ...outcome });
        });
        return;
      case 'serving':
        log.event('worker-serving', { worker });
        return;
      default:
    }
  }

  /** Makes the view anew. Calls while one is being made lead to one more. */
  private async rebuild(): Promise<void> {
    if (this.building !== undefined) {
      this.stale = true;
      return this.building;
    }
    this.building = this.build()
      .catch((error: unknown) => {
        this.options.log.event('view-not-made', {
          reason: error instanceof Error ? error.message : String(error),
        });
      })
      .then(() => {
        this.building = undefined;
        if (!this.stale) return undefined;
        this.stale = false;
        return this.rebuild();
      });
    return this.building;
  }

  private async build(): Promise<void> {
    const document = this.source.current.relay?.document;
    if (document === undefined) return;
    const identity = await this.authority.refresh(document.issuer);
    if (identity === undefined) return;
    const certificates = await this.userCertificates.load(document, this.authority.signing, Date.now());
    const signIn = await this.signInSecrets.load(document);
    const { bootstrap, generation } = this.options;
    const { others } = this.notices;
    const { routes, groups } = this.routes.current;
    const view: RelayView = {
      deployment: bootstrap.deployment,
      instance: bootstrap.instance,
      generation,
      domain: document.domain,
      limits: document.limits,
      routes,
      groups,
      certificates,
      identity,
      trust: this.authority.trust,
      revoked: [...this.source.current.revoked],
      relays: [
        { instance: bootstrap.instance, generation, address: this.address, state: this.ownState() },
        ...others.map(peerOf),
      ],
      signIn,
      identityToken: {
        key: this.tokenKey.key,
        keyId: this.tokenKey.keyId,
        publicKeys: [this.tokenKey.publicJwk, ...others.flatMap(({ tokenKey }) => tokenKey ?? [])],
      },
      sessionLog: this.sessionLog,
    };
    if (JSON.stringify(view) === JSON.stringify(this.view)) return;
    const first = this.view === undefined;
    this.view = view;
    this.workers.setView(view);
    if (first) {
      if (this.met) this.catchUp.begin();
      if (this.state === 'starting') this.state = 'ready';
    }
  }

  private ownState(): 'ready' | 'draining' {
    return this.state === 'draining' ? 'draining' : 'ready';
  }

  private whyNoView(): string {
    if (this.source.current.relay === undefined) return 'no valid relay configuration yet';
    return this.authority.problem === ''
      ? 'starting'
      : `no certificate of its own yet: ${this.authority.problem}`;
  }

  /** Looks again at what changes without being told: rotations, certificates that are due, what failed. */
  private tick(): void {
    const wait = this.view === undefined ? RETRY_SECONDS : ISSUER_SECONDS;
    this.timer = setTimeout(() => void this.rebuild().finally(() => this.tick()), wait * 1000);
  }
}
