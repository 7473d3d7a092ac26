import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigurationDocument } from '../../../documents';
import {
  configurationOf,
  type Configuration,
  type InForce,
} from '../../../runtime/configuration/configuration';
import { Routes } from '../../../runtime/configuration/routes';
import { ManualClock } from '../connector/manual-clock';
import { changed, kitGroup, kitRelay } from '../documents/kit-documents';
import { RecordingLog } from './recording-log';

const erp = { url: 'http://erp.internal', cidrs: ['10.0.0.1'], host: 'erp.example' };
const HQ = kitGroup('hq', { applications: { erp }, limits: { connections: 7 } });
const HQ_WITHOUT = kitGroup('hq', { limits: { connections: 7 } });
const BRANCH = kitGroup('branch', { applications: { erp } });

let state: string;
let log: RecordingLog;
let clock: ManualClock;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'routes-'));
  log = new RecordingLog();
  clock = new ManualClock(1_000_000);
});

afterEach(() => rmSync(state, { recursive: true }));

async function restored(): Promise<Routes> {
  const routes = new Routes({ stateDirectory: state, log, clock });
  await routes.restore();
  return routes;
}

function configuration(...documents: readonly ConfigurationDocument[]): Configuration {
  const inForce = documents.map(({ name, content, sha256 }): [string, InForce<object>] => {
    const document = JSON.parse(content) as { readonly group?: string };
    const of = document.group === undefined ? 'relay ' : `group ${document.group}`;
    return [of, { document, name, digest: sha256.slice(0, 12), modified: 0 }];
  });
  return configurationOf(new Map(inForce), new Set());
}

const served = (routes: Routes) => routes.current.routes.map(({ host, group }) => `${host} ${group}`);

describe('the routes of a relay instance', () => {
  test('come with what workers need of their groups', async () => {
    const routes = await restored();
    routes.update(configuration(kitRelay(), HQ));
    expect(served(routes)).toEqual(['erp.example hq']);
    expect(routes.current.groups).toEqual({ hq: { digest: HQ.sha256.slice(0, 12), connections: 7 } });
    await routes.stop();
  });

  test('are told when they or their settings change, and only then', async () => {
    const routes = await restored();
    let told = 0;
    routes.onChange(() => (told += 1));
    routes.update(configuration(kitRelay(), HQ));
    routes.update(configuration(kitRelay(), HQ));
    routes.update(configuration(kitRelay({ relay: { inactiveDays: 3 } }), HQ));
    expect(told).toBe(1);
    routes.update(
      configuration(kitRelay(), kitGroup('hq', { applications: { erp: { ...erp, timeoutSeconds: 3 } } })),
    );
    expect(told).toBe(2);
    await routes.stop();
  });

  test('that are released are served for the handover time of the relay document, with their group', async () => {
    const relay = changed(kitRelay(), { groups: { handoverSeconds: 5 } });
    const routes = await restored();
    routes.update(configuration(relay, HQ));
    const told: (readonly string[])[] = [];
    routes.onChange(() => told.push(served(routes)));
    routes.update(configuration(relay));
    expect(routes.current.groups).toHaveProperty('hq.connections', 7);
    expect(routes.current.released).toMatchObject([{ route: { host: 'erp.example' }, until: 1_005_000 }]);
    clock.advance(4999);
    expect(served(routes)).toEqual(['erp.example hq']);
    clock.advance(1);
    expect(told).toEqual([['erp.example hq'], []]);
    expect(routes.current).toEqual({ routes: [], groups: {}, waiting: [], released: [] });
    expect(clock.waits).toEqual([]);
    await routes.stop();
  });

  test('stay with their holder over a restart, whatever the group is called', async () => {
    const before = await restored();
    before.update(configuration(kitRelay(), HQ));
    before.update(configuration(kitRelay(), HQ, BRANCH));
    await before.stop();
    expect(log.lines).toEqual([
      {
        event: 'route-waiting',
        fields: { group: 'branch', application: 'erp', host: 'erp.example', path: '/', heldBy: 'hq' },
      },
    ]);
    const after = await restored();
    after.update(configuration(kitRelay(), BRANCH, HQ));
    expect(served(after)).toEqual(['erp.example hq']);
    await after.stop();
    const alone = new Routes({ stateDirectory: join(state, 'other'), log, clock });
    alone.update(configuration(kitRelay(), BRANCH, HQ));
    expect(served(alone)).toEqual(['erp.example branch']);
    await alone.stop();
  });

  test('that are released are served on after a restart, until the moment of before', async () => {
    const before = await restored();
    before.update(configuration(kitRelay(), HQ));
    before.update(configuration(kitRelay()));
    await before.stop();
    clock.advance(30_000);
    const after = await restored();
    after.update(configuration(kitRelay()));
    expect(after.current.routes).toMatchObject([
      { host: 'erp.example', settings: { backend: { url: 'http://erp.internal' } } },
    ]);
    expect(after.current.groups).toHaveProperty('hq.connections', 7);
    clock.advance(30_000);
    expect(served(after)).toEqual([]);
    await after.stop();
  });

  test('that no document has after a restart, and that were not released before, are gone', async () => {
    const before = await restored();
    before.update(configuration(kitRelay(), HQ));
    await before.stop();
    const after = await restored();
    after.update(configuration(kitRelay(), HQ_WITHOUT));
    expect(served(after)).toEqual([]);
    await after.stop();
  });

  test.each(['', '{', '[]', '{"version":2}', '{"version":1,"held":[null,{"route":{}}],"waiting":[1]}'])(
    'are made anew where the file holds %j',
    async (text) => {
      writeFileSync(join(state, 'routes.json'), text);
      const routes = await restored();
      routes.update(configuration(kitRelay(), HQ));
      expect(served(routes)).toEqual(['erp.example hq']);
      await routes.stop();
      expect(readFileSync(join(state, 'routes.json'), 'utf8')).toContain('"erp.example"');
    },
  );

  test('are served although they cannot be kept, and the log says so', async () => {
    writeFileSync(join(state, 'file'), '');
    const routes = new Routes({ stateDirectory: join(state, 'file'), log, clock });
    await routes.restore();
    routes.update(configuration(kitRelay(), HQ));
    await routes.stop();
    expect(served(routes)).toEqual(['erp.example hq']);
    expect(log.take()).toEqual(['routes-not-kept']);
  });
});
