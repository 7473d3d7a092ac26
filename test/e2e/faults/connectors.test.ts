import { PING_SECONDS, SILENCE_SECONDS } from '../../../runtime/wire/limits';
import { startTopology, type TestTopology } from '../topology';
import { until } from '../until';
import type { Answer } from '../users';
import { FaultBackend } from './fault-backend';
import { ALL_KINDS, failuresDuring, Load } from './load';
import { everywhereInService, inServiceAt, statusOf } from './standing';
import { echoOn, EchoSocket } from './web-socket';

const backend = new FaultBackend();
let topology: TestTopology;

beforeAll(async () => {
  topology = await startTopology({
    wires: true,
    relayBootstrap: { revealConnector: true },
    backends: { wiki: backend.listener },
  });
  echoOn(topology.backend('wiki'));
}, 90_000);
afterAll(() => topology.close());
afterEach(() => everywhereInService(topology), 30_000);
jest.setTimeout(60_000);

/** Requests that are answered when the backend is told to; they have reached it. */
async function heldRequests(number: number, method: string): Promise<readonly Promise<Answer>[]> {
  const answers = Array.from({ length: number }, () =>
    topology.request('wiki', { path: '/held?silent', method }),
  );
  await until(`${number} requests to reach the backend`, () => backend.held(method) === number);
  return answers;
}

test('no request fails while one of two connectors restarts, nor while the other does', async () => {
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS }, async (load) => {
    for (const slot of [0, 1]) {
      await topology.connector('hq', slot).restart();
      await load.more(5);
    }
  });
  expect(failures).toEqual([]);
  expect(backend.repeated('POST')).toEqual([]);
});

test('a connector that is killed costs the requests alone that it works on and that may not be sent twice', async () => {
  const failures = await failuresDuring(topology, { kinds: ['get'] }, async () => {
    const gets = await heldRequests(8, 'GET');
    const posts = await heldRequests(8, 'POST');
    const connector = topology.connector('hq', 1);
    await connector.kill();
    await until(
      'the requests that may be sent twice to reach the other',
      () => backend.lost('GET') > 0 && backend.held('GET') === 8,
    );
    const lost = backend.lost('POST');
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(8);
    // Among them are those of other users that were under way.
    expect(backend.repeated('GET').length).toBeGreaterThanOrEqual(backend.lost('GET'));
    backend.release();
    for (const { status } of await Promise.all(gets)) expect(status).toBe(200);
    const failed = (await Promise.all(posts)).filter(({ status }) => status !== 200);
    expect(failed).toHaveLength(lost);
    for (const { status, body } of failed) {
      expect(status).toBe(502);
      expect(body.toString()).toContain('tunnel-lost');
    }
    await connector.start();
  });
  expect(failures).toEqual([]);
  expect(backend.repeated('POST')).toEqual([]);
});

test('a draining connector carries a download and a WebSocket to their end, and takes nothing new', async () => {
  const connector = topology.connector('hq', 0);
  const id = await connector.id();
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS }, async () => {
    const downloads = Array.from({ length: 30 }, () => topology.request('wiki', { path: '/held' }));
    await until('the downloads to have begun', () => backend.held('GET') === 30);
    const sockets = await Promise.all(
      Array.from({ length: 6 }, () => EchoSocket.open(topology.address('wiki'))),
    );
    const stopped = connector.stop();
    await until('both relay instances to choose it no more', async () => {
      const statuses = await Promise.all(['r0', 'r1'].map((each) => statusOf(topology, each)));
      return statuses.every(({ connectors }) =>
        connectors.some((each) => each.connector === id && each.state === 'draining'),
      );
    });
    for (let i = 0; i < 8; i += 1) {
      const { headers } = await topology.request('wiki');
      expect(headers['x-app-proxy-connector']).toBe(await topology.connector('hq', 1).id());
    }
    expect(await Promise.all(sockets.map((socket, i) => socket.echo(`still there ${i}`)))).toEqual(
      sockets.map((_, i) => `still there ${i}`),
    );
    expect(connector.pid).toBeDefined();
    backend.release();
    const answers = await Promise.all(downloads);
    expect(answers.map(({ body }) => body.toString())).toEqual(Array(30).fill('begun, done'));
    expect(answers.map(({ headers }) => headers['x-app-proxy-connector'])).toContain(id);
    expect(await Promise.all(sockets.map((socket) => socket.close()))).toEqual(Array(6).fill(1000));
    await stopped;
  });
  expect(failures).toEqual([]);
  expect(connector.log()).toMatch(/"event":"drained".*"cutOff":0/);
  await connector.start();
});

test('a tunnel that goes silent is found by its heartbeat: what may be sent twice waits no longer than that', async () => {
  const wire = topology.relay('r1').wire;
  const posts = new Load(topology, { kinds: ['post'], relay: 'r1' });
  const gets = new Load(topology, { kinds: ['get'], relay: 'r1' });
  await gets.more(5);
  wire?.holdOldest(1);
  await until('the relay instance to miss it', async () => (await inServiceAt(topology, 'r1')) === 1);
  await until('a new one in its place', async () => (await inServiceAt(topology, 'r1')) === 2);
  await Promise.all([gets.more(5), posts.more(5)]);
  wire?.release();
  expect(await gets.stop()).toEqual([]);
  const longest = Math.max(...gets.times);
  expect(longest).toBeGreaterThan((SILENCE_SECONDS - PING_SECONDS) * 1000);
  expect(longest).toBeLessThan((SILENCE_SECONDS + PING_SECONDS + 2) * 1000);
  const failures = await posts.stop();
  expect(failures.length).toBeGreaterThan(0);
  expect(failures.length).toBeLessThanOrEqual(6);
  for (const failure of failures) expect(failure).toMatch(/status 502: .*tunnel-lost/);
  expect(backend.repeated('POST')).toEqual([]);
});
