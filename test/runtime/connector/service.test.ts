import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { ConnectorService, healthAddress } from '../../../runtime/connector/service';
import type { ConnectorBootstrap } from '../../../runtime/documents/types.generated';
import { DEPLOYMENT } from './authority';
import { until } from './manual-clock';
import { World } from './world';
import { until as untilWith } from '../../e2e/until';

let world: World;
let service: ConnectorService | undefined;
beforeEach(async () => {
  world = await World.make();
});
afterEach(async () => {
  await service?.close();
  service = undefined;
  await world.close();
});

async function started(settings: Partial<ConnectorBootstrap> = {}): Promise<ConnectorService> {
  service = new ConnectorService({
    bootstrap: {
      version: 1,
      deployment: DEPLOYMENT,
      group: 'plant',
      slot: 0,
      relay: { name: '127.0.0.1', port: 9 },
      trust: { file: world.trustFile },
      enrolment: { method: 'token', token: { file: world.tokenFile } },
      stateDirectory: world.stateDirectory,
      health: '127.0.0.1:0',
      ...settings,
    },
    runtime: '0.1.0',
    log: world.log,
    env: { RUNTIME_DIRECTORY: join(world.directory, 'run') },
  });
  const { running } = await service.start();
  running.catch(() => undefined);
  return service;
}

function ask(
  path: string,
  method = 'GET',
  body = '',
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const socketPath = join(world.directory, 'run', 'connector.sock');
    const question = request({ socketPath, path, method, headers: { Host: 'localhost' } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    question.on('error', reject);
    question.end(body);
  });
}

test('the machine can ask whether the connector works, is in service, and how it is', async () => {
  await started();
  await expect(ask('/healthz')).resolves.toMatchObject({ status: 200 });
  await expect(ask('/readyz')).resolves.toMatchObject({
    status: 503,
    text: expect.stringContaining('not in service: ') as string,
  });
  const { text } = await ask('/status');
  expect(JSON.parse(text)).toMatchObject({ version: 1, group: 'plant', inFlight: 0, relays: [] });
  await expect(ask('/metrics')).resolves.toMatchObject({
    text: expect.stringContaining('app_proxy_connector_in_service 0') as string,
  });
  // It cannot enrol here, and says so.
  await untilWith('an event to be counted', async () =>
    /^app_proxy_events_total\{event="[a-z-]+"\} [1-9]/m.test((await ask('/metrics')).text),
  );
});

test('it listens on loopback and on a socket that its owner alone may use, and nowhere else', async () => {
  const before = listening();
  await started();
  const added = listening().filter((address) => !before.includes(address));
  expect(added).toHaveLength(1);
  expect(added[0]).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(statSync(join(world.directory, 'run', 'connector.sock')).mode & 0o777).toBe(0o600);
});

/** Addresses that this process listens on, by TCP or UDP. */
function listening(): string[] {
  const lines = execFileSync('ss', ['-Hltunp'], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(`pid=${process.pid},`))
    .map((line) => line.split(/\s+/)[4] ?? '');
}

test('a socket that is in use is said, and the connector goes on', async () => {
  await started();
  const first = service;
  await started();
  expect(world.log.named('health-unavailable')).toMatchObject([
    { reason: expect.stringContaining('is in use') as string },
  ]);
  await first?.close();
});

test('a re-enrolment that no relay answers is said to who asked', async () => {
  await started();
  await until(() => world.log.named('enrolment-failed').length > 0);
  const { status, text } = await ask('/re-enrol', 'POST', JSON.stringify({ token: 'x' }));
  expect(status).toBe(409);
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'unreachable' } });
});

test.each(['0.0.0.0:8083', ':8083', '10.0.0.1:80', 'example.com:80', '[::]:80', '127.0.0.1'])(
  'health on %s is refused: others could reach it',
  (text) => {
    expect(() => healthAddress(text)).toThrow(`health '${text}': expected an address of this machine alone`);
  },
);

test.each(['127.0.0.1:8083', 'localhost:1', '[::1]:8083', '127.0.0.1:0'])(
  'health on %s is allowed',
  (text) => {
    expect(healthAddress(text).port).toBeLessThan(65536);
  },
);

test('a state directory that cannot be read ends the connector', async () => {
  writeFileSync(world.stateDirectory, 'a file');
  service = undefined;
  const connector = world.connector();
  await expect(connector.start()).rejects.toThrow('ENOTDIR');
});

test('a token in the state directory is removed once it has served, another one is not', async () => {
  const own = join(world.stateDirectory, 'token');
  mkdirSync(world.stateDirectory);
  writeFileSync(own, 'token');
  // An identity that counts: made by a connector before.
  await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await connector.stop();
  await started({ enrolment: { method: 'token', token: { file: own } } });
  await until(() => !existsSync(own));
  expect(existsSync(world.tokenFile)).toBe(true);
});
