import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, environment, ROOT, runCli, scratchFolder } from './run-cli';

const folder = scratchFolder();
const ESCAPE = '\u001b';

describe('the command line', () => {
  it('prints its version', () => {
    const { code, out } = runCli(['--version']);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('prints help for every command, with examples and in 80 columns', () => {
    for (const command of ['validate', 'plan', 'egress', 'synth', 'schema', 'start']) {
      const { code, out, err } = runCli([command, '--help']);
      expect({ command, code, err }).toEqual({ command, code: 0, err: '' });
      expect(out).toMatch(/^Usage: app-proxy /);
      expect(out).toMatch(/\nExamples:\n {2}\S/);
      expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it.each([
    ['an unknown command', ['valdate'], "unknown command 'valdate'\n(Did you mean validate?)"],
    ['an unknown option', ['plan', '--jsn'], "unknown option '--jsn'\n(Did you mean --json?)"],
    ['an option without its value', ['plan', '--group'], "option '-g, --group <name>' argument missing"],
    ['two files', ['plan', 'a.yaml', 'b.yaml'], 'too many arguments'],
    ['an unknown target', ['synth', '--target', 'aws'], 'Allowed choices are azure, docker'],
  ])('exits 2 for %s and says what to do', (_, args, message) => {
    const { code, out, err } = runCli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toMatch(/--help' lists what there is\n$/);
  });

  it('exits 2 and prints its help when it is given nothing to do', () => {
    const { code, out, err } = runCli([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Usage: app-proxy /);
  });

  it.each([['plan'], ['egress'], ['synth'], ['start']])(
    '%s stops at errors in the declaration',
    (command) => {
      const path = join(folder, 'wrong.yaml');
      writeFileSync(
        path,
        'version: 1\nname: fabrikam\ndomain: apps.example.com\ntargets: { docker: {} }\nrely: {}\n',
      );
      const { code, out, err } = runCli([command, path]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/wrong\.yaml:5:1: .*did you mean 'relay'/);
      expect(err).toMatch(/wrong\.yaml: 1 error\n$/);
    },
  );

  it.each([
    ['plan', ['--json']],
    ['synth', ['--json']],
    ['egress', ['--format', 'json']],
  ])('%s gives the errors of a declaration as JSON to a script', (command, args) => {
    const { code, out } = runCli([command, ...args, join(folder, 'nowhere.yaml')]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, errors: [{ code: 'file-missing' }], warnings: [] });
  });

  it('sets no colours where there is no terminal', () => {
    const { out, err } = runCli(['plan', 'examples/enterprise/app-proxy.yaml']);
    expect(out + err).not.toContain(ESCAPE);
  });

  it('goes on quietly when the reader of its output leaves', async () => {
    const child = spawn(process.execPath, [CLI, 'schema'], { cwd: ROOT, env: environment() });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (data: Buffer) => {
      err += data.toString();
    });
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('keeps the exit code of its answer when the reader of its output leaves', async () => {
    const args = [CLI, 'validate', '--json', join(folder, 'nowhere.yaml')];
    const child = spawn(process.execPath, args, { cwd: ROOT, env: environment() });
    child.stdout.destroy();
    child.stderr.destroy();
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
  });

  it('shows a fault of its own without a stack, and with one on request', () => {
    // Where the schemas are gone the package itself is broken.
    const probe = join(folder, 'break.cjs');
    writeFileSync(probe, "require('node:fs').readdirSync = () => { throw new Error('broken on purpose'); };");
    const env = { NODE_OPTIONS: `--require ${probe}` };
    const plain = runCli(['schema', '--list'], { env });
    expect(plain).toEqual({
      code: 70,
      out: '',
      err: 'internal error: broken on purpose\nthis is a fault of app-proxy, not of your declaration; APP_PROXY_DEBUG=1 shows where\n',
    });
    const debug = runCli(['schema', '--list'], { env: { ...env, APP_PROXY_DEBUG: '1' } });
    expect(debug.code).toBe(70);
    expect(debug.err).toMatch(/\n\s+at .*schema/);
  });
});
