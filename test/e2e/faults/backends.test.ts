import { startTopology, type TestTopology } from '../topology';
import { until } from '../until';
import type { Answer } from '../users';
import { FaultBackend } from './fault-backend';
import { ALL_KINDS, failuresDuring } from './load';
import { everywhereInService } from './standing';

const DECLARATION = `
version: 1
name: contoso
domain: apps.example.com
targets: { local: {} }
groups:
  hq:
    connectors: 2
    applications:
      wiki: { url: 'http://10.0.0.20:8080' }
      calm: { url: 'http://10.0.0.21:8080' }
`;

const backend = new FaultBackend();
let topology: TestTopology;

beforeAll(async () => {
  topology = await startTopology({
    declaration: DECLARATION,
    backends: { wiki: backend.listener, calm: new FaultBackend().listener },
  });
}, 90_000);
afterAll(() => topology.close());
jest.setTimeout(60_000);

function requests(number: number, options: Parameters<TestTopology['request']>[1]): Promise<Answer>[] {
  return Array.from({ length: number }, () => topology.request('wiki', options));
}

/** What users of another application, behind the same connectors, notice while something happens. */
function othersDuring(happens: () => Promise<unknown>): Promise<readonly string[]> {
  return failuresDuring(topology, { application: 'calm', kinds: ALL_KINDS }, async () => {
    await happens();
    await everywhereInService(topology);
  });
}

test.each(['h1', 'h2'] as const)(
  'an answer whose backend dies in the middle is seen as broken off, never as whole (%s)',
  async (protocol) => {
    const others = await othersDuring(async () => {
      const ended = Promise.allSettled(requests(6, { path: '/held', protocol }));
      await until('the answers to have begun', () => backend.held('GET') === 6);
      topology.backend('wiki').cut();
      for (const { status } of await ended) expect(status).toBe('rejected');
      backend.release();
    });
    expect(others).toEqual([]);
  },
);

test('a request whose backend dies before it answers is told so, and a POST is not sent again', async () => {
  const others = await othersDuring(async () => {
    const posts = requests(6, {
      path: '/held?silent',
      method: 'POST',
      headers: { accept: 'application/json' },
    });
    await until('the requests to be there', () => backend.held('POST') === 6);
    topology.backend('wiki').cut();
    for (const { status, body } of await Promise.all(posts)) {
      expect([status, body.toString()]).toEqual([502, expect.stringContaining('backend-closed')]);
    }
    backend.release();
  });
  expect(others).toEqual([]);
  expect(backend.repeated('POST')).toEqual([]);
});

test('a backend that is not there is told at once, and its users are served again the moment it is back', async () => {
  const others = await othersDuring(async () => {
    await topology.backend('wiki').die();
    for (const { status, body } of await Promise.all(
      requests(6, { headers: { accept: 'application/json' } }),
    )) {
      expect([status, body.toString()]).toEqual([502, expect.stringContaining('backend-unreachable')]);
    }
    await topology.backend('wiki').comeBack();
    for (const { status } of await Promise.all(requests(6, {}))) expect(status).toBe(200);
  });
  expect(others).toEqual([]);
});
