import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { directDial } from '../../../runtime/dial/dial';
import { proxyDial } from '../../../runtime/dial/proxy-dial';
import { TestAuthority } from '../connector/authority';
import { Listening } from './listening';

const listening = new Listening();
afterEach(() => listening.closeAll());

const never = new AbortController().signal;

/** Answers `hello` to each connection, and echoes. */
function echo(): Promise<number> {
  return listening.on(
    createServer((socket) => {
      socket.write('hello');
      socket.pipe(socket);
    }),
  );
}

interface Proxy {
  readonly port: number;
  readonly targets: string[];
}

async function proxy(server: Server, password?: string): Promise<Proxy> {
  const targets: string[] = [];
  server.on('connect', (request, client: Duplex) => {
    targets.push(request.url ?? '');
    const expected = `Basic ${Buffer.from(`agent:${password}`).toString('base64')}`;
    if (password !== undefined && request.headers['proxy-authorization'] !== expected) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const [host, port] = (request.url ?? '').split(':');
    const target: Socket = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    client.on('error', () => target.destroy());
  });
  return { port: await listening.on(server), targets };
}

async function said(socket: Duplex): Promise<string> {
  for await (const chunk of socket) {
    return String(chunk);
  }
  return '';
}

test('bytes pass through a http proxy, which is told the target', async () => {
  const target = await echo();
  const { port, targets } = await proxy(createHttpServer());
  const socket = await proxyDial({ url: `http://127.0.0.1:${port}` })(
    { host: '127.0.0.1', port: target },
    never,
  );
  await expect(said(socket)).resolves.toBe('hello');
  expect(targets).toEqual([`127.0.0.1:${target}`]);
});

test('bytes pass through a https proxy', async () => {
  const target = await echo();
  const authority = await TestAuthority.make();
  const { certificate: cert, key } = await authority.user('localhost');
  const { port } = await proxy(createHttpsServer({ cert, key }));
  const dial = proxyDial({ url: `https://localhost:${port}`, ca: authority.bundle });
  const socket = await dial({ host: '127.0.0.1', port: target }, never);
  await expect(said(socket)).resolves.toBe('hello');
});

test('a https proxy with an unknown certificate is not used', async () => {
  const authority = await TestAuthority.make();
  const { certificate: cert, key } = await authority.user('localhost');
  const { port } = await proxy(createHttpsServer({ cert, key }));
  const dial = proxyDial({ url: `https://localhost:${port}` });
  await expect(dial({ host: '127.0.0.1', port: 1 }, never)).rejects.toMatchObject({
    code: 'proxy-unreachable',
  });
});

test('credentials are read for each connection, without the line end of their file', async () => {
  const target = await echo();
  const { port } = await proxy(createHttpServer(), 'right');
  let credentials = 'agent:wrong\n';
  const dial = proxyDial({
    url: `http://127.0.0.1:${port}`,
    credentials: () => Promise.resolve(credentials),
  });
  await expect(dial({ host: '127.0.0.1', port: target }, never)).rejects.toMatchObject({
    code: 'proxy-credentials',
    message: `proxy http://127.0.0.1:${port} wants other credentials (407); check the file or secret that holds them`,
  });
  credentials = 'agent:right\n';
  const socket = await dial({ host: '127.0.0.1', port: target }, never);
  await expect(said(socket)).resolves.toBe('hello');
});

test('credentials that cannot be read are said, and the proxy is not asked', async () => {
  const { port, targets } = await proxy(createHttpServer(), 'right');
  const dial = proxyDial({
    url: `http://127.0.0.1:${port}`,
    credentials: () => Promise.reject(new Error('no such file')),
  });
  await expect(dial({ host: '127.0.0.1', port: 1 }, never)).rejects.toMatchObject({
    code: 'proxy-credentials',
  });
  expect(targets).toEqual([]);
});

test('a proxy that is away is said', async () => {
  const port = await echo();
  await listening.closeAll();
  const dial = proxyDial({ url: `http://127.0.0.1:${port}` });
  await expect(dial({ host: '127.0.0.1', port: 1 }, never)).rejects.toMatchObject({
    code: 'proxy-unreachable',
  });
});

test('a proxy that cannot reach the relay is said with its status', async () => {
  const gone = await echo();
  await listening.closeAll();
  const { port } = await proxy(createHttpServer());
  await expect(
    proxyDial({ url: `http://127.0.0.1:${port}` })({ host: '127.0.0.1', port: gone }, never),
  ).rejects.toMatchObject({
    code: 'proxy-refused',
    message: expect.stringContaining('status 502') as string,
  });
});

test('a proxy that answers with something else than HTTP is said', async () => {
  const port = await echo();
  const dial = proxyDial({ url: `http://127.0.0.1:${port}` });
  await expect(dial({ host: '127.0.0.1', port: 1 }, never)).rejects.toMatchObject({
    code: 'proxy-unreachable',
  });
});

test('a proxy that never answers is given up', async () => {
  const port = await listening.on(createServer());
  const dial = proxyDial({ url: `http://127.0.0.1:${port}`, seconds: 0.05 });
  await expect(dial({ host: '127.0.0.1', port: 1 }, never)).rejects.toMatchObject({
    code: 'proxy-unreachable',
    message: expect.stringContaining('within 0.05 s') as string,
  });
});

test('dialling stops when it is told to, with a proxy and without', async () => {
  const port = await listening.on(createServer());
  for (const dial of [proxyDial({ url: `http://127.0.0.1:${port}` }), directDial()]) {
    const stop = new AbortController();
    const attempt = dial({ host: '127.0.0.1', port }, stop.signal);
    stop.abort();
    await expect(attempt).rejects.toMatchObject({ code: 'stopped' });
  }
});

test('a direct connection that is refused is said', async () => {
  const port = await echo();
  await listening.closeAll();
  await expect(directDial()({ host: '127.0.0.1', port }, never)).rejects.toMatchObject({
    code: 'unreachable',
  });
});
