import type { GroupDocument } from '../../../runtime/documents/types.generated';
import { startTopology, type TestTopology } from '../topology';
import { until } from '../until';
import { FaultBackend } from './fault-backend';
import { ALL_KINDS, failuresDuring } from './load';
import { Publishing } from './publishing';
import { statusOf, type RelayStatus } from './standing';

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
      crm: { url: 'http://10.0.0.21:8080' }
  branch:
    connectors: 2
    applications:
      mes: { url: 'http://10.0.0.22:8080' }
`;
const INSTANCES = ['r0', 'r1'] as const;

let topology: TestTopology;
let publishing: Publishing;

beforeAll(async () => {
  topology = await startTopology({
    declaration: DECLARATION,
    relayBootstrap: { revealConnector: true },
    backends: { wiki: new FaultBackend().listener, crm: new FaultBackend().listener },
  });
  publishing = new Publishing(topology);
}, 90_000);
afterAll(() => topology.close());
jest.setTimeout(60_000);

function statuses(): Promise<readonly RelayStatus[]> {
  return Promise.all(INSTANCES.map((instance) => statusOf(topology, instance)));
}

async function untilBoth(what: string, condition: (status: RelayStatus) => boolean): Promise<void> {
  await until(`both relay instances to ${what}`, async () => (await statuses()).every(condition));
}

/** Has a document changed, and waits until another configuration is in force everywhere. */
async function inForce(change: () => void): Promise<void> {
  const before = (await statuses()).map(({ configuration }) => configuration.digest);
  change();
  await until('another configuration to be in force everywhere', async () =>
    (await statuses()).every(({ configuration }, i) => configuration.digest !== before[i]),
  );
}

/** Status of an application's answer, straight from one relay instance, with the group of the connector that it came by. */
async function answerOf(application: string, relay: string): Promise<readonly [number, string | undefined]> {
  const { status, headers } = await topology.request(application, { relay });
  const id = headers['x-app-proxy-connector'];
  for (const connector of topology.connectors) {
    if ((await connector.id()) === id) return [status, connector.group];
  }
  return [status, undefined];
}

test('documents that are invalid do not count: the last good ones stay, and status, log and metric say so', async () => {
  const [before] = await statuses();
  let added: readonly string[] = [];
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS }, async () => {
    const good = publishing.read('groups/hq');
    const faulty = good.replace('"timeoutSeconds": 85', '"timeoutSeconds": "soon"');
    expect(faulty).not.toBe(good);
    added = [
      publishing.add('groups/hq', good.slice(0, good.length / 2)),
      publishing.add('groups/hq', good, '000000000000'),
      publishing.add('groups/hq', faulty),
      publishing.add('groups/hq', good.replace('"hq"', '"branch"')),
      publishing.add('relay', publishing.read('relay').replace('"contoso"', '"another"')),
      publishing.add('relay', ''),
    ];
    publishing.lookNow();
    await untilBoth(
      'tell of six invalid documents',
      ({ configuration }) => configuration.invalid.length === 6,
    );
  });
  expect(failures).toEqual([]);
  for (const [i, { configuration, findings }] of (await statuses()).entries()) {
    const instance = INSTANCES[i] ?? '';
    expect(configuration.digest).toBe(before?.configuration.digest);
    expect(configuration.invalid.map(({ name }) => name).sort()).toEqual([...added].sort());
    expect(findings.filter(({ code }) => code === 'configuration-invalid')).toHaveLength(6);
    expect(topology.relay(instance).log()).toContain('"event":"configuration-invalid"');
    expect(await topology.relay(instance).ask('/metrics')).toContain('app_proxy_configuration_invalid 6');
  }
  for (const name of added) publishing.remove(name);
  publishing.lookNow();
  await untilBoth('find nothing wrong any more', ({ configuration }) => configuration.invalid.length === 0);
});

test('no request fails while the configuration changes over and over', async () => {
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS }, async (load) => {
    for (const seconds of [61, 62, 63, 64, 65]) {
      await inForce(() =>
        publishing.changeGroup('hq', ({ applications, connectors }) => {
          for (const settings of Object.values(applications)) settings.timeoutSeconds = seconds;
          connectors.limits.connections = 100 + seconds;
        }),
      );
      await inForce(() => publishing.changeRelay(({ timeouts }) => (timeouts.defaultSeconds = seconds)));
      await load.more(2);
    }
  });
  expect(failures).toEqual([]);
});

/** Application `crm` as its group's document has it; it is taken off with `release` and put on with `claim`. */
function crm(): { release(group: 'hq' | 'branch'): void; claim(group: 'hq' | 'branch'): void } {
  const hq = JSON.parse(publishing.read('groups/hq')) as GroupDocument;
  const settings = hq.applications['crm'];
  if (settings === undefined) throw new Error('group hq has no application crm');
  return {
    release: (group) => publishing.changeGroup(group, ({ applications }) => delete applications['crm']),
    claim: (group) => publishing.changeGroup(group, ({ applications }) => (applications['crm'] = settings)),
  };
}

test('an application that no group has any more is served for the handover time, and then unknown', async () => {
  await inForce(() => publishing.changeRelay(({ groups }) => (groups.handoverSeconds = 3)));
  const application = crm();
  const failures = await failuresDuring(topology, { kinds: ALL_KINDS }, async () => {
    await inForce(() => application.release('hq'));
    expect(await answerOf('crm', 'r0')).toEqual([200, 'hq']);
    await until('both relay instances to know it no more', async () => {
      const answers = await Promise.allSettled(INSTANCES.map((relay) => topology.request('crm', { relay })));
      return answers.every((answer) => answer.status === 'rejected' || answer.value.status === 421);
    });
    await inForce(() => application.claim('hq'));
    expect(await answerOf('crm', 'r0')).toEqual([200, 'hq']);
  });
  expect(failures).toEqual([]);
});

test.each([
  ['claims it before the other releases it', ['claim', 'release']],
  ['claims it after the other has released it', ['release', 'claim']],
] as const)('no request fails while an application moves to another group, which %s', async (_, steps) => {
  const change = crm();
  const there = { claim: 'branch', release: 'hq' } as const;
  const back = { claim: 'hq', release: 'branch' } as const;
  const failures = await failuresDuring(topology, { application: 'crm', kinds: ALL_KINDS }, async (load) => {
    for (const [way, group] of [
      [there, 'branch'],
      [back, 'hq'],
    ] as const) {
      for (const step of steps) {
        await inForce(() => change[step](way[step]));
        await load.more(3);
      }
      for (const relay of INSTANCES) expect(await answerOf('crm', relay)).toEqual([200, group]);
    }
  });
  expect(failures).toEqual([]);
});
