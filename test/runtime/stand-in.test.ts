import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import packageFile from '../../package.json';
import { configurationDocument, connectorBootstrap, relayBootstrap } from '../../documents';
import { deployment, groupOf } from '../deployment';

const PROGRAM = join(__dirname, '..', '..', 'runtime', 'stand-in', 'app-proxy');

let folder: string;
let running: ChildProcessWithoutNullStreams[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  for (const name of ['run', 'state', 'config', 'enrol']) mkdirSync(join(folder, name));
  running = [];
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const at = (...path: string[]) => join(folder, ...path);
const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env['PATH'] ?? '',
  RUNTIME_DIRECTORY: at('run'),
  ...more,
});

/** Runs a command to its end. */
function run(args: readonly string[], more: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(PROGRAM, args, { env: environment(more), encoding: 'utf8' });
  return { status, stdout, stderr };
}

interface Started {
  /** Resolves with the first log line of that event. */
  event(name: string): Promise<Record<string, unknown>>;
  /** Sends the signal and resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a service with a bootstrap document. */
function start(role: string, bootstrap: object): Started {
  writeFileSync(at(`${role}.json`), JSON.stringify(bootstrap, undefined, 2));
  const child = spawn(PROGRAM, [role, '--config', at(`${role}.json`)], { env: environment() });
  running.push(child);
  const lines: Record<string, unknown>[] = [];
  const waiting: { name: string; resolve: (line: Record<string, unknown>) => void }[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = JSON.parse(part) as Record<string, unknown>;
      lines.push(line);
      for (const { name, resolve } of waiting) if (line['event'] === name) resolve(line);
    }
  });
  return {
    event: (name) =>
      new Promise((resolve) => {
        const line = lines.find((seen) => seen['event'] === name);
        if (line === undefined) waiting.push({ name, resolve });
        else resolve(line);
      }),
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        child.on('close', resolve);
        child.kill(signal);
      }),
  };
}

const declared = deployment();
const connector = () => ({
  ...connectorBootstrap(declared, groupOf(declared, 'hq'), 0, {
    target: 'local',
    relayName: 'relays',
    enrolmentDirectory: at('enrol'),
    stateDirectory: at('state'),
  }),
});
const relay = () =>
  relayBootstrap(declared, 'r0', {
    target: 'local',
    listeners: { users: ':0', connectors: ':0', probe: ':0' },
    configurationDirectory: at('config'),
    stateDirectory: at('state'),
  });

/** The documents as the Docker target hands them over. */
const payload = (lines: readonly string[]) => gzipSync(lines.join('\n')).toString('base64');
const line = (path: string, content: string) => `${path} ${content.replaceAll('\n', '\r')}`;

describe('the stand-in says what it is', () => {
  test('in its version, which follows the package', () => {
    expect(run(['--version'])).toEqual({
      status: 0,
      stdout: `app-proxy ${packageFile.version}-stand-in\n`,
      stderr: '',
    });
  });

  test('in its help', () => {
    expect(run(['--help']).stdout).toContain('it moves no traffic, opens no port');
  });

  test.each([
    [[], 'app-proxy: a command is missing; see app-proxy --help\n'],
    [['serve'], "app-proxy: the stand-in has no command 'serve'; see app-proxy --help\n"],
    [['connector'], 'app-proxy: connector: --config FILE is missing; see app-proxy --help\n'],
    [
      ['connector', '--fast'],
      "app-proxy: connector: '--fast' is not an option of it; see app-proxy --help\n",
    ],
    [['relay', '--config', '/nowhere'], "app-proxy: relay: cannot read '/nowhere'; see app-proxy --help\n"],
    [
      ['relay', '--config', 'env:NOTHING'],
      "app-proxy: relay: 'env:NOTHING' holds no bootstrap document: expected one JSON object with a version; see app-proxy --help\n",
    ],
    [
      ['wait-in-service', '--timeout', 'soon'],
      "app-proxy: duration 'soon': expected a number with s, m or h, such as 90s; see app-proxy --help\n",
    ],
    [['token', 'list'], 'app-proxy: token: expected create; see app-proxy --help\n'],
  ])('and refuses %p as wrong usage', (args, stderr) => {
    expect(run(args)).toEqual({ status: 2, stdout: '', stderr });
  });
});

describe('a connector', () => {
  test('is in service only once it was given a token, and from then on without one', async () => {
    const first = start('connector', connector());
    expect(await first.event('started')).toMatchObject({
      program: 'app-proxy',
      standIn: true,
      role: 'connector',
      message: 'stand-in: moves no traffic',
    });
    expect(run(['health']).status).toBe(1);
    writeFileSync(at('enrol', 'token'), 'token');
    await first.event('ready');
    expect(run(['health'])).toMatchObject({
      status: 0,
      stdout: 'stand-in: says that it is in service; moves no traffic\n',
    });
    expect(await first.stop()).toBe(0);
    expect(run(['health']).status).toBe(1);

    rmSync(at('enrol', 'token'));
    const again = start('connector', connector());
    await again.event('ready');
    expect(await again.stop('SIGINT')).toBe(0);
  });

  test('logs that it stopped and leaves nothing that says it is ready', async () => {
    writeFileSync(at('enrol', 'token'), 'token');
    const service = start('connector', connector());
    await service.event('ready');
    const stopped = service.event('stopped');
    expect(await service.stop()).toBe(0);
    expect(await stopped).toMatchObject({ level: 'info', role: 'connector' });
    expect(readdirSync(at('run'))).toEqual([]);
  });

  test('is not healthy after it was killed', async () => {
    writeFileSync(at('enrol', 'token'), 'token');
    const service = start('connector', connector());
    await service.event('ready');
    await service.stop('SIGKILL');
    expect(run(['health']).status).toBe(1);
  });

  test('reads its bootstrap from the environment too', () => {
    const bootstrap = JSON.stringify({ ...connector(), stateDirectory: '/nowhere' });
    const { status, stdout } = run(['connector', '--config', 'env:BOOTSTRAP'], { BOOTSTRAP: bootstrap });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'failed', message: 'cannot write /nowhere' });
  });
});

describe('an updater', () => {
  test('runs, and has no part in the health of the machine', async () => {
    const service = start('updater', connector());
    await service.event('ready');
    expect(run(['health']).status).toBe(1);
    expect(await service.stop()).toBe(0);
  });
});

describe('wait-in-service', () => {
  test('gives up in time', () => {
    expect(run(['wait-in-service', '--timeout', '0s'])).toEqual({
      status: 3,
      stdout: '',
      stderr: 'app-proxy: not in service in time\n',
    });
  });

  test('ends well on a machine in service', async () => {
    const service = start('relay', relay());
    await service.event('ready');
    expect(run(['wait-in-service', '--timeout', '1m']).status).toBe(0);
    await service.stop();
  });
});

describe('publish', () => {
  const documents = [
    configurationDocument('relay', { version: 1, domain: 'apps.example.com' }),
    configurationDocument('groups/hq', { version: 1, note: 'braces } in "text" \\ and ${more}' }),
    configurationDocument('egress/hq', { version: 1, rules: [] }),
  ];
  const lines = documents.map(({ name, content }) => line(name.replace(/-[0-9a-f]{12}\.json$/, ''), content));
  const publish = (given: readonly string[], ...more: string[]) =>
    run(['publish', '--from', 'env:DOCUMENTS', '--to', at('config'), ...more], { DOCUMENTS: payload(given) });
  const published = () =>
    (readdirSync(at('config'), { recursive: true }) as string[])
      .filter((name) => name.endsWith('.json') && !name.startsWith('instances'))
      .sort();

  test('writes each document byte by byte under the name that its content gives', () => {
    expect(publish(lines).status).toBe(0);
    expect(published()).toEqual(documents.map(({ name }) => name).sort());
    for (const { name, content, sha256 } of documents) {
      const written = readFileSync(at('config', name));
      expect(written.toString()).toBe(content);
      expect(createHash('sha256').update(written).digest('hex')).toBe(sha256);
    }
  });

  test('removes what is no longer declared, and nothing else', () => {
    mkdirSync(at('config', 'trust'));
    writeFileSync(at('config', 'trust', 'ca.pem'), 'certificate');
    publish(lines);
    const changed = configurationDocument('relay', { version: 1, domain: 'other.example.com' });
    expect(publish([line('relay', changed.content)]).status).toBe(0);
    expect(published()).toEqual([changed.name]);
    expect(readFileSync(at('config', 'trust', 'ca.pem'), 'utf8')).toBe('certificate');
  });

  test.each([
    [
      'a document that is not one object',
      [...lines, 'groups/x [1]'],
      "document 'groups/x' is not one JSON object with a version",
    ],
    [
      'a document that is cut off',
      [...lines, 'groups/x {"version":1,"a":{'],
      "document 'groups/x' is not one JSON object with a version",
    ],
    [
      'a document without a version',
      [...lines, 'groups/x {"a":1}'],
      "document 'groups/x' is not one JSON object with a version",
    ],
    [
      'a path that leads elsewhere',
      [...lines, 'groups/../x {"version":1}'],
      "document 'groups/../x': expected",
    ],
    [
      'an unknown kind',
      [...lines, 'secrets/x {"version":1}'],
      "document 'secrets/x': expected relay, groups/NAME or egress/NAME",
    ],
    ['no document for the relay', lines.slice(1), 'the document relay is missing'],
  ])('writes nothing where there is %s', (_, given, reason) => {
    publish([lines[0] ?? '']);
    const before = published();
    const { status, stderr } = publish(given);
    expect(status).toBe(1);
    expect(stderr).toContain(`app-proxy: nothing published: ${reason}`);
    expect(published()).toEqual(before);
  });

  test('refuses what it cannot unpack', () => {
    const { status, stderr } = run(['publish', '--from', 'env:DOCUMENTS', '--to', at('config')], {
      DOCUMENTS: '?',
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "app-proxy: nothing published: cannot unpack 'env:DOCUMENTS'\n",
    });
    expect(readdirSync(at('config'))).toEqual([]);
  });

  test('waits until the relay instances report the configuration', async () => {
    const service = start('relay', relay());
    await service.event('ready');
    expect(publish(lines, '--relays', '1', '--timeout', '30s')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('3 documents, 1 relay instances') as unknown,
    });
    expect(publish(lines, '--relays', '2', '--timeout', '0s')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(
        'is written, but 2 relay instances did not report it in time',
      ) as unknown,
    });
    await service.stop();
    expect(readdirSync(at('config', 'instances'))).toEqual([]);
  });
});

describe('token create', () => {
  test('writes a token that says it is none, for its owner alone', () => {
    const { status, stdout } = run([
      'token',
      'create',
      '--deployment',
      'contoso',
      '--group',
      'hq',
      '--out',
      at('token'),
    ]);
    expect(status).toBe(0);
    const token = readFileSync(at('token'), 'utf8');
    expect(token).toMatch(/^stand-in\.hq\.[0-9a-f]{64}\n$/);
    expect(statSync(at('token')).mode & 0o777).toBe(0o600);
    expect(stdout).not.toContain(token.trim());
  });

  test('writes another one each time', () => {
    run(['token', 'create', '--group', 'hq', '--out', at('a')]);
    run(['token', 'create', '--group', 'hq', '--out', at('b')]);
    expect(readFileSync(at('a'), 'utf8')).not.toBe(readFileSync(at('b'), 'utf8'));
  });

  test('fails where it cannot write', () => {
    expect(run(['token', 'create', '--group', 'hq', '--out', '/nowhere/token'])).toMatchObject({ status: 1 });
  });
});
