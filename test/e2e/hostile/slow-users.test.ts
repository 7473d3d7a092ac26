import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { childProcesses } from '../child-processes';
import { startHostileTopology, type HostileTopology } from './hostile-topology';
import { Http2Raw } from './http2-raw';
import { codeOf, RawUser } from './raw-user';
import { residentBytes } from './resident-bytes';

jest.setTimeout(180_000);

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** Bytes of the large answer that its backend has handed to its connection. */
let written = 0;
let hostile: HostileTopology;
beforeAll(async () => {
  const chunk = Buffer.alloc(MIB, 'x');
  hostile = await startHostileTopology({
    relayBootstrap: { userTimeouts: { headerSeconds: 3, bodyIdleSeconds: 3 } },
    listener: (request, response) => {
      if (request.url !== '/large') {
        response.end('ok');
        return;
      }
      written = 0;
      response.writeHead(200, { 'Content-Length': GIB });
      const more = () => {
        while (written < GIB && !response.destroyed) {
          written += MIB;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    },
  });
});
afterAll(() => hostile.close());
beforeEach(() => {
  hostile.backend.clear();
});

/** Resident bytes of relay instance r0, its workers, and all connectors. */
function resident(): number {
  const { connectors } = hostile.topology;
  const relay = hostile.topology.relay('r0').pid ?? 0;
  const pids = [relay, ...childProcesses(relay), ...connectors.map(({ pid }) => pid ?? 0)];
  return pids.reduce((sum, pid) => sum + residentBytes(pid), 0);
}

describe('users who send slowly', () => {
  it('lose the connection where the header does not come, one byte a second or none at all', async () => {
    const slow = await RawUser.connect(hostile.target);
    const silent = await RawUser.connect(hostile.target);
    const plain = connectTcp(hostile.target.port, '127.0.0.1');
    plain.on('error', () => undefined);
    const dribble = setInterval(() => slow.send('x'), 1000);
    slow.send('GET / HTTP/1.1\r\nHost: target.localhost\r\nX-Slow: ');
    try {
      const answer = await slow.answer();
      expect([answer.status, codeOf(answer)]).toEqual([408, 'request-timeout']);
      await Promise.all([slow.end(), silent.end(), plain.destroyed ? undefined : once(plain, 'close')]);
    } finally {
      clearInterval(dribble);
      plain.destroy();
    }
    expect(hostile.backend.bytes).toBe('');
    expect(await hostile.harm()).toEqual([]);
  });

  it('are answered 408 where the body stops coming, and the backend is let go', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send('POST /slow HTTP/1.1\r\nHost: target.localhost\r\nContent-Length: 1000\r\n\r\nbegin');
    const answer = await user.answer();
    expect([answer.status, codeOf(answer)]).toEqual([408, 'body-timeout']);
    await user.end();
    expect(hostile.backend.lines).toEqual([]);
    expect(await hostile.harm()).toEqual([]);
  });

  it('hold up nobody else, though they are hundreds', async () => {
    const users = await Promise.all(Array.from({ length: 300 }, () => RawUser.connect(hostile.target)));
    for (const user of users) {
      user.send('POST /slow HTTP/1.1\r\nHost: target.localhost\r\nContent-Length: 1000\r\n');
    }
    expect(await hostile.harm()).toEqual([]);
    expect((await hostile.topology.request('target', { relay: 'r0' })).status).toBe(200);
    for (const user of users) user.close();
  });
});

describe('users who read slowly', () => {
  it('keep an answer of 1 GiB at its backend, over HTTP/1.1', async () => {
    const before = resident();
    const user = await RawUser.connect(hostile.target, { reads: false });
    user.send('GET /large HTTP/1.1\r\nHost: target.localhost\r\n\r\n');
    await expectFlat(before);
    expect(await hostile.harm()).toEqual([]);
    user.close();
  });

  it('keep an answer of 1 GiB at its backend, over HTTP/2', async () => {
    const before = resident();
    const user = await Http2Raw.connect(hostile.target);
    user.request(1, { path: '/large' });
    await expectFlat(before);
    expect(await hostile.harm()).toEqual([]);
    user.close();
  });

  it('get it at the pace at which they read', async () => {
    const before = resident();
    const user = await RawUser.connect(hostile.target, { reads: false });
    let read = 0;
    user.socket.removeAllListeners('data');
    user.socket.pause();
    user.send('GET /large HTTP/1.1\r\nHost: target.localhost\r\n\r\n');
    for (let i = 0; i < 100; i += 1) {
      await pause(20);
      const chunk: unknown = user.socket.read();
      if (chunk instanceof Buffer) read += chunk.length;
    }
    expect(read).toBeGreaterThan(MIB);
    expect(written - read).toBeLessThan(32 * MIB);
    expect(resident() - before).toBeLessThan(96 * MIB);
    user.close();
  });
});

/** Waits until the backend has been stopped; little of the answer is on its way, and little of it in memory. */
async function expectFlat(before: number): Promise<void> {
  let last = -1;
  for (let i = 0; i < 50 && (written !== last || written === 0); i += 1) {
    last = written;
    await pause(300);
  }
  expect(written).toBe(last);
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan(32 * MIB);
  expect(resident() - before).toBeLessThan(64 * MIB);
}
