import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { listen, RelayInProcess, type Answer, type TestRoute } from './relay-in-process';

let relay: RelayInProcess;
const servers: (Server | TcpServer)[] = [];

afterEach(async () => {
  await relay.close();
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function backend(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  return `http://127.0.0.1:${await listen(server)}`;
}

/** A backend that says exactly these bytes to each request head. */
async function rawBackend(onRequest: (socket: Socket, text: string) => void): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => onRequest(socket, chunk.toString('latin1')));
  });
  servers.push(server);
  return `http://127.0.0.1:${await listen(server)}`;
}

async function start(handler: RequestListener, route: Partial<TestRoute> = {}, options = {}): Promise<void> {
  relay = await RelayInProcess.start([{ url: await backend(handler), ...route }], options);
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    response.setHeader('x-method', request.method ?? '');
    response.setHeader('x-headers', JSON.stringify(request.headers));
    response.setHeader('x-target', request.url ?? '');
    response.end(Buffer.concat(parts));
  });
}

/** One request of an HTTP/2 user, with its whole answer. */
function get2(path: string, headers: object = {}, body?: Buffer): Promise<Answer & { readonly rst: number }> {
  return new Promise((resolve, reject) => {
    const session = relay.http2();
    const stream = session.request(
      { ':path': path, ':authority': 'app.test', ...headers },
      { endStream: body === undefined },
    );
    let head: Record<string, unknown> = {};
    let trailers: NodeJS.Dict<string> = {};
    const parts: Buffer[] = [];
    stream.on('response', (fields) => {
      head = fields;
    });
    stream.on('trailers', (fields) => {
      trailers = fields as NodeJS.Dict<string>;
    });
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('error', reject);
    stream.on('close', () => {
      session.close();
      resolve({
        status: Number(head[':status']),
        headers: head as never,
        rawHeaders: [],
        body: Buffer.concat(parts),
        trailers,
        rst: stream.rstCode,
      });
    });
    if (body !== undefined) stream.end(body);
  });
}

function seen(answer: Answer): Record<string, string> {
  return JSON.parse(String(answer.headers['x-headers'])) as Record<string, string>;
}

describe('forwarding', () => {
  it('brings a request to the backend and the answer back', async () => {
    await start(echo);
    const answer = await relay.get('/a/b?c=d', { headers: { 'x-own': 'kept', cookie: 'a=b' } });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-target']).toBe('/a/b?c=d');
    expect(seen(answer)).toMatchObject({ 'x-own': 'kept', cookie: 'a=b', host: 'app.test' });
    expect(relay.transactions).toMatchObject([{ status: 200, path: '/a/b', attempts: 1, code: undefined }]);
  });

  it('says who asked, and lets nobody else say it', async () => {
    await start(echo);
    const answer = await relay.get('/', {
      headers: {
        'x-forwarded-for': '6.6.6.6',
        forwarded: 'for=6.6.6.6',
        'x-real-ip': '6.6.6.6',
        'x-app-proxy-user': 'admin',
        'x-request-id': 'mine',
        connection: 'keep-alive, x-secret',
        'x-secret': 'hop',
      },
    });
    const headers = seen(answer);
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers['forwarded']).toBe('for=127.0.0.1;host="app.test";proto=https');
    expect(headers['x-forwarded-proto']).toBe('https');
    expect(headers['x-request-id']).not.toBe('mine');
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-real-ip']));
    expect(headers['x-app-proxy-user']).toBeUndefined();
    expect(headers['x-secret']).toBeUndefined();
  });

  it.each([
    ['with a length', { 'content-length': '300000' }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('streams a body %s, whole', async (_name, headers) => {
    await start(echo);
    const body = randomBytes(300_000);
    const answer = await relay.get('/', { method: 'POST', headers, body });
    expect(answer.body.equals(body)).toBe(true);
    expect(await get2('/', { ':method': 'POST' }, body)).toMatchObject({ status: 200, body });
  });

  it('answers HEAD, 204 and 304 without a body, and goes on with the connection', async () => {
    await start((request, response) => {
      const status = Number(request.url?.slice(1)) || 200;
      response.writeHead(status, { ...(status === 200 && { 'content-length': '5' }) });
      response.end(request.method === 'HEAD' || status !== 200 ? undefined : 'hello');
    });
    const head = await relay.get('/', { method: 'HEAD' });
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '5', 0]);
    expect((await relay.get('/204')).status).toBe(204);
    expect((await relay.get('/304')).status).toBe(304);
    expect((await get2('/204')).status).toBe(204);
    expect((await relay.get('/')).body.toString()).toBe('hello');
  });

  it('carries trailers both ways', async () => {
    await start((request, response) => {
      request.resume();
      request.on('end', () => {
        response.writeHead(200, { trailer: 'x-sum' });
        response.write('body');
        response.addTrailers({ 'x-sum': `${request.trailers['x-own'] ?? 'none'}-back` });
        response.end();
      });
    });
    const answer = await new Promise<Answer>((resolve, reject) => {
      const request = relay.request(
        '/',
        { method: 'POST', headers: { trailer: 'x-own', te: 'trailers' } },
        (response) => {
          response.resume();
          response.on('end', () => resolve({ trailers: response.trailers } as Answer));
        },
      );
      request.on('error', reject);
      request.write('some');
      request.addTrailers({ 'x-own': 'mine' });
      request.end();
    });
    expect(answer.trailers).toEqual({ 'x-sum': 'mine-back' });
    expect((await get2('/', { te: 'trailers' })).trailers).toMatchObject({ 'x-sum': 'none-back' });
  });

  it('passes 103 and the backend’s own 100 on', async () => {
    await start((request, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      request.resume();
      request.on('end', () => response.end('done'));
    });
    const events: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const request = relay.request(
        '/',
        { method: 'POST', headers: { expect: '100-continue', 'content-length': '4' } },
        (response) => {
          events.push(String(response.statusCode));
          response.resume();
          response.on('end', resolve);
        },
      );
      request.on('error', reject);
      request.on('information', ({ statusCode }) => events.push(String(statusCode)));
      request.on('continue', () => request.end('body'));
      request.flushHeaders();
    });
    expect(events).toEqual(expect.arrayContaining(['100', '103', '200']));
  });

  it('does not hold back events of a stream', async () => {
    let say: (text: string) => void = () => undefined;
    await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      say = (text) => response.write(text);
    });
    await new Promise<void>((resolve, reject) => {
      const request = relay.request('/', {}, (response) => {
        response.once('data', (first: Buffer) => {
          expect(first.toString()).toBe('data: 1\n\n');
          response.once('data', (second: Buffer) => {
            expect(second.toString()).toBe('data: 2\n\n');
            request.destroy();
            resolve();
          });
          say('data: 2\n\n');
        });
      });
      request.on('error', reject);
      request.end();
    });
  });

  it('streams a large answer to a slow reader without keeping it', async () => {
    const size = 64 * 1024 * 1024;
    const sum = createHash('sha256');
    await start((_request, response) => {
      response.writeHead(200, { 'content-length': size });
      let left = size;
      const push = (): void => {
        while (left > 0) {
          const chunk = Buffer.alloc(Math.min(left, 256 * 1024), left % 251);
          left -= chunk.length;
          sum.update(chunk);
          if (!response.write(chunk)) return void response.once('drain', push);
        }
        response.end();
      };
      push();
    });
    const got = createHash('sha256');
    await new Promise<void>((resolve, reject) => {
      const request = relay.request('/', {}, (response) => {
        response.on('data', (part: Buffer) => got.update(part));
        response.on('end', resolve);
      });
      request.on('error', reject);
      request.end();
    });
    expect(got.digest('hex')).toBe(sum.digest('hex'));
  });

  it('tells the backend when the user goes away', async () => {
    let gone: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      gone = resolve;
    });
    await start((_request, response) => {
      response.write('begin');
      response.on('close', gone);
    });
    const request = relay.request('/', {}, (response) => {
      response.once('data', () => request.destroy());
      response.on('error', () => undefined);
    });
    request.on('error', () => undefined);
    request.end();
    await left;
    await relay.until(() => relay.transactions.length === 1);
    expect(relay.transactions[0]?.code).toBe('user-gone');
  });

  it('tells the user when the backend dies in the middle of an answer', async () => {
    const url = await rawBackend((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      setImmediate(() => socket.destroy());
    });
    relay = await RelayInProcess.start([{ url }]);
    await expect(relay.get('/')).rejects.toThrow();
    expect((await get2('/').catch(() => ({ rst: 2 }))).rst).not.toBe(0);
    expect(relay.transactions[0]).toMatchObject({ status: 200, code: 'backend-closed' });
  });

  it('ends an answer without a length where the connection ends', async () => {
    const url = await rawBackend((socket) => {
      socket.end('HTTP/1.0 200 OK\r\n\r\nuntil the end');
    });
    relay = await RelayInProcess.start([{ url }]);
    expect((await relay.get('/')).body.toString()).toBe('until the end');
    expect((await relay.get('/')).body.toString()).toBe('until the end');
  });

  it.each([
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['lines ended by a bare line feed', 'HTTP/1.1 200 OK\nContent-Length: 1\n\na'],
    ['a folded header', 'HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 1\r\n\r\na'],
    ['something that is not HTTP', 'SSH-2.0-OpenSSH\r\n'],
    ['a header that is too large', `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(300_000)}\r\n\r\n`],
  ])('answers 502 where a backend says %s', async (_name, text) => {
    const url = await rawBackend((socket) => socket.write(text));
    relay = await RelayInProcess.start([{ url }]);
    expect((await relay.get('/')).status).toBe(502);
    expect(relay.transactions[0]?.code).toBe('backend-invalid');
  });

  it('does not take bytes behind one answer for the next', async () => {
    const url = await rawBackend((socket, text) => {
      if (text.startsWith('GET /first')) {
        socket.write(
          'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen',
        );
      } else {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nown');
      }
    });
    relay = await RelayInProcess.start([{ url }]);
    expect((await relay.get('/first')).body.toString()).toBe('ok');
    expect((await relay.get('/second')).body.toString()).toBe('own');
  });

  it('answers an early refusal of a long upload and does not use that connection again', async () => {
    let connections = 0;
    const server = createServer((request, response) => {
      if (request.url === '/') return response.end('ok');
      response.writeHead(413);
      return response.end('too much');
    });
    server.on('connection', () => (connections += 1));
    servers.push(server);
    relay = await RelayInProcess.start([{ url: `http://127.0.0.1:${await listen(server)}` }]);
    const answer = await new Promise<number>((resolve, reject) => {
      const request = relay.request(
        '/big',
        { method: 'POST', headers: { 'content-length': '10000000' } },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
          request.destroy();
        },
      );
      request.on('error', reject);
      request.write(Buffer.alloc(1000));
    });
    expect(answer).toBe(413);
    expect((await relay.get('/')).body.toString()).toBe('ok');
    expect(connections).toBe(2);
  });
});

describe('WebSocket', () => {
  const accept =
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSet-Cookie: s=1\r\nSet-Cookie: t=2\r\n\r\n';

  it('goes both ways as it is, with the cookies of the upgrade', async () => {
    let head = '';
    const url = await rawBackend((socket, text) => {
      if (text.startsWith('GET')) {
        head = text;
        socket.write(`${accept}first`);
      } else socket.write(text.toUpperCase());
    });
    relay = await RelayInProcess.start([{ url }]);
    await new Promise<void>((resolve, reject) => {
      const request = relay.request('/ws', {
        agent: false,
        ca: relay.authority,
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-key': 'x',
          'sec-websocket-version': '13',
        },
      });
      request.on('error', reject);
      request.on('upgrade', (response, socket, first: Buffer) => {
        expect(response.headers['set-cookie']).toEqual(['s=1', 't=2']);
        let got = first.toString();
        const look = (): void => {
          if (got === 'first') socket.write('hello');
          if (got === 'firstHELLO') {
            socket.destroy();
            resolve();
          }
        };
        socket.on('data', (part: Buffer) => {
          got += part.toString();
          look();
        });
        look();
      });
      request.end();
    });
    expect(head.toLowerCase()).toContain('upgrade: websocket');
    expect(head).toContain('Connection: Upgrade');
    await relay.until(() => relay.transactions.length === 1);
    expect(relay.transactions[0]).toMatchObject({ status: 101, code: undefined });
  });

  it('gives the user a refusal of the backend', async () => {
    const url = await rawBackend((socket) =>
      socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno'),
    );
    relay = await RelayInProcess.start([{ url }]);
    const answer = await relay.get('/ws', {
      agent: false,
      ca: relay.authority,
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    expect([answer.status, answer.body.toString()]).toEqual([403, 'no']);
  });

  it('is not begun where nobody asked for it', async () => {
    const url = await rawBackend((socket) => socket.write(accept));
    relay = await RelayInProcess.start([{ url }]);
    expect((await relay.get('/')).status).toBe(502);
  });
});

describe('an answer of the relay itself', () => {
  it('is 421 for an unknown host, with a code, as JSON or a page', async () => {
    await start(echo);
    const json = await relay.get('/', { headers: { host: 'other.test', accept: 'application/json' } });
    expect(json.status).toBe(421);
    expect(JSON.parse(json.body.toString())).toMatchObject({ error: { code: 'unknown-host' } });
    const page = await relay.get('/', { headers: { host: 'other.test', accept: 'text/html' } });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['x-request-id']).toBeTruthy();
  });

  it.each([['/a/../b'], ['/a/%2e%2e/b'], ['/a/.%2E'], ['/..%2fb'], ['/a\\..\\b'], ['/./a']])(
    'is 400 for the path %s',
    async (path) => {
      await start(echo);
      const socket = await relay.raw();
      socket.write(`GET ${path} HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\n\r\n`);
      const text = await whole(socket);
      expect(text.split('\r\n')[0]).toContain('400');
    },
  );

  it('lets dots through that are no segment', async () => {
    await start(echo);
    expect((await relay.get('/a..b/.well-known/x.y?z=/../')).status).toBe(200);
  });

  it('is 503 where no connector is there, and 502 where none reaches the backend', async () => {
    await start(echo, {}, { connectors: 0 });
    const none = await relay.get('/');
    expect([none.status, none.headers['retry-after']]).toEqual([503, '5']);
    await relay.addConnector('c0', 'hq');
    for (const server of servers) server.close();
    const closed = await relay.get('/');
    expect(closed.status).toBe(502);
    expect(relay.transactions.map(({ code }) => code)).toEqual(['no-connector', 'backend-unreachable']);
  });

  it('is 504 where the backend does not answer in time', async () => {
    await start(() => undefined, { settings: { timeoutSeconds: 85 } });
    const answer = relay.get('/');
    await waitFor(() => relay.live.size === 1);
    relay.aheadMs = 84_000;
    relay.sweep();
    expect(relay.live.size).toBe(1);
    relay.aheadMs = 86_000;
    relay.sweep();
    expect((await answer).status).toBe(504);
  });

  it('is 408 where the body of a request does not come on', async () => {
    await start(echo);
    const answer = new Promise<number>((resolve, reject) => {
      const request = relay.request(
        '/',
        { method: 'POST', headers: { 'content-length': '10' } },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on('error', reject);
      request.write('some');
    });
    await waitFor(() => relay.live.size === 1);
    relay.aheadMs = 59_000;
    relay.sweep();
    expect(relay.live.size).toBe(1);
    relay.aheadMs = 62_000;
    relay.sweep();
    expect(await answer).toBe(408);
  });

  it('is 429 and 503 over the limits of an application', async () => {
    await start(echo, { settings: { limits: { requestsPerSecond: 2 } } });
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await relay.get('/')).status));
    expect(statuses.sort()).toEqual([200, 200, 429, 429]);
    await relay.close();
    await start(() => undefined, { settings: { limits: { concurrentRequests: 1 } } });
    relay.get('/').catch(() => undefined);
    await waitFor(() => relay.live.size === 1);
    const second = await relay.get('/');
    expect([second.status, second.headers['retry-after']]).toEqual([503, '1']);
  });

  it('is 413 for a body that is too large, told or not', async () => {
    await start(echo, { settings: { limits: { requestBodyMiB: 1 } } });
    const told = await relay.get('/', {
      method: 'POST',
      headers: { 'content-length': '2000000' },
      body: Buffer.alloc(2_000_000),
    });
    expect(told.status).toBe(413);
    const untold = await relay
      .get('/', {
        method: 'POST',
        headers: { 'transfer-encoding': 'chunked' },
        body: Buffer.alloc(2_000_000),
      })
      .catch((error: unknown) => (error as NodeJS.ErrnoException).code);
    expect(typeof untold === 'object' ? untold.status : untold).toEqual(
      typeof untold === 'object' ? 413 : expect.stringMatching(/EPIPE|ECONNRESET/),
    );
    expect(relay.transactions.map(({ code }) => code)).toEqual(['body-too-large', 'body-too-large']);
  });
});

describe('another connector', () => {
  it('gets a request where one has lost its tunnel before the answer began', async () => {
    let asked = 0;
    await start(
      (_request, response) => {
        asked += 1;
        if (asked === 1) relay.connectors[indexOfBusy()]?.socket.destroy();
        else response.end('second');
      },
      {},
      { connectors: 2 },
    );
    const answer = await relay.get('/');
    expect([answer.status, answer.body.toString()]).toEqual([200, 'second']);
    expect(relay.transactions[0]?.attempts).toBe(2);
  });

  it('does not get a POST that may have reached the backend', async () => {
    let asked = 0;
    await start(
      (request) => {
        asked += 1;
        request.resume();
        relay.connectors[indexOfBusy()]?.socket.destroy();
      },
      {},
      { connectors: 2 },
    );
    const answer = await relay.get('/', { method: 'POST', body: 'order' });
    expect(answer.status).toBe(502);
    expect(asked).toBe(1);
    expect(relay.transactions[0]?.code).toBe('tunnel-lost');
  });

  it('gets a POST that has not reached any backend, with its body', async () => {
    await start(echo, {}, { connectors: 2 });
    for (const { splicer } of relay.connectors.slice(0, 1)) {
      // This connector has no room for another backend connection.
      Object.assign(splicer, { maxConnections: 0 });
    }
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => relay.get('/', { method: 'POST', body: 'order' })),
    );
    expect(answers.map(({ status, body }) => [status, body.toString()])).toEqual(
      answers.map(() => [200, 'order']),
    );
    expect(relay.transactions.some(({ attempts }) => attempts === 2)).toBe(true);
  });

  it('is chosen by the fewest requests under way', async () => {
    const held: ServerResponse[] = [];
    await start((_request, response) => void held.push(response), {}, { connectors: 2 });
    const answers = [relay.get('/'), relay.get('/'), relay.get('/'), relay.get('/')];
    await waitFor(() => held.length === 4);
    expect(relay.connectors.map(({ splicer }) => splicer.inFlight)).toEqual([2, 2]);
    for (const response of held) response.end();
    await Promise.all(answers);
  });

  it('is not chosen where a cookie keeps the user on one', async () => {
    await start(echo, { settings: { affinity: 'cookie' } }, { connectors: 2 });
    const first = await relay.get('/');
    const cookie = String(first.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    const names = new Set<unknown>();
    for (let i = 0; i < 6; i += 1)
      names.add((await relay.get('/', { headers: { cookie } })).headers['x-app-proxy-connector']);
    expect([...names]).toEqual([first.headers['x-app-proxy-connector']]);
    expect(seen(await relay.get('/', { headers: { cookie: `${cookie}; own=1` } }))['cookie']).toBe('own=1');
  });

  it('of another group gets nothing', async () => {
    await start(echo, { group: 'hq' }, { connectors: 0 });
    await relay.addConnector('stranger', 'plant');
    expect((await relay.get('/')).status).toBe(503);
  });
});

function indexOfBusy(): number {
  return relay.connectors.findIndex(({ splicer }) => splicer.inFlight > 0);
}

function whole(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (part: Buffer) => (text += part.toString('latin1')));
    socket.on('close', () => resolve(text));
    socket.on('error', () => undefined);
  });
}

/** For what happens by itself and tells nobody. */
async function waitFor(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a relay that is about to go', () => {
  it('answers on, and has users of HTTP/1.1 take another connection next', async () => {
    await start(echo);
    expect((await relay.get('/')).headers.connection).not.toBe('close');
    relay.leave();
    const { status, headers } = await relay.get('/');
    expect([status, headers.connection]).toEqual([200, 'close']);
  });

  it('tells users of HTTP/2 that it goes, and takes what is on its way', async () => {
    await start(echo);
    const session = relay.http2();
    const goodbye = once(session, 'goaway');
    await answered(session);
    relay.leave();
    expect((await goodbye).slice(0, 2)).toEqual([0, 2 ** 31 - 1]);
  });

  it('serves the first request of a connection over HTTP/2 that comes even then', async () => {
    await start(echo);
    relay.leave();
    const session = relay.http2();
    const goodbye = once(session, 'goaway');
    await answered(session);
    await goodbye;
  });
});

/** Waits for one answer over HTTP/2, with status 200. */
async function answered(session: ReturnType<RelayInProcess['http2']>): Promise<void> {
  const stream = session.request({ ':path': '/', ':authority': 'app.test' });
  const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
  expect(headers[':status']).toBe(200);
  stream.resume();
  await once(stream, 'end');
}
