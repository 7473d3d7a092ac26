import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type TLSSocket } from 'node:tls';
import { Splicer } from '../../../../runtime/connector/splice/splicer';
import type { Log } from '../../../../runtime/log/log';
import { SERVER_AUTH } from '../../../../runtime/pki/identity';
import { makeAuthority, makeLeaf } from '../../../../runtime/pki/make-certificate';
import { localSigner } from '../../../../runtime/pki/signer';
import type { FromWorker, RelayView, Route } from '../../../../runtime/relay/messages';
import { Connectors } from '../../../../runtime/relay/worker/connectors';
import type { Exchange } from '../../../../runtime/relay/worker/forward/exchange';
import { RequestHandler } from '../../../../runtime/relay/worker/request-handler';
import { Routing } from '../../../../runtime/relay/worker/routing';
import type { Transaction } from '../../../../runtime/relay/worker/transaction';
import { RelayTunnel } from '../../../../runtime/relay/worker/tunnels/relay-tunnel';
import { UserListener } from '../../../../runtime/relay/worker/users/user-listener';
import { LiveList } from '../../../../runtime/live-list';
import { Session } from '../../../../runtime/wire/session';

const silent: Log = { event: () => undefined, with: () => silent };

export interface TestRoute {
  readonly url: string;
  readonly host?: string;
  readonly path?: string;
  readonly group?: string;
  readonly settings?: Partial<Route['settings']>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly trailers: NodeJS.Dict<string>;
}

/** A connector of the test: its tunnel and splicer. */
export interface TestConnector {
  readonly id: string;
  readonly session: Session;
  readonly splicer: Splicer;
  readonly socket: Socket;
}

/** Users' side, forwarding and tunnels of a worker in this process, with connectors that splice to real backends. */
export class RelayInProcess {
  readonly transactions: Transaction[] = [];
  readonly told: FromWorker[] = [];
  readonly connectors: TestConnector[] = [];
  readonly live = new LiveList<Exchange>();
  invalid: string[] = [];
  /** Set forward to let time-outs come. */
  aheadMs = 0;
  readonly agent: Agent;
  private readonly closers: (() => void)[] = [];
  private readonly waiting: (() => void)[] = [];
  private nextTunnel = 1;
  private sessions: ClientHttp2Session[] = [];

  private constructor(
    readonly port: number,
    readonly authority: string,
    private readonly pools: Connectors,
    private readonly listener: UserListener,
  ) {
    this.agent = new Agent({ keepAlive: true, ca: authority, maxSockets: 200 });
  }

  static async start(
    routes: readonly TestRoute[],
    options: { connectors?: number; headerSeconds?: number } = {},
  ): Promise<RelayInProcess> {
    const { certificate, key, authority } = await serverPair();
    const context = createSecureContext({ cert: certificate, key });
    const view: RelayView = {
      deployment: 'test',
      instance: 'r0',
      generation: 'g1',
      domain: 'test',
      limits: { requestHeaderKiB: 64, connections: 1000 },
      routes: routes.map(routeOf),
      groups: Object.fromEntries(
        routes.map(({ group = 'hq' }) => [group, { digest: 'd', connections: 200 }]),
      ),
      certificates: [],
      identity: { certificate, key },
      trust: authority,
      revoked: [],
      relays: [],
      signIn: {},
      sessionLog: { all: false, groups: [], applications: [] },
    };
    const started: { relay?: RelayInProcess } = {};
    const pools = new Connectors({
      worker: 0,
      workers: 1,
      runtime: '0.0.0',
      leaveMs: 1000,
      tell: (message) => {
        started.relay?.told.push(message);
        started.relay?.look();
      },
    });
    const live = new LiveList<Exchange>();
    const handler = new RequestHandler({
      live,
      revealConnector: true,
      bodyIdleMs: 60_000,
      record: (transaction) => {
        started.relay?.transactions.push(transaction);
        started.relay?.look();
      },
      now: () => performance.now() + (started.relay?.aheadMs ?? 0),
      pool: (group) => pools.pools.get(group),
      affinityCookie: (affinity) => `__Host-app-proxy-affinity=${affinity}; Path=/; Secure`,
    });
    const routing = new Routing(view, 1, undefined, performance.now());
    handler.update({ routing, signIn: { owns: () => false } as never, bucket: undefined });
    pools.update(view, routing);
    const listener = new UserListener({
      certificate: () => context,
      onRequest: (request, user) => handler.handle(request, user),
      onInvalid: (code) => started.relay?.invalid.push(code),
      maxHeaderBytes: 64 * 1024,
      ...(options.headerSeconds !== undefined && { timeouts: { headerSeconds: options.headerSeconds } }),
    });
    listener.setDefaultContext({ certificate, key });
    const server = createTcpServer({ pauseOnConnect: true }, (socket) => listener.accept(socket));
    const port = await listen(server);
    const relay = new RelayInProcess(port, authority, pools, listener);
    started.relay = relay;
    Object.assign(relay, { live });
    relay.closers.push(() => server.close());
    for (let i = 0; i < (options.connectors ?? 1); i += 1)
      await relay.addConnector(`c${i}`, routes[0]?.group ?? 'hq');
    return relay;
  }

  leave(): void {
    this.listener.leave();
  }

  /** Looks for exchanges whose time is over, as the worker does. */
  sweep(): void {
    const now = performance.now() + this.aheadMs;
    for (const exchange of this.live)
      if (exchange.deadline !== 0 && exchange.deadline < now) exchange.expire();
  }

  async addConnector(
    id: string,
    group: string,
    resolveSecret = (): Promise<string> => Promise.reject(new Error('none')),
  ): Promise<TestConnector> {
    const server = createTcpServer();
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const port = await listen(server);
    const { connect } = await import('node:net');
    const socket = connect(port, '127.0.0.1');
    const there = await accepted;
    server.close();
    const tunnel = new RelayTunnel(
      this.nextTunnel,
      there,
      { connector: id, group, certificateExpires: Date.now() + 3_600_000, remoteAddress: '127.0.0.1' },
      this.pools,
    );
    this.nextTunnel += 1;
    this.pools.add(tunnel);
    const session = new Session(socket, { role: 'connector' });
    const splicer = new Splicer({ resolveSecret, log: silent });
    const attached = splicer.attach(session);
    const ready = new Promise<void>((resolve) => {
      session.onControl = (message) => {
        const { type } = message as { type: string };
        if (type !== 'backends') return;
        attached.setBackends(message as never);
        resolve();
      };
    });
    session.sendControl({ type: 'hello', runtime: '0.0.0', run: `${id}-run` });
    await ready;
    const connector = { id, session, splicer, socket };
    this.connectors.push(connector);
    return connector;
  }

  /** One request of an HTTP/1.1 user, with its whole answer. */
  get(path: string, options: RequestOptions & { readonly body?: Buffer | string } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = this.request(path, options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            body: Buffer.concat(parts),
            trailers: response.trailers,
          }),
        );
      });
      request.on('error', reject);
      request.end(options.body);
    });
  }

  /** A request that the test goes on with itself. */
  request(
    path: string,
    options: RequestOptions,
    onAnswer?: (response: IncomingMessage) => void,
  ): ReturnType<typeof httpsRequest> {
    return httpsRequest(
      {
        host: '127.0.0.1',
        servername: 'app.test',
        port: this.port,
        path,
        agent: this.agent,
        ...options,
        headers: { host: 'app.test', ...(options.headers as object) },
      },
      onAnswer,
    );
  }

  /** A TLS connection that the test writes to as it likes. */
  raw(protocol = 'http/1.1'): Promise<TLSSocket> {
    return new Promise((resolve, reject) => {
      const socket = connectTls(
        {
          host: '127.0.0.1',
          port: this.port,
          servername: 'app.test',
          ca: this.authority,
          ALPNProtocols: [protocol],
        },
        () => resolve(socket),
      );
      socket.on('error', reject);
    });
  }

  http2(): ClientHttp2Session {
    const session = connectHttp2(`https://app.test:${this.port}`, {
      ca: this.authority,
      createConnection: () =>
        connectTls({
          host: '127.0.0.1',
          port: this.port,
          servername: 'app.test',
          ca: this.authority,
          ALPNProtocols: ['h2'],
        }),
    });
    session.on('error', () => undefined);
    this.sessions.push(session);
    return session;
  }

  /** Fulfilled once the test holds; looked at whenever something ends. */
  until(test: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (test()) resolve();
        else this.waiting.push(look);
      };
      look();
    });
  }

  async close(): Promise<void> {
    this.agent.destroy();
    for (const session of this.sessions) session.destroy();
    this.sessions = [];
    this.listener.close();
    for (const { session, splicer } of this.connectors) {
      session.destroy();
      await splicer.close();
    }
    for (const close of this.closers) close();
  }

  private look(): void {
    for (const look of this.waiting.splice(0)) look();
  }
}

function routeOf(
  { url, host = 'app.test', path = '/', group = 'hq', settings }: TestRoute,
  index: number,
): Route {
  return {
    host,
    path,
    group,
    application: `app${index}`,
    settings: {
      host,
      path,
      backend: { url },
      timeoutSeconds: 85,
      hostHeader: 'external',
      translate: { redirects: false, cookies: false },
      headers: { request: { set: {}, remove: [] }, response: { set: {}, remove: [] } },
      limits: {},
      affinity: 'none',
      preAuthentication: 'passthrough',
      ...settings,
    },
  };
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

let pair: Promise<{ certificate: string; key: string; authority: string }> | undefined;

/** A certificate for users, made once for a test file. */
export function serverPair(): Promise<{ certificate: string; key: string; authority: string }> {
  pair ??= (async () => {
    const now = Date.now();
    const signer = localSigner(ecKey().privateKey);
    const authority = await makeAuthority('test', signer, now);
    const own = ecKey();
    const leaf = await makeLeaf(
      { certificate: authority, signer },
      {
        commonName: 'app.test',
        names: [
          { type: 'dns', value: 'app.test' },
          { type: 'dns', value: 'localhost' },
        ],
        usage: SERVER_AUTH,
        publicKey: own.publicKey.export({ type: 'spki', format: 'der' }),
        hours: 1,
      },
      now,
    );
    return {
      certificate: leaf.toString(),
      key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      authority: authority.toString(),
    };
  })();
  return pair;
}

function ecKey(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}
