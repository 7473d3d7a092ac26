import { createServer, type Server, type TLSSocket } from 'node:tls';
import {
  TUNNEL_PROTOCOL,
  type FromRelay,
  type RelayPeer,
  type Welcome,
} from '../../../runtime/tunnel/control';
import { Session } from '../../../runtime/wire/session';
import type { Listening } from '../dial/listening';
import type { Pair } from './authority';

/** One tunnel as the fake relay sees it. */
export interface FakeTunnel {
  readonly session: Session;
  readonly worker: number;
  /** PEM. */
  readonly certificate: string | undefined;
  readonly received: { readonly type: string }[];
  closed: boolean;
  send(message: FromRelay): void;
}

/** A relay instance without a data path: real TLS and real sessions, and it says what a test wants. */
export class FakeRelay {
  readonly tunnels: FakeTunnel[] = [];
  generation = 'g1';
  workers = 1;
  tunnelsPerWorker = 1;
  /** Which worker the n-th tunnel reaches. */
  workerOf: (index: number) => number = (index) => index % this.workers;
  /** What is said after `welcome`; nothing where it is undefined. */
  list: (() => readonly RelayPeer[]) | undefined;
  inService: boolean | undefined = true;
  /** Said instead of `welcome`. */
  refusal: Extract<FromRelay, { type: 'go-away' }>['reason'] | undefined;
  answersDrain = true;
  /** Whether the n-th tunnel is welcomed by itself. */
  answersHello: (index: number) => boolean = () => true;
  port = 0;
  /** Connections that came as far as TCP. */
  connections = 0;
  private server: Server | undefined;

  constructor(readonly instance: string) {}

  async start(pair: Pair, listening: Listening, trust: string): Promise<this> {
    const server = createServer({
      cert: pair.certificate,
      key: pair.key,
      ca: trust,
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: [TUNNEL_PROTOCOL],
    });
    server.on('connection', () => {
      this.connections += 1;
    });
    server.on('tlsClientError', () => undefined);
    server.on('secureConnection', (socket) => this.accept(socket));
    this.server = server;
    this.port = await listening.on(server);
    return this;
  }

  get open(): FakeTunnel[] {
    return this.tunnels.filter(({ closed }) => !closed);
  }

  /** The n-th tunnel that it ever had. */
  tunnel(index: number): FakeTunnel {
    const tunnel = this.tunnels[index];
    if (tunnel === undefined) throw new Error(`there are only ${this.tunnels.length} tunnels`);
    return tunnel;
  }

  get peer(): RelayPeer {
    return {
      instance: this.instance,
      generation: this.generation,
      address: `127.0.0.1:${this.port}`,
      state: 'ready',
    };
  }

  /** Welcomes a tunnel that was left waiting. */
  greet(index: number): void {
    this.welcome(this.tunnel(index));
  }

  change(pair: Pair): void {
    this.server?.setSecureContext({ cert: pair.certificate, key: pair.key });
  }

  broadcast(message: FromRelay): void {
    for (const tunnel of this.open) tunnel.send(message);
  }

  private accept(socket: TLSSocket): void {
    const session = new Session(socket, { role: 'relay' });
    const tunnel: FakeTunnel = {
      session,
      worker: this.workerOf(this.tunnels.length),
      certificate: socket.getPeerX509Certificate()?.toString(),
      received: [],
      closed: false,
      send: (message) => session.sendControl(message),
    };
    this.tunnels.push(tunnel);
    session.onClose = () => {
      tunnel.closed = true;
    };
    session.onControl = (message) => {
      const { type } = message as { type: string };
      tunnel.received.push(message as { type: string });
      if (type === 'hello' && this.answersHello(this.tunnels.indexOf(tunnel))) this.welcome(tunnel);
      if ((type === 'drain' || type === 'leave') && this.answersDrain) tunnel.send({ type: 'drained' });
    };
  }

  private welcome(tunnel: FakeTunnel): void {
    if (this.refusal !== undefined) {
      tunnel.send({ type: 'go-away', reason: this.refusal });
      tunnel.session.close();
      return;
    }
    const welcome: Welcome = {
      type: 'welcome',
      instance: this.instance,
      generation: this.generation,
      runtime: '0.1.0',
      worker: tunnel.worker,
      workers: this.workers,
      tunnelsPerWorker: this.tunnelsPerWorker,
    };
    tunnel.send(welcome);
    if (this.list !== undefined) tunnel.send({ type: 'relays', relays: this.list() });
    if (this.inService !== undefined) tunnel.send({ type: 'standing', inService: this.inService });
  }
}
