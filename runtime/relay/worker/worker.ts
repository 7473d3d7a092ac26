import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createEnrolmentHandler } from '../../enrolment/server';
import { EventCounts } from '../../log/event-counts';
import { LiveList } from '../../live-list';
import type { Log } from '../../log/log';
import { SessionLog } from '../../log/session-log';
import { WorkerMetrics } from '../../metrics/worker-metrics';
import { readConnectorIdentity } from '../../pki/identity';
import type { GoAway } from '../../tunnel/control';
import { Session } from '../../wire/session';
import type { EnrolmentPeer, FromWorker, Refusal, RelayView, ToWorker, WorkerSettings } from '../messages';
import { UserCertificates } from './certificates';
import { Connectors } from './connectors';
import type { Exchange } from './forward/exchange';
import { BODY_IDLE_SECONDS } from './limits';
import { AFFINITY_COOKIE, RequestHandler } from './request-handler';
import { Routing } from './routing';
import { SignIn } from './sign-in/sign-in';
import { TokenBucket } from './token-bucket';
import { ConnectorListener } from './tunnels/connector-listener';
import { RelayTunnel } from './tunnels/relay-tunnel';
import { UserListener } from './users/user-listener';

export interface WorkerOptions {
  readonly worker: number;
  readonly workers: number;
  readonly runtime: string;
  readonly log: Log;
  /** @param handle never used: connections only come to a worker */
  readonly tell: (message: FromWorker) => void;
  readonly settings: WorkerSettings;
  readonly exit: (code: number) => void;
}

/** Milliseconds between two looks for exchanges whose time is over. */
const SWEEP_MS = 500;
const COUNTERS_MS = 1000;
/** Milliseconds that a tunnel has after go-away. */
const LEAVE_MS = 20_000;
/** Milliseconds between the last request and the end of the process: for goodbyes to get out. */
const GOODBYE_MS = 300;

/** A worker process of a relay instance: TLS, HTTP, routing and tunnels. It holds no state that outlives a connection. */
export class Worker {
  private readonly live = new LiveList<Exchange>();
  private readonly users: UserListener;
  private readonly connectorsPort: ConnectorListener;
  private readonly connectors: Connectors;
  private readonly handler: RequestHandler;
  private readonly metrics: WorkerMetrics;
  private readonly events = new EventCounts();
  private readonly log: Log;
  private readonly sessionLog: SessionLog;
  private readonly signIn: SignIn;
  private readonly questions = new Map<
    number,
    { resolve(value: unknown): void; reject(refusal: Refusal): void }
  >();
  private view: RelayView | undefined;
  private routing: Routing | undefined;
  private certificates: UserCertificates | undefined;
  private bucket: TokenBucket | undefined;
  private nextQuestion = 1;
  private nextTunnel = 1;
  private now = performance.now();
  private draining = false;

  constructor(private readonly options: WorkerOptions) {
    const { tell, worker, workers, runtime, settings } = options;
    const log = (this.log = this.events.counting(options.log));
    this.metrics = new WorkerMetrics();
    this.sessionLog = new SessionLog();
    this.signIn = new SignIn({ log });
    this.connectors = new Connectors({ worker, workers, runtime, tell, leaveMs: LEAVE_MS });
    this.handler = new RequestHandler({
      live: this.live,
      revealConnector: settings.revealConnector,
      bodyIdleMs: (settings.userTimeouts.bodyIdleSeconds ?? BODY_IDLE_SECONDS) * 1000,
      record: (transaction) => {
        this.metrics.record(transaction);
        this.sessionLog.record(transaction);
      },
      now: () => this.now,
      pool: (group) => this.connectors.pools.get(group),
      affinityCookie: (affinity) => `${AFFINITY_COOKIE}=${affinity}; Path=/; Secure; HttpOnly; SameSite=Lax`,
    });
    this.users = new UserListener({
      certificate: (name) => this.certificates?.find(name),
      onRequest: (request, user) => this.handler.handle(request, user),
      onInvalid: (code) => this.metrics.refused(code),
      maxHeaderBytes: MAX_HEADER_BYTES,
      timeouts: settings.userTimeouts,
    });
    this.connectorsPort = new ConnectorListener({
      onTunnel: (socket) => this.onTunnel(socket),
      onEnrolment: createEnrolmentHandler({
        ask: (question, body, peer) => this.ask(question, body, peer),
        trust: () => this.view?.trust,
      }),
      onFailure: (remoteAddress, why) =>
        log.event('connector-connection-failed', { remoteAddress, reason: why }),
    });
    setInterval(() => this.sweep(), SWEEP_MS).unref();
    setInterval(() => {
      tell({
        kind: 'counters',
        connectors: this.connectors.counters(),
        userConnections: this.users.connections,
      });
    }, COUNTERS_MS).unref();
  }

  onMessage(message: ToWorker, handle: Socket | undefined): void {
    switch (message.kind) {
      case 'connection':
        return this.onConnection(message.id, message.port, handle);
      case 'view':
        return this.setView(message.view);
      case 'standing':
        return this.connectors.setStanding(message.connector, {
          inService: message.inService,
          ...(message.reason !== undefined && { reason: message.reason }),
        });
      case 'drain-connector':
        return this.connectors.drain(message.connector);
      case 'leave':
        return this.users.leave();
      case 'drain':
        return this.drain(message.milliseconds);
      case 'answer': {
        const question = this.questions.get(message.id);
        this.questions.delete(message.id);
        if (message.error !== undefined) question?.reject(message.error);
        else question?.resolve(message.value);
        return;
      }
      case 'report':
        void this.metrics
          .report(this.connectors.tunnelCount, this.live.size, this.events.all)
          .then((metrics) => {
            this.options.tell({ kind: 'reported', id: message.id, metrics });
          });
        return;
    }
  }

  private onConnection(id: number, port: 'users' | 'connectors', socket: Socket | undefined): void {
    this.options.tell({ kind: 'connection-taken', id });
    if (socket === undefined) return;
    const remoteAddress = socket.remoteAddress ?? '';
    socket.on('close', () => this.options.tell({ kind: 'connection-ended', port, remoteAddress }));
    if (this.view === undefined) {
      socket.destroy();
      return;
    }
    if (port === 'users') this.users.accept(socket);
    else this.connectorsPort.accept(socket);
  }

  private setView(view: RelayView): void {
    const first = this.view === undefined;
    const before = this.view;
    this.view = view;
    const now = performance.now();
    this.routing = new Routing(view, this.options.workers, this.routing, now);
    if (JSON.stringify(before?.certificates) !== JSON.stringify(view.certificates))
      this.setCertificates(view);
    if (before?.identity.certificate !== view.identity.certificate || before.trust !== view.trust) {
      this.connectorsPort.setIdentity(view.identity, view.trust);
    }
    const { requestsPerSecond, requestHeaderKiB } = view.limits;
    this.users.setMaxHeaderBytes(requestHeaderKiB * 1024);
    const share = requestsPerSecond === undefined ? undefined : requestsPerSecond / this.options.workers;
    if (share === undefined) this.bucket = undefined;
    else if (this.bucket?.perSecond !== share) this.bucket = new TokenBucket(share, now);
    this.signIn.update(view);
    this.sessionLog.update(view.sessionLog);
    this.metrics.update(this.routing.entries);
    this.handler.update({ routing: this.routing, signIn: this.signIn, bucket: this.bucket });
    this.connectors.update(view, this.routing);
    if (first) this.options.tell({ kind: 'serving' });
  }

  private setCertificates(view: RelayView): void {
    this.certificates = new UserCertificates(view.certificates);
    for (const { hosts, why } of this.certificates.unusable) {
      this.log.event('user-certificate-unusable', { hosts: hosts.join(' '), reason: why });
    }
    this.users.setDefaultContext(this.certificates.fallback);
  }

  private onTunnel(socket: TLSSocket): void {
    const { view } = this;
    const remoteAddress = socket.remoteAddress ?? '';
    socket.on('error', () => socket.destroy());
    if (view === undefined || this.draining) {
      socket.destroy();
      return;
    }
    const result = readConnectorIdentity(socket.getPeerX509Certificate(), {
      trust: view.trust,
      deployment: view.deployment,
      revoked: view.revoked,
      now: Date.now(),
    });
    if ('code' in result) {
      this.log.event('tunnel-refused', {
        refusal: result.code,
        reason: result.message,
        remoteAddress,
      });
      this.metrics.tunnelRefused(result.code);
      return sendAway(socket, result.code);
    }
    const tunnel = new RelayTunnel(
      this.nextTunnel,
      socket,
      {
        connector: result.identity.connector,
        group: result.identity.group,
        certificateExpires: result.expires,
        remoteAddress,
      },
      this.connectors,
    );
    this.nextTunnel += 1;
    this.connectors.add(tunnel);
  }

  private ask(question: 'enrol' | 'renew', body: unknown, peer: EnrolmentPeer): Promise<unknown> {
    const id = this.nextQuestion;
    this.nextQuestion += 1;
    return new Promise((resolve, reject) => {
      this.questions.set(id, { resolve, reject });
      this.options.tell({ kind: 'ask', id, question, body, peer });
    });
  }

  private sweep(): void {
    this.now = performance.now();
    for (const exchange of this.live) {
      if (exchange.deadline !== 0 && exchange.deadline < this.now) exchange.expire();
    }
  }

  private drain(milliseconds: number): void {
    if (this.draining) return;
    this.draining = true;
    const until = performance.now() + milliseconds;
    this.users.drain();
    const look = setInterval(() => {
      if (this.live.size > 0 && performance.now() < until) return;
      clearInterval(look);
      for (const exchange of this.live) exchange.cut();
      this.users.close();
      this.connectors.stop();
      this.connectorsPort.close();
      setTimeout(() => this.options.exit(0), GOODBYE_MS);
    }, 100);
  }
}

/** Tells a connector that is not let in why, where it can do something about it, and ends the connection. */
function sendAway(socket: TLSSocket, code: string): void {
  if (!isToldTo(code)) {
    socket.destroy();
    return;
  }
  const session = new Session(socket, { role: 'relay' });
  session.sendControl({ type: 'go-away', reason: code } satisfies GoAway);
  session.close();
}

/** Whether the refused connector can do something about it by itself, or must stop trying. */
function isToldTo(code: string): code is 'revoked' | 'expired' | 'unknown-authority' | 'wrong-deployment' {
  return ['revoked', 'expired', 'unknown-authority', 'wrong-deployment'].includes(code);
}

/** Bytes of a request's header until the first view says how many. */
const MAX_HEADER_BYTES = 64 * 1024;
