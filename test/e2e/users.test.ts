import { startTopology, type TestTopology } from './topology';
import { until } from './until';

let topology: TestTopology | undefined;
afterEach(async () => {
  await topology?.close();
  topology = undefined;
});
jest.setTimeout(60_000);

test.each(['h1', 'h2'] as const)('users over %s count what fails, and nothing else', async (protocol) => {
  const running = await startTopology();
  topology = running;
  const users = running.users('wiki', { protocol });
  await users.more(50);
  expect(users.count.failures).toEqual([]);
  await running.backend('wiki').die();
  await until('a failure', () => users.count.failures.length > 0);
  expect(users.count.failures[0]).toMatch(/status 502/);
  await running.backend('wiki').comeBack();
  const { answered } = users.count;
  await until('answers again', () => users.count.answered > answered);
  const { failures, times } = await users.stop();
  const seen = failures.length;
  expect(seen).toBeGreaterThan(0);
  expect(Math.max(...times)).toBeLessThan(20_000);
  expect(running.backend('wiki').requests).toBeGreaterThan(50);
});

test('an answer that is not as it must be has failed', async () => {
  topology = await startTopology();
  const users = topology.users('wiki', {
    accept: ({ body }) => body.toString() === 'another',
    concurrency: 1,
  });
  await users.more(2);
  expect((await users.stop()).failures[0]).toMatch(/status 200: hello from wiki$/);
});
