import { createServer, type TlsOptions, type TLSSocket } from 'node:tls';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { directDial } from '../../../runtime/dial/dial';
import { proxyDial } from '../../../runtime/dial/proxy-dial';
import { connectRelay } from '../../../runtime/dial/relay-connection';
import { TUNNEL_PROTOCOL } from '../../../runtime/tunnel/control';
import { DEPLOYMENT, TestAuthority, type Pair } from '../connector/authority';
import { Listening } from './listening';

const listening = new Listening();
afterEach(() => listening.closeAll());

/** What a server has seen of its client. */
interface Seen {
  readonly port: number;
  /** Client certificates of handshakes that were finished. */
  readonly certificates: (string | undefined)[];
  readonly names: (string | false | null)[];
  /** Resolves when a connection has ended, well or badly. */
  readonly ended: Promise<void>;
}

async function relay({ certificate, key }: Pair, options: TlsOptions = {}): Promise<Seen> {
  const certificates: (string | undefined)[] = [];
  const names: (string | false | null)[] = [];
  const server = createServer({
    cert: certificate,
    key,
    requestCert: true,
    rejectUnauthorized: false,
    ALPNProtocols: [TUNNEL_PROTOCOL],
    ...options,
  });
  const ended = new Promise<void>((resolve) => {
    server.on('tlsClientError', () => resolve());
    server.on('secureConnection', (socket: TLSSocket) => {
      certificates.push(socket.getPeerX509Certificate()?.subjectAltName);
      names.push(socket.servername);
      socket.on('error', () => undefined);
      socket.once('close', () => resolve());
      socket.resume();
    });
  });
  return { port: await listening.on(server), certificates, names, ended };
}

async function dialled(
  authority: TestAuthority,
  port: number,
  identity?: Pair,
  seconds = 10,
  dial = directDial(),
): Promise<TLSSocket> {
  return connectRelay(dial, {
    endpoint: { host: '127.0.0.1', port },
    protocol: TUNNEL_PROTOCOL,
    trust: authority.bundle,
    deployment: DEPLOYMENT,
    serverName: 'apps.example.com',
    signal: new AbortController().signal,
    seconds,
    ...(identity !== undefined && { identity }),
  });
}

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a relay of the deployment is shown the certificate, with %s',
  async (maxVersion) => {
    const authority = await TestAuthority.make();
    const seen = await relay(await authority.relay(), { maxVersion });
    const socket = await dialled(authority, seen.port, await authority.connector('0123456789abcdef'));
    expect(socket.getProtocol()).toBe(maxVersion);
    socket.end();
    await seen.ended;
    expect(seen.certificates).toEqual(['URI:app-proxy://contoso/connectors/plant/0123456789abcdef']);
    expect(seen.names).toEqual(['apps.example.com']);
  },
);

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('nothing is shown with %s', (maxVersion) => {
  test.each<[string, (own: TestAuthority, other: TestAuthority) => Promise<Pair>]>([
    ['to a relay that another authority has signed', (_, other) => other.relay()],
    ['to a relay of another deployment', (own) => own.relay('r0', 'fabrikam')],
    ["to the owner of a user's certificate", (own) => own.user('apps.example.com')],
    ["to the owner of a connector's certificate", (own) => own.connector('ffffffffffffffff')],
  ])('%s', async (_, pair) => {
    const own = await TestAuthority.make();
    const other = await TestAuthority.make();
    const seen = await relay(await pair(own, other), { maxVersion });
    await expect(dialled(own, seen.port, await own.connector('0123456789abcdef'))).rejects.toMatchObject({
      code: 'untrusted-relay',
    });
    await seen.ended;
    expect(seen.certificates).toEqual([]);
  });
});

test('an expired authority counts no more', async () => {
  const year = 365 * 24 * 3600 * 1000;
  const authority = await TestAuthority.make(DEPLOYMENT, Date.now() - 11 * year);
  const seen = await relay(await authority.relay());
  await expect(dialled(authority, seen.port)).rejects.toMatchObject({ code: 'untrusted-relay' });
});

test('a relay that does not speak the protocol is left', async () => {
  const authority = await TestAuthority.make();
  const seen = await relay(await authority.relay(), { ALPNProtocols: ['http/1.1'] });
  await expect(dialled(authority, seen.port)).rejects.toMatchObject({ code: 'tls' });
});

test('old TLS is not spoken', async () => {
  const authority = await TestAuthority.make();
  const seen = await relay(await authority.relay(), {
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  await expect(dialled(authority, seen.port)).rejects.toMatchObject({ code: 'tls' });
});

test('a peer that never answers the handshake is given up', async () => {
  const authority = await TestAuthority.make();
  const port = await listening.on(createTcpServer());
  await expect(dialled(authority, port, undefined, 0.05)).rejects.toMatchObject({ code: 'timed-out' });
});

test('a relay is reached and checked through an outbound proxy', async () => {
  const authority = await TestAuthority.make();
  const seen = await relay(await authority.relay());
  const proxy = createHttpServer();
  proxy.on('connect', (request, client: Duplex) => {
    const target = connect(Number((request.url ?? '').split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
  });
  const url = `http://127.0.0.1:${await listening.on(proxy)}`;
  const socket = await dialled(
    authority,
    seen.port,
    await authority.connector('0123456789abcdef'),
    10,
    proxyDial({ url }),
  );
  socket.end();
  await seen.ended;
  expect(seen.certificates).toHaveLength(1);
});
