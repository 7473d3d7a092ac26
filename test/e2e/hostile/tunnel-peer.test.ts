import { FRAME, HEADER_BYTES, writeHeader } from '../../../runtime/wire/frames';
import { STREAM_WINDOW_BYTES } from '../../../runtime/wire/limits';
import { childProcesses } from '../child-processes';
import { startTopology, type TestTopology } from '../topology';
import type { Users } from '../users';
import { HostileConnector } from './hostile-connector';
import { codeOf, RawUser } from './raw-user';
import { residentBytes } from './resident-bytes';

jest.setTimeout(180_000);

const MIB = 1024 * 1024;

/** `trap` has a group whose one connector is stopped: what the test puts in its place is all that it has. */
const DECLARATION = `
version: 1
name: contoso
domain: apps.example.com
targets: { local: {} }
groups:
  hq:
    connectors: 2
    applications:
      calm: { url: 'http://10.0.0.21:8080' }
  lone:
    connectors: 1
    fewerThanTwo: { reason: the test takes its place }
    applications:
      trap: { url: 'http://10.0.0.20:8080', timeout: 3 }
`;

let topology: TestTopology;
let users: Users;
let connector: HostileConnector;

beforeAll(async () => {
  topology = await startTopology({ declaration: DECLARATION });
  await topology.connector('lone', 0).stop();
  users = topology.users('calm', { relay: 'r0', concurrency: 2, pauseMilliseconds: 20 });
});
afterAll(() => topology.close());

beforeEach(async () => {
  connector = await HostileConnector.connect(topology, 'r0', 'lone');
});
afterEach(() => {
  connector.close();
});

async function harm(): Promise<readonly string[]> {
  await users.more(10);
  return users.count.failures;
}

function resident(): number {
  return childProcesses(topology.relay('r0').pid ?? 0).reduce((sum, pid) => sum + residentBytes(pid), 0);
}

/** A user's request that the hostile connector is given. */
async function trapped(
  lines = 'GET /trap HTTP/1.1',
): Promise<{ user: RawUser; stream: number; head: string }> {
  await connector.join();
  const user = await RawUser.connect(topology.address('trap', 'r0'));
  user.send(`${lines}\r\nHost: trap.localhost\r\n\r\n`);
  const { stream, payload } = await connector.request();
  return { user, stream, head: payload };
}

function header(length: number, type: number, stream: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  writeHeader(bytes, 0, length, type, stream);
  return bytes;
}

describe('a tunnel whose peer breaks the protocol', () => {
  it.each<[string, () => void]>([
    ['with bytes that are no frames', () => connector.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'))],
    ['with a frame of 16 MiB', () => connector.write(header(0xff_ffff, FRAME.control, 0))],
    ['with a control message above its bound', () => connector.write(header(65_537, FRAME.control, 0))],
    ['with a control message that is not JSON', () => connector.frame(FRAME.control, 0, '{"type":')],
    [
      'with a stream that it opens itself',
      () => connector.frame(FRAME.open, 3, '\0\0\0\x01\0GET / HTTP/1.1\r\n\r\n'),
    ],
    ['with a ping of a wrong length', () => connector.frame(FRAME.ping, 0, 'ping')],
    ['with a type that there is not', () => connector.frame(99, 1)],
  ])('is ended: %s', async (_, breakIt) => {
    await connector.join();
    breakIt();
    await connector.end(5000);
    expect(await harm()).toEqual([]);
  });

  it('is ended where it says a hello of a wrong form', async () => {
    connector.control({ type: 'hello', runtime: 'x'.repeat(1000), run: {} });
    await connector.end(5000);
  });

  it('is ended where it says no hello', async () => {
    await connector.end(20_000);
    expect(await harm()).toEqual([]);
  });

  it('does not touch streams of other tunnels', async () => {
    await connector.join();
    for (let stream = 1; stream < 5000; stream += 1) {
      connector.frame(FRAME.data, stream, 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged');
      connector.frame(FRAME.end, stream);
      connector.frame(FRAME.reset, stream, '\x01');
    }
    expect(await harm()).toEqual([]);
    expect(connector.ended).toBe(false);
  });

  it('cannot take part in a group that its certificate does not name', async () => {
    connector.control({ type: 'hello', runtime: '0.0.0', run: 'abc', group: 'hq', connector: '0' });
    await connector.until('its backends', () =>
      connector.received.some(({ payload }) => payload.includes('"backends"')),
    );
    const { payload } = connector.received.find((each) => each.payload.includes('"backends"')) ?? {
      payload: '',
    };
    expect(payload).not.toContain(topology.backend('calm').url);
    expect(await harm()).toEqual([]);
    expect(connector.received.filter(({ type }) => type === FRAME.open)).toEqual([]);
  });
});

describe('a connector that answers something else', () => {
  it.each([
    ['what is not HTTP', 'garbage\r\n\r\n'],
    ['a head of 1 MiB', `HTTP/1.1 200 OK\r\nX-Large: ${'v'.repeat(MIB / 2)}`],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['a line feed in a header', 'HTTP/1.1 200 OK\r\nX-A: b\nX-B: c\r\n\r\n'],
    ['a folded header', 'HTTP/1.1 200 OK\r\nX-A: b\r\n c\r\nContent-Length: 0\r\n\r\n'],
    [
      'an upgrade that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    ],
  ])('gets its user a 502: %s', async (_, answer) => {
    const { user, stream } = await trapped();
    for (let at = 0; at < answer.length; at += 60_000)
      connector.frame(FRAME.data, stream, answer.slice(at, at + 60_000));
    const { status, ...rest } = await user.answer();
    expect([status, codeOf({ status, ...rest })]).toEqual([502, 'backend-invalid']);
    expect(await harm()).toEqual([]);
    user.close();
  });

  it('cannot put a second answer behind the first', async () => {
    const { user, stream } = await trapped();
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
    connector.frame(FRAME.data, stream, `${answer}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged`);
    expect((await user.answer()).body).toBe('hello');
    await connector.until('the reset of the stream', () =>
      connector.received.some(({ type }) => type === FRAME.reset),
    );
    user.send('GET /next HTTP/1.1\r\nHost: trap.localhost\r\n\r\n');
    const next = await connector.request();
    expect(next.stream).not.toBe(stream);
    connector.frame(FRAME.data, next.stream, answer.replace('hello', 'again'));
    expect((await user.answer()).body).toBe('again');
    expect(user.received).toBe('');
    user.close();
  });

  it('cannot send more than its window', async () => {
    const before = resident();
    const { user, stream } = await trapped();
    user.socket.pause();
    connector.frame(FRAME.data, stream, 'HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n');
    const chunk = Buffer.alloc(60_000, 'x');
    for (let sent = 0; sent < 64 * MIB && !connector.ended; sent += chunk.length) {
      connector.frame(FRAME.data, stream, chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await connector.until('the reset of the stream', () =>
      connector.received.some(({ type, stream: of }) => type === FRAME.reset && of === stream),
    );
    user.socket.resume();
    await user.end();
    expect(user.received.length).toBeLessThan(STREAM_WINDOW_BYTES * 8);
    expect(resident() - before).toBeLessThan(64 * MIB);
    expect(await harm()).toEqual([]);
  });

  it('lets its user know when it gives no answer at all', async () => {
    const { user } = await trapped();
    const answer = await user.answer();
    expect([answer.status, codeOf(answer)]).toEqual([504, 'backend-timeout']);
    user.close();
  });
});

describe('a connector that stops reading', () => {
  it('does not make the relay take in what a user uploads', async () => {
    const before = resident();
    const { user, stream } = await trapped('POST /upload HTTP/1.1\r\nContent-Length: 1000000000');
    connector.socket.pause();
    let full = false;
    const chunk = Buffer.alloc(MIB, 'x');
    for (let sent = 0; sent < 256 && !full; sent += 1) {
      full = !user.socket.write(chunk) && user.socket.writableLength > 16 * MIB;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(full).toBe(true);
    expect(resident() - before).toBeLessThan(64 * MIB);
    expect(await harm()).toEqual([]);
    connector.socket.resume();
    expect(stream).toBeGreaterThan(0);
    user.close();
  });

  it('is ended where it goes on asking for answers', async () => {
    const before = resident();
    await connector.join();
    connector.socket.pause();
    const pings = Buffer.concat(
      Array.from({ length: 4000 }, () => Buffer.concat([header(8, FRAME.ping, 0), Buffer.alloc(8)])),
    );
    // What stands in the way of the end is what it has not read.
    let most = 0;
    for (let i = 0; i < 4000 && connector.socket.writable; i += 1) {
      if (!connector.socket.write(pings))
        await Promise.race([once(connector, 'drain'), connector.end()]).catch(() => undefined);
      if (i % 100 === 0) most = Math.max(most, resident());
    }
    expect(most - before).toBeLessThan(96 * MIB);
    connector.socket.resume();
    await connector.end(20_000);
    expect(await harm()).toEqual([]);
  });
});

describe('a tunnel that carries nothing any more', () => {
  it('is given up within seconds by the relay, and its user is told', async () => {
    const { user } = await trapped();
    const begin = performance.now();
    connector.pongs = false;
    connector.socket.pause();
    const answer = await user.answer();
    expect([502, 503, 504]).toContain(answer.status);
    await topology.request('calm', { relay: 'r0' });
    connector.socket.resume();
    await connector.end(20_000);
    expect(performance.now() - begin).toBeLessThan(20_000);
    expect(await harm()).toEqual([]);
    user.close();
  });
});

function once({ socket }: HostileConnector, event: string): Promise<void> {
  return new Promise((resolve) => socket.once(event, () => resolve()));
}
