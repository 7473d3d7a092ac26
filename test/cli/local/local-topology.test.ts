import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDeployment } from '../../../cli/local/local-deployment';
import { LocalFolder } from '../../../cli/local/local-folder';
import { LocalTopology, type LocalTopologyOptions } from '../../../cli/local/local-topology';
import { userRequest } from '../../../cli/local/user-request';
import { deployment } from '../../deployment';
import { isRunning } from '../../e2e/child-processes';
import { until } from '../../e2e/until';

const PROGRAM = [process.execPath, join(__dirname, 'fake-runtime.mjs')];
const local = localDeployment(deployment({ groups: { hq: { applications: { wiki: {} } } } }));

let folder: LocalFolder;
let topology: LocalTopology | undefined;
beforeEach(() => {
  folder = LocalFolder.create();
});
afterEach(async () => {
  await topology?.stop();
  folder.remove();
  for (const name of ['FAKE_EXIT', 'FAKE_UNREADY']) Reflect.deleteProperty(process.env, name);
});

function topologyOf(options: Partial<LocalTopologyOptions> = {}): LocalTopology {
  topology = new LocalTopology({ deployment: local, folder, program: PROGRAM, ...options });
  return topology;
}

test('relay instances come first, then connectors, each with a token of its group', async () => {
  const told: string[] = [];
  const running = topologyOf({
    progress: (what, done, all) => {
      if (done === all) told.push(`${what} ${done}/${all}`);
    },
  });
  await running.start();
  expect(told).toEqual(['relay instances ready 2/2', 'connectors in service 2/2']);
  expect(running.processes.map(({ name }) => name)).toEqual([
    'relay r0',
    'relay r1',
    'connector hq/0',
    'connector hq/1',
  ]);
  expect(readFileSync(join(folder.enrolment('hq'), 'token'), 'utf8')).toBe('apx1.hq.fake');
});

test('users reach a ready relay instance by one port, whichever of them is gone', async () => {
  const running = topologyOf();
  await running.start();
  const ask = async () => {
    const { port, trust } = running;
    return (await userRequest({ port, trust, host: 'unknown.localhost', path: '/' }).catch(() => undefined))
      ?.status;
  };
  // The fake instance answers 421 for a host that nobody claims; no certificate names it.
  await expect(ask()).resolves.toBeUndefined();
  const known = async () =>
    (await userRequest({ port: running.port, trust: running.trust, host: 'localhost', path: '/' })).status;
  await expect(known()).resolves.toBe(421);
  await running.relays[0]?.process.kill();
  await expect(known()).resolves.toBe(421);
  await expect(known()).resolves.toBe(421);
  running.relays[0]?.process.start();
  await running.relays[1]?.process.kill();
  await until('the first instance', async () => (await running.relays[0]?.isReady()) === true);
  await until('the entry to see it', async () => (await known().catch(() => 0)) === 421);
});

test('stopping ends every process, also while they start', async () => {
  const running = topologyOf();
  const starting = running.start();
  await until('a process', () => running.processes.some(({ pid }) => pid !== undefined));
  const pids = running.processes.map(({ pid = 0 }) => pid);
  await running.stop();
  await expect(starting).rejects.toThrow('aborted');
  expect(pids.filter(isRunning)).toEqual([]);
  expect(running.processes.map(({ pid }) => pid).filter((pid) => pid !== undefined)).toEqual([]);
});

test.each([
  ['relay', /^relay r[01] ended with exit code 1; the end of its log:\n[^]*the relay does not want to/],
  [
    'connector',
    /^connector hq\/[01] ended with exit code 1; the end of its log:\n[^]*the connector does not/,
  ],
  ['token', /^token of group hq: token create ended with exit code 1\n[^]*the token does not want to/],
])('a %s that ends while starting is an error with what it said', async (which, message) => {
  process.env['FAKE_EXIT'] = which;
  await expect(topologyOf().start()).rejects.toThrow(message);
});

// The relays must come up in the same time where the connector is the one that does not.
test.each([
  ['relay', 500, /^relay r0 is not ready after 0.5 s/],
  ['connector', 5000, /^connector hq\/0 is not in service after 5 s/],
])('a %s that never comes up is an error after a while', async (which, startMilliseconds, message) => {
  process.env['FAKE_UNREADY'] = which;
  await expect(topologyOf({ startMilliseconds }).start()).rejects.toThrow(message);
});

test('a taken port is an error that says so', async () => {
  const running = topologyOf();
  await running.start();
  const second = LocalFolder.create();
  const other = new LocalTopology({
    deployment: local,
    folder: second,
    program: PROGRAM,
    port: running.port,
  });
  await expect(other.start()).rejects.toThrow(
    `port ${running.port} of 127.0.0.1 cannot be listened on: listen EADDRINUSE`,
  );
  await other.stop();
  second.remove();
});
