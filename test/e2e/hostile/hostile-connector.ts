import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { makeKeyWithRequest } from '../../../runtime/pki/certificate-request';
import { FileAuthority } from '../../../runtime/pki/file-authority';
import { Issuer } from '../../../runtime/pki/issuer';
import { DirectoryStore } from '../../../runtime/store/directory-store';
import { TUNNEL_PROTOCOL } from '../../../runtime/tunnel/control';
import { FRAME, FrameDecoder, HEADER_BYTES, writeHeader } from '../../../runtime/wire/frames';
import type { TestTopology } from '../topology';

export interface Received {
  readonly type: number;
  readonly stream: number;
  readonly payload: string;
}

/** A connector with a certificate that counts, which does not keep to the protocol. */
export class HostileConnector {
  /** Frames from the relay; DATA in the parts in which it came. */
  readonly received: Received[] = [];
  ended = false;
  /** Whether it answers pings. */
  pongs = true;
  private changed: (() => void)[] = [];

  private constructor(readonly socket: TLSSocket) {
    const decoder = new FrameDecoder({
      onDataPart: (stream, part) => this.take(FRAME.data, stream, part),
      onFrame: (type, stream, payload) => this.take(type, stream, payload),
      onBroken: (message) => socket.destroy(new Error(message)),
    });
    socket.on('data', (chunk: Buffer) => decoder.push(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.ended = true;
      this.tell();
    });
  }

  /** Connects to a relay instance. It has said nothing yet. */
  static async connect(topology: TestTopology, instance: string, group: string): Promise<HostileConnector> {
    const issuer = new Issuer({
      source: new FileAuthority({
        directory: join(topology.folder, 'ca'),
        deployment: 'contoso',
        now: Date.now,
      }),
      store: new DirectoryStore({ directory: topology.store }),
      now: Date.now,
    });
    await issuer.refresh();
    const { key, request } = await makeKeyWithRequest();
    const connector = randomBytes(8).toString('hex');
    const certificate = await issuer.connectorCertificate(request, {
      deployment: 'contoso',
      group,
      connector,
    });
    const socket = connect({
      port: topology.relay(instance).ports.connectors,
      host: '127.0.0.1',
      cert: certificate.toString(),
      key,
      ca: topology.trust,
      checkServerIdentity: () => undefined,
      ALPNProtocols: [TUNNEL_PROTOCOL],
    });
    await once(socket, 'secureConnect');
    return new HostileConnector(socket);
  }

  /** Says hello and waits until it has been told its backends: from then on it gets requests. */
  async join(): Promise<void> {
    this.control({ type: 'hello', runtime: '0.0.0', run: randomBytes(4).toString('hex') });
    await this.until('its backends', () =>
      this.received.some(({ type, payload }) => type === FRAME.control && payload.includes('"backends"')),
    );
  }

  control(message: object): void {
    this.frame(FRAME.control, 0, JSON.stringify(message));
  }

  frame(type: number, stream: number, payload: string | Buffer = ''): void {
    const bytes = typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload;
    const header = Buffer.alloc(HEADER_BYTES);
    writeHeader(header, 0, bytes.length, type, stream);
    this.write(Buffer.concat([header, bytes]));
  }

  write(bytes: Buffer): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** The next request that it is given. */
  async request(): Promise<Received> {
    const find = () => this.received.find(({ type }) => type === FRAME.open);
    await this.until('a request', () => find() !== undefined);
    const open = find();
    if (open === undefined) throw new Error('no request');
    this.received.splice(this.received.indexOf(open), 1);
    return open;
  }

  async until(what: string, test: () => boolean, milliseconds = 30_000): Promise<void> {
    const deadline = performance.now() + milliseconds;
    while (!test()) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.changed.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async end(milliseconds?: number): Promise<void> {
    await this.until('the end of the tunnel', () => this.ended, milliseconds);
  }

  close(): void {
    this.socket.destroy();
  }

  private take(type: number, stream: number, payload: Buffer): void {
    if (type === FRAME.ping && this.pongs) this.frame(FRAME.pong, 0, Buffer.from(payload));
    this.received.push({ type, stream, payload: payload.toString('latin1') });
    this.tell();
  }

  private tell(): void {
    const waiting = this.changed;
    this.changed = [];
    for (const resolve of waiting) resolve();
  }
}
