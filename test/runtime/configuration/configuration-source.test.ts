import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationDocument, type ConfigurationDocument } from '../../../documents';
import type { Configuration } from '../../../runtime/configuration/configuration';
import { ConfigurationSource } from '../../../runtime/configuration/configuration-source';
import { configurationDigest } from '../../../runtime/documents/names';
import { deployment } from '../../deployment';
import { ManualClock, until } from '../connector/manual-clock';
import { changed, kitConfiguration, kitRelay } from '../documents/kit-documents';
import { MemoryStore } from './memory-store';
import { RecordingLog } from './recording-log';

const DOCUMENTS = kitConfiguration(deployment(), 'azure');
const READ = DOCUMENTS.filter(({ name }) => !name.startsWith('egress/'));

function documentOf(beginning: string): ConfigurationDocument {
  const found = DOCUMENTS.find(({ name }) => name.startsWith(beginning));
  if (found === undefined) throw new Error(`no document ${beginning}`);
  return found;
}

const RELAY = documentOf('relay-');
const HQ = documentOf('groups/hq-');

let state: string;
let store: MemoryStore;
let exchange: MemoryStore;
let log: RecordingLog;
let clock: ManualClock;
let sources: ConfigurationSource[];

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'configuration-source-'));
  store = new MemoryStore('configuration');
  exchange = new MemoryStore('exchange');
  log = new RecordingLog();
  clock = new ManualClock(1_000_000);
  sources = [];
});

afterEach(() => {
  for (const source of sources) source.stop();
  rmSync(state, { recursive: true });
});

async function started(of = 'contoso'): Promise<ConfigurationSource> {
  const source = new ConfigurationSource({
    ...{ deployment: of, configuration: store, exchange, stateDirectory: state, log, clock },
  });
  sources.push(source);
  await source.start();
  return source;
}

const names = ({ relay, groups, admissions }: Configuration) =>
  [relay, ...groups.values(), ...admissions.values()].map((each) => each?.name).sort();
const digestOf = (documents: readonly ConfigurationDocument[]) =>
  configurationDigest(documents.map(({ name }) => name));

describe('the configuration of a relay instance', () => {
  test('is what the kit wrote, read once', async () => {
    store.put(...DOCUMENTS);
    const source = await started();
    expect(names(source.current)).toEqual(READ.map(({ name }) => name).sort());
    expect(source.current.relay?.document).toEqual(JSON.parse(RELAY.content));
    expect(source.current.groups.get('hq')?.document).toEqual(JSON.parse(HQ.content));
    expect([...source.current.groups.keys()]).toEqual(['default', 'hq', 'plant']);
    expect(source.current.digest).toBe(digestOf(DOCUMENTS));
    expect(source.status).toEqual({
      digest: digestOf(DOCUMENTS),
      read: 1_000_000,
      ...{ fromState: false, invalid: [], unavailable: [], relayMissing: false },
    });
    await source.refresh();
    expect(store.reads.sort()).toEqual(READ.map(({ name }) => name).sort());
    expect(log.take()).toEqual(['configuration-changed']);
  });

  test('is nothing until there is a relay document', async () => {
    const source = await started();
    expect(source.current.relay).toBeUndefined();
    expect(source.status).toMatchObject({ relayMissing: true, invalid: [] });
    store.put(HQ);
    await source.refresh();
    expect(source.current.groups.size).toBe(0);
    store.put(RELAY);
    await source.refresh();
    expect(names(source.current)).toEqual([HQ.name, RELAY.name].sort());
    expect(source.status.relayMissing).toBe(false);
  });

  test('follows the newest document of each kind and group, and tells it once', async () => {
    store.put(...DOCUMENTS);
    const source = await started();
    const told: string[] = [];
    source.onChange(({ digest }) => told.push(digest));
    const relay = kitRelay({ relay: { inactiveDays: 20 } });
    store.put(relay);
    await source.refresh();
    expect(source.current.relay?.document.inactiveDays).toBe(20);
    store.drop(RELAY);
    await source.refresh();
    await source.refresh();
    expect(told).toEqual([digestOf([relay, ...DOCUMENTS.filter((each) => each !== RELAY)])]);
  });

  test('goes by the name where two documents have one time', async () => {
    const [first, second] = [1, 2].map((inactiveDays) => kitRelay({ relay: { inactiveDays } }));
    for (const document of [first, second]) {
      if (document !== undefined) store.texts.set(document.name, { text: document.content, modified: 5000 });
    }
    const source = await started();
    expect(source.current.relay?.name).toBe([first?.name, second?.name].sort().at(-1));
  });

  test.each<[string, ConfigurationDocument, string]>([
    [
      'that is not valid by its schema',
      changed(RELAY, { inactiveDays: 0 }),
      '/inactiveDays: given 0, allowed',
    ],
    ['of a version to come', changed(RELAY, { version: 2 }), '/version: given 2, allowed 1'],
    [
      'of another deployment',
      changed(RELAY, { deployment: 'fabrikam' }),
      '/deployment: given "fabrikam", allowed "contoso"',
    ],
    ['that is half there', { ...changed(RELAY, { inactiveDays: 3 }), content: '{' }, 'name: says digest'],
    [
      'that was changed under its name',
      { ...changed(RELAY, { inactiveDays: 3 }), content: RELAY.content },
      'name: says digest',
    ],
  ])('stays the last good one when there is a newer document %s', async (_, bad, problem) => {
    store.put(...DOCUMENTS);
    const source = await started();
    store.put(bad);
    store.drop(RELAY);
    clock.advance(5);
    await source.refresh();
    await source.refresh();
    expect(source.current.relay?.name).toBe(RELAY.name);
    expect(source.current.digest).toBe(digestOf(DOCUMENTS));
    expect(source.status.invalid).toEqual([
      { name: bad.name, problems: [expect.stringContaining(problem)], since: 1_000_005 },
    ]);
    expect(log.take()).toEqual(['configuration-changed', 'configuration-invalid']);
  });

  test('takes the good one again that comes after a bad one', async () => {
    store.put(...DOCUMENTS, changed(RELAY, { inactiveDays: 0 }));
    const source = await started();
    expect(source.current.relay?.name).toBe(RELAY.name);
    const good = changed(RELAY, { inactiveDays: 3 });
    store.put(good);
    await source.refresh();
    expect(source.current.relay?.name).toBe(good.name);
    expect(source.status.invalid).toEqual([]);
  });

  test('takes a document whose second half came later', async () => {
    store.put(RELAY, { name: HQ.name, content: HQ.content.slice(0, 100) });
    const source = await started();
    expect(source.current.groups.size).toBe(0);
    store.put(HQ);
    await source.refresh();
    expect(names(source.current)).toContain(HQ.name);
  });

  test('lets no group speak for another', async () => {
    const { content } = configurationDocument('groups/plant', JSON.parse(HQ.content) as object);
    store.put(RELAY, configurationDocument('groups/plant', JSON.parse(content) as object));
    const source = await started();
    expect(source.current.groups.size).toBe(0);
    expect(source.status.invalid[0]?.problems).toEqual([
      '/group: given "hq", allowed "plant": the one in the name',
    ]);
  });

  test('releases a group whose documents are all gone, and keeps one whose only document is bad', async () => {
    const plant = documentOf('groups/plant-');
    store.put(...DOCUMENTS);
    const source = await started();
    store.drop(HQ, plant);
    store.put(changed(plant, { connectors: {} }));
    await source.refresh();
    expect([...source.current.groups.keys()]).toEqual(['default', 'plant']);
    expect(source.current.groups.get('plant')?.name).toBe(plant.name);
  });

  test('loses nothing to a store that was emptied', async () => {
    store.put(...DOCUMENTS);
    const source = await started();
    store.texts.clear();
    await source.refresh();
    expect(source.current.digest).toBe(digestOf(DOCUMENTS));
    expect(source.status.relayMissing).toBe(true);
  });

  test('begins with the last good one while the store is away, and says so', async () => {
    store.put(...DOCUMENTS);
    exchange.put({ name: 'revoked/0123456789abcdef.json', content: '{}' });
    (await started()).stop();
    log.take();
    store.away = true;
    exchange.away = true;
    const source = await started();
    expect(names(source.current)).toEqual(READ.map(({ name }) => name).sort());
    expect([...source.current.revoked]).toEqual(['0123456789abcdef']);
    expect(source.status).toMatchObject({
      fromState: true,
      unavailable: [
        { place: 'configuration', reason: 'configuration is away', since: 1_000_000 },
        { place: 'exchange', reason: 'exchange is away' },
      ],
    });
    await source.refresh();
    expect(log.take()).toEqual(['configuration-changed', 'store-unavailable', 'store-unavailable']);
    store.away = false;
    await source.refresh();
    expect(source.status).toMatchObject({ fromState: false, unavailable: [{ place: 'exchange' }] });
    expect(log.take()).toEqual(['store-available']);
  });

  test('keeps of all documents those that count, from everybody else', async () => {
    store.put(...DOCUMENTS);
    const source = await started();
    const hq = changed(HQ, { connectors: { declared: 5, limits: { connections: 7 } } });
    store.put(hq);
    await source.refresh();
    const kept = join(state, 'configuration');
    expect(readdirSync(join(kept, 'groups')).map((name) => `groups/${name}`)).toEqual(
      names(source.current).filter((name) => name?.startsWith('groups/')),
    );
    expect(statSync(join(kept, hq.name)).mode & 0o777).toBe(0o600);
    expect(statSync(kept).mode & 0o777).toBe(0o700);
  });

  test('keeps a document that counts again because its successor was taken back', async () => {
    store.put(RELAY);
    const source = await started();
    const relay = changed(RELAY, { inactiveDays: 3 });
    store.put(relay);
    await source.refresh();
    store.drop(relay);
    await source.refresh();
    expect(source.current.relay?.name).toBe(RELAY.name);
    expect(readdirSync(join(state, 'configuration')).sort()).toEqual([RELAY.name, 'revoked.json']);
  });

  test('does not begin with a kept document that was changed', async () => {
    store.put(RELAY);
    (await started()).stop();
    writeFileSync(join(state, 'configuration', RELAY.name), '{}');
    store.away = true;
    expect((await started()).current.relay).toBeUndefined();
  });

  test('counts although it cannot be kept, and says so once', async () => {
    writeFileSync(join(state, 'configuration'), 'in the way');
    store.put(...DOCUMENTS);
    const source = await started();
    await source.refresh();
    expect(source.current.digest).toBe(digestOf(DOCUMENTS));
    expect(source.status.notKept).toContain('cannot write');
    expect(log.lines.filter(({ event }) => event === 'configuration-not-kept')).toHaveLength(1);
    rmSync(join(state, 'configuration'));
    await source.refresh();
    expect(source.status.notKept).toBeUndefined();
    expect(readdirSync(join(state, 'configuration'))).toContain(RELAY.name);
  });

  test('follows the revoked connectors', async () => {
    store.put(RELAY);
    exchange.put(
      { name: 'revoked/0123456789abcdef.json', content: '' },
      { name: 'revoked/x.json', content: '' },
    );
    const source = await started();
    expect([...source.current.revoked]).toEqual(['0123456789abcdef']);
    const told: (readonly string[])[] = [];
    source.onChange(({ revoked }) => told.push([...revoked]));
    exchange.drop({ name: 'revoked/0123456789abcdef.json' });
    exchange.put({ name: 'revoked/aaaaaaaaaaaaaaaa.json', content: '' });
    await source.refresh();
    exchange.away = true;
    await source.refresh();
    expect(told).toEqual([['aaaaaaaaaaaaaaaa']]);
  });

  test('looks again where a document is replaced between listing and reading', async () => {
    store.put(...DOCUMENTS);
    const hq = changed(HQ, { connectors: { declared: 9, limits: { connections: 7 } } });
    store.onRead = (name) => {
      if (name !== HQ.name) return;
      store.drop(HQ);
      store.put(hq);
    };
    const source = await started();
    expect(source.current.groups.get('hq')?.name).toBe(hq.name);
    expect(source.status.unavailable).toEqual([]);
  });

  test('gives up on a store that changes faster than it can be read, and keeps what counts', async () => {
    store.put(...DOCUMENTS);
    const source = await started();
    let count = 10;
    store.put(changed(HQ, { connectors: { declared: count, limits: { connections: 7 } } }));
    store.onRead = (name) => {
      store.drop({ name });
      store.put(changed(HQ, { connectors: { declared: (count += 1), limits: { connections: 7 } } }));
    };
    await source.refresh();
    expect(source.current.groups.get('hq')?.name).toBe(HQ.name);
    expect(source.status.unavailable[0]?.reason).toContain('something replaces them all the time');
  });

  test('is looked at every 30 seconds, a tenth more or less', async () => {
    store.put(...DOCUMENTS);
    clock.chance = 0;
    const source = await started();
    expect(clock.waits).toEqual([27_000]);
    const relay = changed(RELAY, { inactiveDays: 3 });
    store.put(relay);
    clock.chance = 1;
    clock.advance(27_000);
    await until(() => clock.waits.length === 1);
    expect(source.current.relay?.name).toBe(relay.name);
    expect(clock.waits).toEqual([33_000]);
  });

  test('is looked at by one look at a time, and by a further one for whoever asks meanwhile', async () => {
    store.put(...DOCUMENTS);
    const source = await started();
    const first = source.refresh();
    const relay = changed(RELAY, { inactiveDays: 3 });
    store.put(relay);
    await Promise.all([source.refresh(), source.refresh()]);
    await first;
    expect(source.current.relay?.name).toBe(relay.name);
    expect(clock.waits).toHaveLength(1);
  });

  test('is not looked at any more after it was stopped', async () => {
    store.put(...DOCUMENTS);
    const source = await started();
    source.stop();
    expect(clock.waits).toEqual([]);
    await source.refresh();
    expect(clock.waits).toEqual([]);
  });
});
