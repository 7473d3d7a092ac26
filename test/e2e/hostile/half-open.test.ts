import { startTopology, type TestTopology } from '../topology';
import { until } from '../until';
import type { Users } from '../users';

jest.setTimeout(180_000);

/** A silent peer is found within the silence that is allowed and one ping more; the rest is for a loaded machine. */
const FOUND_MS = 12_000 + 4_000 + 14_000;

let topology: TestTopology;
let users: Users;
let silent: readonly number[] = [];
beforeAll(async () => {
  topology = await startTopology();
  users = topology.users('wiki', { relay: 'r1', concurrency: 4 });
});
afterAll(async () => {
  signal('SIGCONT');
  await topology.close();
});

function signal(name: NodeJS.Signals): void {
  for (const pid of silent) process.kill(pid, name);
}

async function inService(): Promise<number> {
  const all = await Promise.all(topology.connectors.map((connector) => connector.isInService()));
  return all.filter((each) => each).length;
}

describe('tunnels that stay open and carry nothing, as where packets are dropped', () => {
  it('are given up by the connectors within seconds, harm no request elsewhere, and are made anew', async () => {
    silent = topology.relay('r0').workers();
    expect(silent.length).toBeGreaterThan(0);
    signal('SIGSTOP');
    const begin = performance.now();
    await until('the connectors to give r0 up', async () => (await inService()) === 0, FOUND_MS);
    // Not by an end of the connection, which would show at once.
    expect(performance.now() - begin).toBeGreaterThan(5000);
    await users.more(50);
    signal('SIGCONT');
    silent = [];
    await until('the connectors to be in service again', async () => (await inService()) === 2, 60_000);
    await until('r0 to answer', async () => (await topology.request('wiki', { relay: 'r0' })).status === 200);
    await users.more(50);
    expect((await users.stop()).failures).toEqual([]);
  });
});
