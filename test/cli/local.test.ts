import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childProcesses, isRunning } from '../e2e/child-processes';
import { until } from '../e2e/until';
import { CLI, environment, ROOT, runCli, scratchFolder } from './run-cli';

const FAKE = join(__dirname, 'local', 'fake-runtime.mjs');
const scratch = scratchFolder();
jest.setTimeout(60_000);
const DECLARATION = join(scratch, 'app-proxy.yaml');
writeFileSync(
  DECLARATION,
  `
version: 1
name: fabrikam
domain: apps.example.com
targets: { docker: {} }
groups:
  office:
    connectors: 2
    size: Standard_D2s_v5
    applications:
      wiki: { url: 'http://10.0.0.20:8080' }
      till: { url: 'https://10.0.0.30/till', path: /till, host: wiki.apps.example.com }
`,
);

let folders = 0;

/** A new folder for temporary files of one command, to see what it leaves. */
function temporaryFolder(): string {
  folders += 1;
  const folder = join(scratch, `t${folders}`);
  mkdirSync(folder);
  return folder;
}

interface Serving {
  readonly child: ChildProcess;
  readonly temporary: string;
  /** Process ids of the runtime's processes. */
  readonly pids: readonly number[];
  readonly output: () => string;
}

let serving: Serving[] = [];
afterEach(() => {
  for (const { child } of serving) child.kill('SIGKILL');
  serving = [];
});

/** A copy of the command that has printed its table and serves. */
async function serve(...args: readonly string[]): Promise<Serving> {
  const temporary = temporaryFolder();
  const child = spawn(process.execPath, [CLI, 'local', DECLARATION, '--runtime', FAKE, ...args], {
    cwd: ROOT,
    env: environment({ TMPDIR: temporary }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  await until('the command to serve', () => output.includes('Ctrl-C'));
  const copy = { child, temporary, pids: childProcesses(child.pid ?? 0), output: () => output };
  serving.push(copy);
  return copy;
}

/** What a copy has left behind: its processes and its files. */
function left({ pids, temporary }: Serving): object {
  return { processes: pids.filter(isRunning), files: readdirSync(temporary) };
}

/** The command up to the table. */
function once(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const temporary = temporaryFolder();
  const ended = runCli(['local', DECLARATION, '--runtime', FAKE, '--once', ...args], {
    env: { TMPDIR: temporary, ...env },
  });
  return { ...ended, files: readdirSync(temporary) };
}

describe('app-proxy local --once', () => {
  it('shows each application with the connector that answered, and leaves nothing', () => {
    const { code, out, err, files } = once();
    expect({ code, err, files }).toEqual({
      code: 0,
      err: 'relay instances ready: 2 of 2\nconnectors in service: 2 of 2\n',
      files: [],
    });
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^application +group +connector +time +status +URL$/);
    expect(lines.slice(1).sort()).toEqual([
      expect.stringMatching(/^till +office +office\/0 +\d+ ms +200 +https:\/\/wiki\.localhost:\d+\/till$/),
      expect.stringMatching(/^wiki +office +office\/0 +\d+ ms +200 +https:\/\/wiki\.localhost:\d+\/$/),
    ]);
  });

  it('answers with JSON', () => {
    const { code, out } = once(['--json', '--connectors', '1']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      errors: [],
      port: expect.any(Number) as number,
      trust: expect.stringMatching(/\/config\/trust\/ca\.pem$/) as string,
      applications: [
        { application: 'till', group: 'office', connector: 'office/0', status: 200, ok: true },
        { application: 'wiki', group: 'office', connector: 'office/0', status: 200, ok: true },
      ],
    });
  });

  it('ends with exit code 1 when an application does not answer, and says which', () => {
    const { code, out, files } = once([], { FAKE_BROKEN: '/till' });
    expect({ code, files }).toEqual({ code: 1, files: [] });
    expect(out).toMatch(/^till .* 502 /m);
    expect(out).toContain('till: status 502\n1 application did not answer; --logs shows');
  });

  it('ends with exit code 1 and the last words of a process that fails, and leaves nothing', () => {
    const { code, out, err, files } = once([], { FAKE_EXIT: 'connector' });
    expect({ code, out, files }).toEqual({ code: 1, out: '', files: [] });
    expect(err).toMatch(/error: connector office\/[01] ended with exit code 1; the end of its log:\n/);
    expect(err).toContain('  the connector does not want to\n');
  });

  it('prints what the processes log, where that is asked for', () => {
    expect(once(['--logs'], { FAKE_EXIT: 'relay' }).err).toContain('relay-r0 the relay does not want to');
  });

  it.each([
    [['--port', '0'], "error: option '-p, --port <port>' argument '0' is invalid"],
    [['--connectors', 'two'], "error: option '--connectors <number>' argument 'two' is invalid"],
  ])('refuses %j', (args, message) => {
    const { code, err } = once(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('refuses a runtime that is not there, and a crowd', () => {
    const none = runCli(['local', DECLARATION, '--runtime', join(scratch, 'none')]);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err).toContain('is not there; give the executable or the bundle of the runtime');
    const many = join(scratch, 'many.yaml');
    writeFileSync(many, readFileSync(DECLARATION, 'utf8').replace('connectors: 2', 'connectors: 41'));
    expect(runCli(['local', many, '--runtime', FAKE]).err).toContain(
      'error: 41 connectors are too many for one machine; allowed: at most 40; --connectors 2 starts',
    );
  });
});

describe('app-proxy local', () => {
  it('serves until Ctrl-C, which stops every process and removes every file', async () => {
    const copy = await serve();
    expect(copy.pids).toHaveLength(4);
    expect(copy.output()).toMatch(/curl --cacert \S+\/ca\.pem https:\/\/wiki\.localhost:\d+\/till\n/);
    copy.child.kill('SIGINT');
    // npm passes on what the terminal has sent already.
    copy.child.kill('SIGINT');
    await expect(ended(copy)).resolves.toEqual([0, null]);
    expect(left(copy)).toEqual({ processes: [], files: [] });
  });

  it('leaves no process when it is killed', async () => {
    const copy = await serve();
    copy.child.kill('SIGKILL');
    await ended(copy);
    await until('its processes to notice', () => copy.pids.filter(isRunning).length === 0);
  });

  it('starts a process again that ended by itself', async () => {
    const copy = await serve('--connectors', '1');
    const [, , connector = 0] = copy.pids;
    process.kill(connector, 'SIGKILL');
    await until('a word of it', () => copy.output().includes('office/0 ended with SIGKILL; it starts again'));
    await until('a new process', () => childProcesses(copy.child.pid ?? 0).length === 3);
  });

  it('runs twice at once', async () => {
    const copies = await Promise.all([serve(), serve()]);
    for (const copy of copies) copy.child.kill('SIGTERM');
    await expect(Promise.all(copies.map(ended))).resolves.toEqual([
      [0, null],
      [0, null],
    ]);
    expect(copies.map(left)).toEqual(copies.map(() => ({ processes: [], files: [] })));
  });

  it('ends by the signal when it is interrupted while starting', async () => {
    const temporary = temporaryFolder();
    const child = spawn(process.execPath, [CLI, 'local', DECLARATION, '--runtime', FAKE], {
      env: environment({ TMPDIR: temporary, FAKE_UNREADY: 'connector' }),
      stdio: 'ignore',
    });
    const exited = exitOf(child);
    await until('three processes', () => childProcesses(child.pid ?? 0).length >= 3);
    const pids = childProcesses(child.pid ?? 0);
    child.kill('SIGINT');
    await expect(exited).resolves.toEqual([null, 'SIGINT']);
    expect({ running: pids.filter(isRunning), files: readdirSync(temporary) }).toEqual({
      running: [],
      files: [],
    });
  });
});

function ended({ child }: Serving): Promise<readonly unknown[]> {
  return exitOf(child);
}

function exitOf(child: ChildProcess): Promise<readonly unknown[]> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
}
