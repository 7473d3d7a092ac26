import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from '../../../../runtime/documents/parse';
import type { Log } from '../../../../runtime/log/log';
import { Notices, peerOf } from '../../../../runtime/relay/instance/notices';
import { DirectoryStore } from '../../../../runtime/store/directory-store';

const silent: Log = { event: () => undefined, with: () => silent };
let directory: string;
let now = Date.parse('2026-01-01T00:00:00Z');
const open: Notices[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'app-proxy-notices-'));
});

afterEach(async () => {
  for (const notices of open.splice(0)) await notices.stop();
  rmSync(directory, { recursive: true });
});

function make(instance: string, generation: string, onChange: () => void = () => undefined): Notices {
  const notices = new Notices({
    store: new DirectoryStore({ directory }),
    log: silent,
    instance,
    generation,
    parse: (text) => {
      const parsed = parseDocument('instance-notice', text);
      return parsed.ok ? parsed.document : undefined;
    },
    own: () => ({
      deployment: 'contoso',
      address: `${instance}.test:443`,
      runtime: '1.0.0',
      state: 'ready',
      groups: { hq: 2 },
    }),
    onChange,
    now: () => now,
    intervalSeconds: 3600,
  });
  open.push(notices);
  return notices;
}

describe('notices', () => {
  it('tell the instances of each other, two generations of one apart', async () => {
    await make('r0', 'old').start();
    await make('r0', 'new').start();
    const third = make('r1', 'one');
    await third.start();
    expect(third.others.map(peerOf)).toEqual([
      { instance: 'r0', generation: 'new', address: 'r0.test:443', state: 'ready' },
      { instance: 'r0', generation: 'old', address: 'r0.test:443', state: 'ready' },
    ]);
  });

  it('count for a minute, and say when something changed', async () => {
    await make('r0', 'one').start();
    let changes = 0;
    const other = make('r1', 'one', () => (changes += 1));
    await other.start();
    expect([other.others.length, changes]).toEqual([1, 1]);
    now += 61_000;
    await other.start();
    expect([other.others.length, changes]).toEqual([0, 2]);
  });

  it('are taken away by an instance that leaves', async () => {
    const first = make('r0', 'one');
    await first.start();
    await first.stop();
    const other = make('r1', 'one');
    await other.start();
    expect(other.others).toEqual([]);
  });

  it('that are broken count as none', async () => {
    await new DirectoryStore({ directory }).write('instances/r9.x.json', '{"version":1}');
    const other = make('r1', 'one');
    await other.start();
    expect(other.others).toEqual([]);
  });
});
