import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { program } from '../../cli/run';
import { RUNTIME_COMMANDS } from '../../cli/runtime-commands';
import { Terminal } from '../../cli/terminal';
import { DOCKERFILE } from '../../constructs/docker/image-context';

const ROOT = resolve(__dirname, '../..');
const BUNDLE = join(ROOT, 'dist', 'app-proxy.cjs');
const SOURCES = ['package.json', 'runtime', 'schemas', 'scripts/artifact'];

const run = (...args: string[]) => spawnSync(process.execPath, [BUNDLE, ...args], { encoding: 'utf8' });

describe('the bundle of the runtime', () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  /** What the sources give in a folder of their own. */
  function bundled(): { readonly bundle: string; readonly notices: string } {
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    folders.push(folder);
    for (const source of SOURCES) cpSync(join(ROOT, source), join(folder, source), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const { status, stderr } = spawnSync(process.execPath, ['scripts/artifact/bundle.mjs'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return {
      bundle: readFileSync(join(folder, 'dist', 'app-proxy.cjs'), 'utf8'),
      notices: readFileSync(join(folder, 'dist', 'THIRD-PARTY-NOTICES'), 'utf8'),
    };
  }

  test('is the same from two folders, and holds nothing of either', () => {
    const first = bundled();
    expect(bundled()).toEqual(first);
    for (const here of [ROOT, homedir(), tmpdir(), ...folders])
      expect(first.bundle).not.toContain(`${here}/`);
  }, 60_000);

  test('names every package that it holds, with its licence', () => {
    const bundle = readFileSync(BUNDLE, 'utf8');
    const notices = readFileSync(join(ROOT, 'dist', 'THIRD-PARTY-NOTICES'), 'utf8');
    const held = new Set(
      [...bundle.matchAll(/^\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(([, name]) => name),
    );
    expect(held.size).toBeGreaterThan(20);
    for (const name of held) expect(notices).toMatch(new RegExp(`^${String(name)} \\d`, 'm'));
    expect(run('licences').stdout).toBe(notices);
  });

  test('leaves out nothing but what Node.js has', () => {
    const bundle = readFileSync(BUNDLE, 'utf8');
    const required = new Set(
      [...bundle.matchAll(/(?<!['"`])\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name),
    );
    // Some are text from which a library makes code that it never makes here.
    const builtin = new Set([...builtinModules, 'sea']);
    expect([...required].filter((name) => !builtin.has(name.replace(/^node:/, '')))).toEqual([]);
  });

  test('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(run('--version').stdout.trim()).toBe(version);
  });

  test('has the commands that the kit hands over to it, and one that nobody calls by hand', () => {
    const { stdout } = run('--help');
    const commands = stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('Exit codes:'));
    const names = [...commands.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name);
    expect(names).toEqual([...Object.keys(RUNTIME_COMMANDS), 'help']);
    expect(stdout).not.toContain('relay-worker');
    const kit = program(new Terminal(process.stdout, process.stderr)).commands.map((command) =>
      command.name(),
    );
    expect(kit.filter((name) => name in RUNTIME_COMMANDS)).toEqual([]);
  });

  test.each(Object.keys(RUNTIME_COMMANDS))('%s has help', (name) => {
    const { status, stdout } = run(name, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: app-proxy ${name}`);
  });

  test('says what is wrong with a command line, and how it may have been meant', () => {
    expect(run('conector')).toMatchObject({
      status: 2,
      stderr:
        "error: unknown command 'conector'\n(Did you mean connector?)\n'app-proxy --help' lists what there is\n",
    });
    expect(run('token', 'create')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("'app-proxy token create --help' lists what there is") as string,
    });
  });

  test('says what is wrong with a file, without a trace of the program', () => {
    const { status, stderr } = run('relay', '--config', join(ROOT, 'package.json'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^app-proxy: .*no valid relay bootstrap document/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test('the Dockerfile of the repository makes the image that the kit makes, with a health check', () => {
  const own = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => !/^(#|HEALTHCHECK|CMD)/.test(line))
    .join('\n')
    .replace('=debian:bookworm-slim', '')
    .replace('dist/artifact/app-proxy-linux-x64', 'app-proxy');
  expect(own).toBe(DOCKERFILE);
});
