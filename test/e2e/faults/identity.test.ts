import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDENTITY_FILE } from '../../../runtime/connector/identity-store';
import { TRUST_FILE } from '../../../runtime/connector/trust-store';
import { FileAuthority } from '../../../runtime/pki/file-authority';
import { Issuer } from '../../../runtime/pki/issuer';
import { DirectoryStore } from '../../../runtime/store/directory-store';
import {
  connectorOf,
  freshDirectory,
  removeDirectories,
  testDeployment,
} from '../../runtime/pki/test-deployment';
import { startTopology, type ConnectorHandle, type TestTopology } from '../topology';
import { until } from '../until';
import { FaultBackend } from './fault-backend';
import { ALL_KINDS, failuresDuring } from './load';
import { everywhereInService, inServiceAt } from './standing';

const DAY = 86_400_000;

let topology: TestTopology;
let connector: ConnectorHandle;

beforeAll(async () => {
  topology = await startTopology({ backends: { wiki: new FaultBackend().listener } });
  connector = topology.connector('hq', 0);
}, 90_000);
afterAll(async () => {
  await topology.close();
  await removeDirectories();
});
jest.setTimeout(60_000);

/** Changes a file of the connector while it does not run. */
async function withState(
  file: string,
  change: (before: Record<string, unknown>) => Promise<object>,
): Promise<void> {
  await connector.stop();
  const path = join(connector.stateDirectory, file);
  const before = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...before, ...(await change(before)) }));
}

function timesIn(log: string, event: string): number {
  return log.split(`"event":"${event}"`).length - 1;
}

test('a connector whose certificate has expired enrols anew, and is the same one', async () => {
  const id = await connector.id();
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS }, async () => {
    await withState(IDENTITY_FILE, async ({ connector: name }) => {
      // The deployment's own authority, three days ago.
      const now = (): number => Date.now() - 3 * DAY;
      const issuer = new Issuer({
        source: new FileAuthority({
          directory: join(topology.folder, 'ca'),
          deployment: 'contoso',
          now,
        }),
        store: new DirectoryStore({ directory: await freshDirectory() }),
        now,
      });
      await issuer.refresh();
      return connectorOf({ issuer, deployment: 'contoso' }, { connector: String(name) });
    });
    const enrolled = timesIn(connector.log(), 'enrolled');
    await connector.start();
    expect(timesIn(connector.log(), 'enrolled')).toBe(enrolled + 1);
    await everywhereInService(topology);
  });
  expect(failures).toEqual([]);
  expect(await connector.id()).toBe(id);
});

test('a connector whose certificate is of another authority is refused, and enrols anew', async () => {
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS }, async () => {
    await withState(IDENTITY_FILE, async ({ connector: name }) =>
      connectorOf(await testDeployment(), { connector: String(name) }),
    );
    const enrolled = timesIn(connector.log(), 'enrolled');
    await connector.start();
    expect(timesIn(connector.log(), 'enrolled')).toBe(enrolled + 1);
    await everywhereInService(topology);
  });
  expect(failures).toEqual([]);
  expect(topology.relays.map((relay) => relay.log()).join('')).toContain('"refusal":"unknown-authority"');
});

test('a connector that trusts another authority connects to no relay, and the other connector serves', async () => {
  const other = (await testDeployment()).issuer.trust;
  let trusted = '';
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS }, async (load) => {
    await withState(TRUST_FILE, ({ bundle }) => {
      trusted = String(bundle);
      return Promise.resolve({ bundle: other });
    });
    const started = connector.start();
    await until('it to say so', () => connector.log().includes('"event":"relay-untrusted"'));
    await load.more(5);
    for (const relay of ['r0', 'r1']) expect(await inServiceAt(topology, relay)).toBe(1);
    await connector.kill();
    await started.catch(() => undefined);
    await withState(TRUST_FILE, () => Promise.resolve({ bundle: trusted }));
    await connector.start();
    await everywhereInService(topology);
  });
  expect(failures).toEqual([]);
});

// What it works on and may not be sent twice is lost: it is not trusted with it any more.
test('a connector that is revoked is out at once, and the other one serves', async () => {
  const id = (await connector.id()) ?? '';
  const failures = await failuresDuring(topology, { kinds: ['get'] }, async () => {
    expect((await topology.command(['revoke', id, '--store', topology.store])).code).toBe(0);
    await until(
      'it to be out',
      async () => (await inServiceAt(topology, 'r0')) === 1 && (await inServiceAt(topology, 'r1')) === 1,
    );
  });
  expect(failures).toEqual([]);
});
