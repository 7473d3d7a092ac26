import { startTopology, type TestTopology } from '../topology';
import { until } from '../until';
import { FaultBackend } from './fault-backend';
import { ALL_KINDS, failuresDuring, Load } from './load';
import { everywhereInService, statusOf } from './standing';

/** Milliseconds in which a whole topology must serve again after all of it has been killed. */
const ALL_BACK_MS = 20_000;

const backend = new FaultBackend();
let topology: TestTopology;

beforeAll(async () => {
  topology = await startTopology({
    workers: 2,
    relayBootstrap: { drainNoticeSeconds: 2, drainSeconds: 10 },
    backends: { wiki: backend.listener },
  });
}, 90_000);
afterAll(() => topology.close());
afterEach(() => everywhereInService(topology), 30_000);
jest.setTimeout(60_000);

// Over HTTP/2 a request that crosses the goodbye is refused untouched; browsers send it again, the users of these tests never do.
test('no request over HTTP/1.1 fails while one relay instance restarts, and then the other', async () => {
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS, protocols: ['h1'] }, async (load) => {
    for (const relay of topology.relays) {
      await relay.restart();
      await everywhereInService(topology);
      await load.more(5);
    }
  });
  expect(failures).toEqual([]);
  expect(backend.repeated('POST')).toEqual([]);
});

test('a worker that is killed costs the requests on its own connections, and another one takes its place', async () => {
  const kinds = ['get', 'post'] as const;
  const hit = new Load(topology, { kinds, relay: 'r0' });
  const others = await failuresDuring(topology, { kinds, relay: 'r1' }, async () => {
    await hit.more(5);
    const [worker = 0] = topology.relay('r0').workers();
    process.kill(worker, 'SIGKILL');
    const meanwhile = new Load(topology, { kinds, relay: 'r0' });
    await meanwhile.more(5);
    await until('another worker to serve', async () => {
      const workers = topology.relay('r0').workers();
      const { serving } = (await statusOf(topology, 'r0')).workers;
      return serving === 2 && !workers.includes(worker);
    });
    await everywhereInService(topology);
    await meanwhile.more(10);
    expect(await meanwhile.stop()).toEqual([]);
  });
  expect(others).toEqual([]);
  await hit.more(10);
  // No user loses more than the request that is under way.
  expect((await hit.stop()).length).toBeLessThanOrEqual(12);
  expect(await failuresDuring(topology, { kinds, relay: 'r0' }, () => Promise.resolve())).toEqual([]);
  expect(topology.relay('r0').log()).toContain('"event":"worker-ended"');
});

test('connections that wait for a worker when it is killed are answered by another one', async () => {
  const [worker = 0] = topology.relay('r0').workers();
  process.kill(worker, 'SIGSTOP');
  const asked = Array.from({ length: 8 }, () => topology.request('wiki', { relay: 'r0' }));
  const answered = jest.fn();
  for (const answer of asked) void answer.then(answered, () => undefined);
  await until('the worker that runs to answer its share', () => answered.mock.calls.length >= 3);
  process.kill(worker, 'SIGKILL');
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(8).fill(200));
});

test('a relay instance that is killed costs the requests on its own connections; the entry leads to the other', async () => {
  const kinds = ['get', 'post'] as const;
  const relay = topology.relay('r0');
  const hit = new Load(topology, { kinds });
  const lost = [1, 2, 3].map(() => topology.request('wiki', { path: '/held', relay: 'r0' }));
  const others = await failuresDuring(topology, { kinds, relay: 'r1' }, async () => {
    await hit.more(5);
    await until('requests to be held', () => backend.held('GET') === 3);
    const ended = Promise.allSettled(lost);
    await relay.kill();
    const afterwards = new Load(topology, { kinds });
    expect((await ended).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    await until('the connectors to give up what it asked for', () => backend.lost('GET') === 3);
    await afterwards.more(10);
    await relay.start();
    await everywhereInService(topology);
    await afterwards.more(10);
    expect(await afterwards.stop()).toEqual([]);
  });
  expect(others).toEqual([]);
  expect((await hit.stop()).length).toBeLessThanOrEqual(12);
  expect(await failuresDuring(topology, { kinds, relay: 'r0' }, () => Promise.resolve())).toEqual([]);
});

test('everything that is killed and started at the same moment serves again by itself', async () => {
  const all = [...topology.relays, ...topology.connectors];
  await Promise.all(all.map((each) => each.kill()));
  await expect(topology.request('wiki')).rejects.toThrow();
  const began = performance.now();
  await Promise.all(all.map((each) => each.start()));
  await everywhereInService(topology);
  expect((await topology.request('wiki')).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(ALL_BACK_MS);
  expect(await failuresDuring(topology, {}, () => Promise.resolve())).toEqual([]);
});
