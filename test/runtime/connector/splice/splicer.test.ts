import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Splicer } from '../../../../runtime/connector/splice/splicer';
import type { Log } from '../../../../runtime/log/log';
import { OPEN_FLAG, STREAM_CODE } from '../../../../runtime/wire/frames';
import { Recorder, sessionPair, type SessionPair } from '../../wire/session-pair';

const silent: Log = { event: () => undefined, with: () => silent };

let pair: SessionPair;
let splicer: Splicer;
let servers: Server[] = [];
let now = 0;

beforeEach(async () => {
  now = 1_000_000;
  pair = await sessionPair();
  splicer = new Splicer({
    resolveSecret: () => Promise.reject(new Error('none')),
    log: silent,
    now: () => now,
  });
});

afterEach(async () => {
  pair.close();
  await splicer.close();
  for (const server of servers) server.close();
  servers = [];
});

/** A backend that hands each connection over; `sockets` are in the order of their coming. */
async function backend(
  onConnection: (socket: Socket, index: number) => void,
): Promise<{ url: string; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    sockets.push(socket);
    onConnection(socket, sockets.length - 1);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

function serve(url: string, connections = 200): void {
  splicer
    .attach(pair.connector)
    .setBackends({ type: 'backends', configuration: 'x', backends: { 1: { url } }, connections });
}

function request(flags = 0, head = 'GET / HTTP/1.1\r\n\r\n'): Recorder {
  const seen = new Recorder();
  seen.stream = pair.relay.open(1, flags, head, seen);
  return seen;
}

/** Answers each request, told by its empty line, with its number on this connection. */
function answering(socket: Socket): void {
  let count = 0;
  socket.on('data', () => {
    count += 1;
    socket.write(`answer ${count}`);
  });
}

describe('the splicer', () => {
  it('brings a request to the backend as it is, and the answer back', async () => {
    let got = '';
    const { url } = await backend((socket) => {
      socket.on('data', (chunk) => {
        got += chunk.toString('latin1');
        if (got.endsWith('more')) socket.write('answer');
      });
    });
    serve(url);
    const seen = request(0, 'POST / HTTP/1.1\r\n\r\n');
    seen.stream?.write(Buffer.from('some'));
    seen.stream?.write(Buffer.from('more'));
    await seen.until(() => seen.text === 'answer');
    expect(got).toBe('POST / HTTP/1.1\r\n\r\nsomemore');
  });

  it('uses a connection again once its exchange is released, and a new one beside one in use', async () => {
    const { url, sockets } = await backend(answering);
    serve(url);
    const first = request();
    await first.until(() => first.text === 'answer 1');
    const beside = request();
    await beside.until(() => beside.text === 'answer 1');
    first.stream?.release();
    const second = request();
    await second.until(() => second.text === 'answer 2');
    expect(sockets).toHaveLength(2);
  });

  it('closes the connection of a stream that was reset, and of one whose tunnel is lost', async () => {
    const closed: number[] = [];
    const { url } = await backend((socket, index) => {
      answering(socket);
      socket.on('close', () => closed.push(index));
    });
    serve(url);
    const one = request();
    const two = request();
    await Promise.all([one.until(() => one.bytes > 0), two.until(() => two.bytes > 0)]);
    one.stream?.reset(STREAM_CODE.cancelled);
    pair.relaySocket.destroy();
    await splicer.idle();
    expect(splicer.counters()).toMatchObject({ backendConnections: 0, inFlight: 0 });
  });

  it('refuses where the backend cannot be reached', async () => {
    const { url } = await backend(() => undefined);
    for (const server of servers) server.close();
    serve(url);
    const seen = request();
    await seen.until(() => seen.events.length > 0);
    expect(seen.events).toEqual([`refused ${STREAM_CODE.unreachable}`]);
    expect(splicer.counters().connectFailures).toBe(1);
  });

  it('sends a repeatable request once more where a kept connection dies without an answer', async () => {
    const { url, sockets } = await backend((socket, index) => {
      if (index > 0) return answering(socket);
      let count = 0;
      socket.on('data', () => {
        count += 1;
        if (count === 1) socket.write('answer 1');
        else socket.destroy();
      });
    });
    serve(url);
    const first = request(OPEN_FLAG.repeatable);
    await first.until(() => first.text === 'answer 1');
    first.stream?.release();
    const second = request(OPEN_FLAG.repeatable);
    await second.until(() => second.text === 'answer 1');
    expect(sockets).toHaveLength(2);
  });

  it('says so where the connection of a request dies that may not be sent twice', async () => {
    const { url, sockets } = await backend((socket) => {
      socket.on('data', () => socket.destroy());
    });
    serve(url);
    const seen = request();
    await seen.until(() => seen.events.length > 0);
    expect(seen.events).toEqual([`reset ${STREAM_CODE.backendClosed}`]);
    expect(sockets).toHaveLength(1);
  });

  it('takes a new connection for such a request where the kept one has been idle a while', async () => {
    const { url, sockets } = await backend(answering);
    serve(url);
    const first = request();
    await first.until(() => first.bytes > 0);
    first.stream?.release();
    await splicer.idle();
    now += 5_000;
    const second = request();
    await second.until(() => second.text === 'answer 1');
    expect(sockets).toHaveLength(2);
  });

  it('drops an idle connection whose backend speaks without being asked', async () => {
    const { url, sockets } = await backend(answering);
    serve(url);
    const first = request();
    await first.until(() => first.bytes > 0);
    first.stream?.release();
    await splicer.idle();
    const gone = new Promise((resolve) => sockets[0]?.once('close', resolve));
    sockets[0]?.write('HTTP/1.1 200 OK\r\n\r\nstolen');
    await gone;
    const second = request();
    await second.until(() => second.bytes > 0);
    expect(second.text).toBe('answer 1');
  });

  it('has no more backend connections than it may, and makes room by closing an idle one elsewhere', async () => {
    const one = await backend(answering);
    const other = await backend(answering);
    splicer.attach(pair.connector).setBackends({
      type: 'backends',
      configuration: 'x',
      backends: { 1: { url: one.url }, 2: { url: other.url } },
      connections: 1,
    });
    const first = request();
    await first.until(() => first.bytes > 0);
    const refused = new Recorder();
    pair.relay.open(2, 0, 'GET / HTTP/1.1\r\n\r\n', refused);
    await refused.until(() => refused.events.length > 0);
    expect(refused.events).toEqual([`refused ${STREAM_CODE.busy}`]);
    first.stream?.release();
    await splicer.idle();
    const second = new Recorder();
    second.stream = pair.relay.open(2, 0, 'GET / HTTP/1.1\r\n\r\n', second);
    await second.until(() => second.bytes > 0);
    expect(splicer.counters().backendConnections).toBe(1);
  });

  it('refuses a backend that it has not been told of', async () => {
    serve('http://127.0.0.1:1');
    const seen = new Recorder();
    pair.relay.open(99, 0, '', seen);
    await seen.until(() => seen.events.length > 0);
    expect(seen.events).toEqual([`refused ${STREAM_CODE.unknownBackend}`]);
  });

  it('stops reading from a backend whose user does not read', async () => {
    const size = 64 * 1024 * 1024;
    const { url, sockets } = await backend((socket) => {
      socket.on('data', () => socket.write(Buffer.alloc(size)));
    });
    serve(url);
    const slow = request();
    slow.consumes = false;
    const quick = request();
    await quick.until(() => quick.bytes > 8 * 1024 * 1024);
    expect(slow.bytes).toBeLessThanOrEqual(256 * 1024);
    expect(sockets.some((socket) => socket.writableLength > 0)).toBe(true);
  });

  it('passes both ends of an upgraded connection on', async () => {
    const { url } = await backend((socket) => {
      socket.on('data', (chunk) => socket.write(chunk));
      socket.on('end', () => socket.end('bye'));
    });
    serve(url);
    const seen = request(0, 'raw');
    await seen.until(() => seen.text === 'raw');
    seen.stream?.end();
    await seen.until(() => seen.events.includes('end'));
    expect(seen.text).toBe('rawbye');
  });
});
