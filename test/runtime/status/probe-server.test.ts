import { askLocal } from '../../../runtime/status/local-client';
import { ProbeServer } from '../../../runtime/status/probe-server';

let readiness: { ready: boolean; reason?: string };
let probe: ProbeServer;
let place: { host: string; port: number };

beforeEach(async () => {
  readiness = { ready: true };
  probe = new ProbeServer(() => readiness);
  place = { host: '127.0.0.1', port: await probe.listen('127.0.0.1', 0) };
});

afterEach(() => probe.close());

describe('the probe', () => {
  it('says yes while users should come, and no with the reason while they should not', async () => {
    expect(await askLocal(place, 'GET', '/readyz')).toEqual({ status: 200, text: 'ready\n' });
    readiness = { ready: false, reason: 'draining' };
    expect(await askLocal(place, 'GET', '/readyz')).toEqual({ status: 503, text: 'not ready: draining\n' });
  });

  it('says that the process lives, ready or not', async () => {
    readiness = { ready: false };
    expect(await askLocal(place, 'GET', '/healthz?from=lb')).toEqual({ status: 200, text: 'ok\n' });
  });

  it('says nothing else', async () => {
    for (const path of ['/', '/status', '/metrics', '/session-log']) {
      expect(await askLocal(place, 'GET', path)).toEqual({ status: 404, text: '' });
    }
  });
});
