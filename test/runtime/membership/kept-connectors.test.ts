import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectorRecord } from '../../../runtime/membership/connector-record';
import { KeptConnectors } from '../../../runtime/membership/kept-connectors';
import { LAST_SEEN_SECONDS, MAX_KEPT_BYTES } from '../../../runtime/membership/limits';
import { RecordingLog } from '../configuration/recording-log';

const MINUTE = LAST_SEEN_SECONDS * 1000;

let directory: string;
let file: string;
let log: RecordingLog;
let kept: KeptConnectors;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kept-'));
  file = join(directory, 'connectors.json');
  log = new RecordingLog();
  kept = new KeptConnectors(directory, log);
});

afterEach(() => {
  chmodSync(directory, 0o700);
  rmSync(directory, { recursive: true });
});

function record(given: Partial<ConnectorRecord> = {}): ConnectorRecord {
  return {
    connector: '0123456789abcdef',
    group: 'hq',
    slot: 1,
    runtime: '1.2.3',
    certificateExpires: 1_800_000_000_000,
    remoteAddress: '10.0.0.4',
    lastSeen: 100 * MINUTE,
    ...given,
  };
}

describe('the file of connectors', () => {
  it('brings back what was kept', async () => {
    await kept.keep([record(), record({ connector: 'fedcba9876543210' })]);
    expect(await new KeptConnectors(directory, log).restore()).toEqual([
      record(),
      record({ connector: 'fedcba9876543210' }),
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['connectors.json']);
  });

  it('is nothing at the first start', async () => {
    expect(await kept.restore()).toEqual([]);
    expect(log.take()).toEqual([]);
  });

  it('is not written again because some seconds have passed', async () => {
    await kept.keep([record()]);
    const before = statSync(file).ino;
    await kept.keep([record({ lastSeen: 100 * MINUTE + MINUTE - 1 })]);
    expect(statSync(file).ino).toBe(before);
    await kept.keep([record({ lastSeen: 101 * MINUTE })]);
    expect(statSync(file).ino).not.toBe(before);
  });

  it.each([
    ['half a file', '{"version":1,"connectors":[{"conn'],
    ['another version', '{"version":2,"connectors":[]}'],
    ['another form', '[]'],
    ['nothing', ''],
  ])('is set aside where it is %s, and the relay starts without', async (_what, text) => {
    writeFileSync(file, text);
    expect(await kept.restore()).toEqual([]);
    expect(log.take()).toEqual(['membership-unreadable']);
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe(text);
  });

  it('is set aside unread where it is too large', async () => {
    writeFileSync(file, ' '.repeat(MAX_KEPT_BYTES + 1));
    expect(await kept.restore()).toEqual([]);
    expect(log.lines[0]?.fields['reason']).toMatch(/^it has 16777217 bytes/);
    expect(existsSync(`${file}.broken`)).toBe(true);
  });

  it('leaves out what is no connector, and what it does not know of one', async () => {
    const bad: unknown[] = [
      null,
      'x',
      { ...record(), connector: 'not-an-id' },
      { ...record(), group: 5 },
      { ...record(), group: 'g'.repeat(129) },
      { ...record(), lastSeen: 1e300 },
      { ...record(), certificateExpires: '2026' },
      { ...record(), slot: 0.5 },
    ];
    writeFileSync(file, JSON.stringify({ version: 1, connectors: [...bad, { ...record(), extra: 1 }] }));
    expect(await kept.restore()).toEqual([record()]);
  });

  it('says once that it cannot be written, and writes as soon as it can', async () => {
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'in the way');
    await kept.keep([record()]);
    await kept.keep([record({ group: 'plant' })]);
    expect(log.take()).toEqual(['membership-not-kept']);
    rmSync(directory);
    await kept.keep([record()]);
    expect(existsSync(file)).toBe(true);
  });
});
