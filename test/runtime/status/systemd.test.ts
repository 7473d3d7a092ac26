import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notifySystemd, type SystemdNotifier } from '../../../runtime/status/systemd';
import { until } from '../connector/manual-clock';

let sent: string[];
let well: boolean;
let notifier: SystemdNotifier | undefined;

beforeEach(() => {
  jest.useFakeTimers();
  sent = [];
  well = true;
});

afterEach(() => {
  notifier?.stop();
  jest.useRealTimers();
});

function notify(env: Readonly<Record<string, string>>): SystemdNotifier {
  notifier = notifySystemd(() => well, { env, send: (assignment) => void sent.push(assignment) });
  return notifier;
}

describe('the word to systemd', () => {
  it('is nothing where no service manager listens', () => {
    notify({ WATCHDOG_USEC: '1000000' }).stopping();
    jest.advanceTimersByTime(10_000);
    expect(sent).toEqual([]);
  });

  it('is READY once the service is well, and not before', () => {
    well = false;
    notify({ NOTIFY_SOCKET: '/run/notify' });
    jest.advanceTimersByTime(5000);
    expect(sent).toEqual([]);
    well = true;
    jest.advanceTimersByTime(60_000);
    expect(sent).toEqual(['READY=1']);
  });

  it('feeds the watchdog twice in its time while the service is well', () => {
    notify({ NOTIFY_SOCKET: '/run/notify', WATCHDOG_USEC: '10000000' });
    jest.advanceTimersByTime(10_000);
    expect(sent).toEqual(['READY=1', 'WATCHDOG=1', 'WATCHDOG=1']);
    well = false;
    jest.advanceTimersByTime(20_000);
    expect(sent).toHaveLength(3);
    well = true;
    jest.advanceTimersByTime(5000);
    expect(sent).toHaveLength(4);
  });

  it('leaves a watchdog alone that is for another process', () => {
    notify({ NOTIFY_SOCKET: '/run/notify', WATCHDOG_USEC: '10000000', WATCHDOG_PID: '1' });
    jest.advanceTimersByTime(60_000);
    expect(sent).toEqual(['READY=1']);
  });

  it('is STOPPING once, and the watchdog is fed on until the end of the drain', () => {
    const own = notify({
      NOTIFY_SOCKET: '/run/notify',
      WATCHDOG_USEC: '10000000',
      WATCHDOG_PID: String(process.pid),
    });
    well = false;
    own.stopping();
    own.stopping();
    jest.advanceTimersByTime(5000);
    expect(sent).toEqual(['READY=1', 'STOPPING=1', 'WATCHDOG=1']);
    own.stop();
    jest.advanceTimersByTime(60_000);
    expect(sent).toHaveLength(3);
  });
});

describe('the messenger', () => {
  let directory: string;

  beforeEach(() => {
    jest.useRealTimers();
    directory = mkdtempSync(join(tmpdir(), 'systemd-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it('is systemd-notify', async () => {
    const said = join(directory, 'said');
    writeFileSync(said, '');
    writeFileSync(join(directory, 'systemd-notify'), `#!/bin/sh\necho "$@" >> '${said}'\n`);
    chmodSync(join(directory, 'systemd-notify'), 0o755);
    const PATH = `${directory}:${process.env['PATH'] ?? ''}`;
    notifier = notifySystemd(() => true, { env: { PATH, NOTIFY_SOCKET: '/run/notify' } });
    await until(() => readFileSync(said, 'utf8') === 'READY=1\n');
  });

  it('says once that it is not there', async () => {
    const failures: string[] = [];
    notifier = notifySystemd(() => true, {
      env: { PATH: directory, NOTIFY_SOCKET: '/run/notify' },
      onFailure: ({ message }) => void failures.push(message),
    });
    await until(() => failures.length === 1);
    expect(failures[0]).toContain('ENOENT');
  });
});
