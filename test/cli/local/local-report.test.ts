import { createColors } from 'picocolors';
import { faultLines, trialLines, visitLines } from '../../../cli/local/local-report';
import type { Trial } from '../../../cli/local/try-applications';

const WIKI: Trial = {
  application: 'wiki',
  group: 'hq',
  url: 'https://wiki.localhost:20443/',
  status: 200,
  connector: 'hq/1',
  milliseconds: 12.4,
  ok: true,
  signInLeftOut: false,
};
const DEAD: Trial = {
  ...{ application: 'erp', group: 'hq', url: 'https://erp.localhost:20443/', signInLeftOut: true },
  ...{ milliseconds: 3, ok: false, error: 'connect ECONNREFUSED' },
};
const plain = createColors(false);

test('a line for each application, with what is left out', () => {
  expect(trialLines([WIKI, DEAD], plain)).toEqual([
    'application  group  connector   time  status  URL',
    'wiki         hq     hq/1       12 ms  200     https://wiki.localhost:20443/',
    'erp          hq     -           3 ms  none    https://erp.localhost:20443/  sign-in left out: no provider here',
  ]);
});

test('faults say what to look at, and nothing is said without one', () => {
  expect(faultLines([WIKI], '/logs')).toEqual([]);
  expect(faultLines([WIKI, DEAD], '/logs')).toEqual([
    'erp: connect ECONNREFUSED',
    '1 application did not answer; the logs are in /logs',
  ]);
  expect(faultLines([DEAD], undefined)).toContain(
    '1 application did not answer; --logs shows what the processes say',
  );
});

test('the way in names an application that answers', () => {
  const lines = visitLines({ trials: [DEAD, WIKI], trustFile: '/f/ca.pem', logs: '/f/logs', width: 78 });
  expect(lines).toContain('curl --cacert /f/ca.pem https://wiki.localhost:20443/');
});
