import { childProcesses } from '../child-processes';
import { startHostileTopology, type HostileTopology } from './hostile-topology';
import {
  CANCEL,
  END_HEADERS,
  END_STREAM,
  frame,
  H2,
  Http2Raw,
  INTERNAL_ERROR,
  PROTOCOL_ERROR,
  type Fields,
} from './http2-raw';
import { residentBytes } from './resident-bytes';

jest.setTimeout(120_000);

const MIB = 1024 * 1024;

let hostile: HostileTopology;
beforeAll(async () => {
  hostile = await startHostileTopology();
});
afterAll(() => hostile.close());
beforeEach(() => {
  hostile.backend.clear();
});

describe('an HTTP/2 request that would be another one in HTTP/1.1', () => {
  it.each<[string, Fields]>([
    ['upper case in a name', [['X-A', 'c']]],
    ['a line end in the path', [[':path', '/ HTTP/1.1\r\nx-injected: c\r\n\r\n']]],
    ['a space in the path', [[':path', '/a b']]],
    ['an empty path', [[':path', '']]],
    ['a path that is an address', [[':path', 'http://calm.localhost/']]],
    ['a line end in the method', [[':method', 'GET / HTTP/1.1\r\nx-injected: c']]],
    ['a space in the method', [[':method', 'GET /']]],
    ['a line end in the authority', [[':authority', 'target.localhost\r\nx-injected: c']]],
    ['a path in the authority', [[':authority', 'target.localhost/x']]],
    ['a user in the authority', [[':authority', 'x@target.localhost']]],
    ['another host than the authority', [['host', 'calm.localhost']]],
    ['chunks', [['transfer-encoding', 'chunked']]],
    ['a connection header', [['connection', 'x-forwarded-for']]],
    ['an upgrade', [['upgrade', 'websocket']]],
    [
      'two lengths',
      [
        ['content-length', '5'],
        ['content-length', '0'],
      ],
    ],
    ['a length that is none', [['content-length', '5x']]],
    ['a length without a body', [['content-length', '5']]],
    ['a pseudo-header of an answer', [[':status', '200']]],
    ['CONNECT', [[':method', 'CONNECT']]],
  ])('is refused: %s', async (_, fields) => {
    const user = await Http2Raw.connect(hostile.target);
    user.request(1, { fields });
    expect(['status 400', `reset ${PROTOCOL_ERROR}`]).toContain(await user.outcome(1));
    user.close();
    expect(hostile.backend.bytes).toBe('');
    expect(await hostile.harm()).toEqual([]);
  });

  it.each<[string, Fields]>([
    ['a line end in a value', [['x-a', 'b\r\nx-injected: c']]],
    ['a line feed in a value', [['x-a', 'b\nx-injected: c']]],
    ['a carriage return in a value', [['x-a', 'b\rx-injected: c']]],
    ['a NUL in a value', [['x-a', 'b\0c']]],
    ['a line end in a name', [['x-a: b\r\nx-injected', 'c']]],
    ['a colon in a name', [['x-a:b', 'c']]],
    ['a space in a name', [['x a', 'c']]],
    ['an empty name', [['', 'c']]],
  ])('goes on without the header that has %s', async (_, fields) => {
    const user = await Http2Raw.connect(hostile.target);
    user.request(1, { path: '/without', fields });
    expect(await user.outcome(1)).toBe('status 200');
    user.close();
    expect(hostile.backend.lines).toEqual(['GET /without']);
    expect(hostile.backend.bytes).not.toMatch(/x-a|x a|injected/);
    expect(await hostile.harm()).toEqual([]);
  });

  it.each([
    ['shorter', 'he'],
    ['longer', 'hello, world'],
  ])('never comes whole where its body is %s than it says', async (_, body) => {
    const user = await Http2Raw.connect(hostile.target);
    user.request(1, {
      path: '/cut',
      end: false,
      fields: [
        [':method', 'POST'],
        ['content-length', '5'],
      ],
    });
    user.send(H2.data, END_STREAM, 1, Buffer.from(body));
    // Node ends the stream, or the connection with it.
    expect([`reset ${PROTOCOL_ERROR}`, `go-away ${INTERNAL_ERROR}`]).toContain(await user.outcome(1));
    expect((await hostile.topology.request('target', { relay: 'r0', path: '/after' })).status).toBe(200);
    expect(hostile.backend.lines).toEqual(['GET /after']);
    expect(await hostile.harm()).toEqual([]);
    user.close();
  });
});

describe('an HTTP/2 header block', () => {
  it('of 16 KiB goes on', async () => {
    const user = await Http2Raw.connect(hostile.target);
    const block = user.block('/', [['x-large', 'v'.repeat(16 * 1024)]]);
    user.send(H2.headers, END_STREAM, 1, block.subarray(0, 16_000));
    user.send(H2.continuation, END_HEADERS, 1, block.subarray(16_000));
    expect(await user.outcome(1)).toBe('status 200');
    user.close();
  });

  it('of 1 MiB is refused', async () => {
    const user = await Http2Raw.connect(hostile.target);
    const block = user.block('/', [['x-large', 'v'.repeat(MIB)]]);
    const pieces = Math.ceil(block.length / 16_384);
    for (let i = 0; i < pieces; i += 1) {
      const flags = i === pieces - 1 ? END_HEADERS : 0;
      const payload = block.subarray(i * 16_384, (i + 1) * 16_384);
      if (i === 0) user.send(H2.headers, END_STREAM, 1, payload);
      else user.send(H2.continuation, flags, 1, payload);
    }
    expect(await user.outcome(1)).toMatch(/^(status 0|reset \d+|go-away \d+|closed)$/);
    expect(hostile.backend.bytes).toBe('');
    expect(await hostile.harm()).toEqual([]);
    user.close();
  });
});

describe('floods of HTTP/2 frames', () => {
  it('of requests that are reset at once end the connection, and few reach the backend', async () => {
    const user = await Http2Raw.connect(hostile.target);
    const block = user.block('/reset', []);
    const cancel = Buffer.alloc(4);
    cancel.writeUInt32BE(CANCEL);
    let stream = 1;
    for (let batch = 0; batch < 200 && !user.user.ended; batch += 1) {
      const frames: Buffer[] = [];
      for (let i = 0; i < 100; i += 1) {
        frames.push(
          frame(H2.headers, END_HEADERS | END_STREAM, stream, block),
          frame(H2.reset, 0, stream, cancel),
        );
        stream += 2;
      }
      user.user.send(Buffer.concat(frames));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await user.user.end();
    expect(hostile.backend.arrived.length).toBeLessThan(2000);
    expect(await hostile.harm()).toEqual([]);
  });

  it.each<[string, (user: Http2Raw) => Buffer]>([
    ['CONTINUATION', (user) => frame(H2.continuation, 0, 1, user.block('/', []).subarray(0, 0))],
    [
      'CONTINUATION with headers',
      () => frame(H2.continuation, 0, 1, Buffer.from('\0\x03x-a\x01b', 'latin1')),
    ],
  ])('of %s without end end the connection', async (_, make) => {
    const before = resident();
    const user = await Http2Raw.connect(hostile.target);
    user.send(H2.headers, END_STREAM, 1, user.block('/', []));
    await flood(user, make(user));
    expect(resident() - before).toBeLessThan(64 * MIB);
    expect(hostile.backend.bytes).toBe('');
    expect(await hostile.harm()).toEqual([]);
  });

  it.each<[string, Buffer]>([
    ['SETTINGS', frame(H2.settings, 0, 0, Buffer.alloc(0))],
    ['PING', frame(H2.ping, 0, 0, Buffer.alloc(8))],
  ])('of %s, the answers never read, end the connection or cost no memory', async (_, bytes) => {
    const before = resident();
    const user = await Http2Raw.connect(hostile.target);
    user.user.socket.pause();
    const many = Buffer.concat(Array.from({ length: 1000 }, () => bytes));
    for (let i = 0; i < 500 && !user.user.ended; i += 1) {
      user.user.send(many);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await hostile.harm()).toEqual([]);
    expect(resident() - before).toBeLessThan(64 * MIB);
    user.close();
  });
});

/** Sends the same frame until the connection ends. */
async function flood(user: Http2Raw, bytes: Buffer): Promise<void> {
  const many = Buffer.concat(Array.from({ length: 100 }, () => bytes));
  for (let i = 0; i < 2000 && !user.user.ended; i += 1) {
    user.user.send(many);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await user.user.end();
}

function resident(): number {
  return childProcesses(hostile.topology.relay('r0').pid ?? 0).reduce(
    (sum, pid) => sum + residentBytes(pid),
    0,
  );
}
