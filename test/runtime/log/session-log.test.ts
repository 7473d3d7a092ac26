import { MAX_SESSION_PATH_LENGTH } from '../../../runtime/log/limits';
import { SessionLog } from '../../../runtime/log/session-log';
import { transaction } from '../metrics/transaction';

let written: string;
let log: SessionLog;

beforeEach(() => {
  written = '';
  log = new SessionLog((lines) => {
    written += lines;
  });
});

function lines(): Record<string, unknown>[] {
  log.flush();
  return written
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the session log', () => {
  it('writes nothing unless it is switched on', () => {
    log.record(transaction({}));
    expect(lines()).toEqual([]);
  });

  it('writes a line for each transaction with who, what, how much and how long', () => {
    log.update({ all: true, groups: [], applications: [] });
    log.record(
      transaction({
        path: '/a',
        status: 502,
        code: 'backend-closed',
        bytesIn: 5,
        bytesOut: 7,
        started: 1000,
        answered: 1012.34,
        ended: 1020.06,
        attempts: 2,
      }),
    );
    expect(lines()).toEqual([
      {
        time: expect.stringMatching(/Z$/) as string,
        program: 'app-proxy',
        log: 'session',
        requestId: 'request-1',
        application: 'mes',
        group: 'hq',
        connector: '0123456789abcdef',
        method: 'GET',
        host: 'mes.apps.example.com',
        path: '/a',
        httpVersion: '1.1',
        status: 502,
        code: 'backend-closed',
        bytesIn: 5,
        bytesOut: 7,
        attempts: 2,
        firstByteMs: 12.3,
        totalMs: 20.1,
      },
    ]);
  });

  it('writes those of the groups and applications that it is on for, and no others', () => {
    log.update({ all: false, groups: ['hq'], applications: ['erp'] });
    log.record(transaction({ requestId: 'a' }, { group: 'hq', application: 'mes' }));
    log.record(transaction({ requestId: 'b' }, { group: 'plant', application: 'erp' }));
    log.record(transaction({ requestId: 'c' }, { group: 'plant', application: 'mes' }));
    log.record(transaction({ requestId: 'd', entry: undefined }));
    expect(lines().map(({ requestId }) => requestId)).toEqual(['a', 'b']);
    log.update({ all: false, groups: [], applications: [] });
    log.record(transaction({ requestId: 'e' }));
    expect(lines()).toHaveLength(2);
  });

  it('never writes a query string, and bounds what users send', () => {
    log.update({ all: true, groups: [], applications: [] });
    log.record(
      transaction({
        path: `/${'x'.repeat(5000)}?token=secret`,
        host: 'h'.repeat(5000),
        method: 'M'.repeat(5000),
      }),
    );
    log.record(transaction({ path: '/cb?code=secret#f' }));
    const [long, short] = lines();
    expect(String(long?.['path'])).toHaveLength(MAX_SESSION_PATH_LENGTH);
    expect(String(long?.['host']).length + String(long?.['method']).length).toBeLessThan(600);
    expect(short?.['path']).toBe('/cb');
    expect(written).not.toContain('secret');
  });

  it('writes the lines of one turn together, by itself', async () => {
    const writes: string[] = [];
    const own = new SessionLog((text) => void writes.push(text));
    own.update({ all: true, groups: [], applications: [] });
    own.record(transaction({}));
    own.record(transaction({}));
    await new Promise((resolve) => setImmediate(resolve));
    expect(writes).toHaveLength(1);
    expect(writes[0]?.match(/\n/g)).toHaveLength(2);
  });
});
