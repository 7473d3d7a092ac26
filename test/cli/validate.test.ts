import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE, ROOT, runCli, scratchFolder } from './run-cli';

const folder = scratchFolder();

function declare(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const MINIMAL = `version: 1
name: fabrikam
domain: apps.example.com
targets:
  docker: {}
`;

interface Answer {
  readonly ok: boolean;
  readonly errors: readonly { readonly code: string; readonly line: number; readonly path: string }[];
  readonly warnings: readonly { readonly code: string; readonly path: string }[];
  readonly files?: readonly string[];
}

describe('app-proxy validate', () => {
  it('says in one line that the example is valid', () => {
    expect(runCli(['validate'])).toEqual({
      code: 0,
      out: 'app-proxy.yaml: 3 groups, 7 applications: valid\n',
      err: '',
    });
  });

  it('prints all errors with their places on the error stream, and exits 1', () => {
    const path = declare('two-errors.yaml', `${MINIMAL}grups: {}\nrelay:\n  instances: 1\n`);
    const { code, out, err } = runCli(['validate', path], { cwd: folder });
    expect(code).toBe(1);
    expect(out).toBe('');
    const lines = err.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^two-errors\.yaml:6:1: .*did you mean 'groups'/);
    expect(lines[1]).toMatch(/^two-errors\.yaml:8:14: relay\.instances: /);
    expect(lines[2]).toMatch(/two-errors\.yaml: 2 errors$/);
    expect(lines).toHaveLength(3);
  });

  it('gives the findings as JSON', () => {
    const path = declare('error.yaml', `${MINIMAL}grups: {}\n`);
    const { code, out } = runCli(['validate', '--json', path]);
    expect(code).toBe(1);
    const answer = JSON.parse(out) as Answer;
    expect(answer.ok).toBe(false);
    expect(answer.errors).toEqual([expect.objectContaining({ code: 'unknown-key', line: 6, path: 'grups' })]);
    expect(answer.warnings).toEqual([]);
  });

  it('gives the files that it read as JSON', () => {
    const { code, out } = runCli(['validate', '--json', 'examples/enterprise/app-proxy.yaml']);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as Answer;
    expect(answer.ok).toBe(true);
    expect(answer.files).toEqual([
      'examples/enterprise/app-proxy.yaml',
      'examples/enterprise/groups/field.yaml',
      'examples/enterprise/groups/finance.yaml',
    ]);
  });

  it('counts warnings and still exits 0', () => {
    const { code, out, err } = runCli(['validate', 'examples/enterprise/app-proxy.yaml']);
    expect(code).toBe(0);
    expect(out).toMatch(/: 4 groups, 7 applications: valid, \d warnings\n$/);
    expect(err).toMatch(/warning: groups\.lab\.connectors: .*fewer than two/);
  });

  it.each([
    ['a file that does not exist', (): string => join(folder, 'nowhere.yaml'), 'file-missing'],
    ['a directory', (): string => folder, 'file-is-directory'],
    ['an empty file', (): string => declare('empty.yaml', ''), 'file-empty'],
    ['text that is not YAML', (): string => declare('not.yaml', 'a: [1\nb: "'), 'yaml-syntax'],
  ])('refuses %s with a finding, not a stack trace', (_, path, code) => {
    const { code: exitCode, out, err } = runCli(['validate', '--json', path()]);
    expect(exitCode).toBe(1);
    expect((JSON.parse(out) as Answer).errors[0]?.code).toBe(code);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('needs no access to the folder that the declaration is in beyond reading', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    writeFileSync(join(closed, 'app-proxy.yaml'), MINIMAL);
    chmodSync(closed, 0o555);
    expect(runCli(['validate'], { cwd: closed }).code).toBe(0);
    chmodSync(closed, 0o755);
  });

  it('loads nothing of cdktf, neither for help nor for its work', () => {
    const probe = `
      process.on('exit', () => {
        const loaded = Object.keys(require.cache).filter((path) => /node_modules.(@cdktf|cdktf|constructs)./.test(path));
        process.stderr.write('loaded ' + loaded.length);
      });`;
    const preload = declare('probe.cjs', probe);
    const env = { NODE_OPTIONS: `--require ${preload}` };
    expect(runCli(['validate', EXAMPLE], { env }).err).toBe('loaded 0');
    expect(runCli(['validate', '--help'], { env }).err).toBe('loaded 0');
    // The probe does see what synth loads.
    const synth = runCli(['synth', EXAMPLE, '--target', 'docker', '--out', join(folder, 'out')], {
      cwd: ROOT,
      env,
    });
    expect(synth.err).toMatch(/loaded [1-9]/);
  });
});
