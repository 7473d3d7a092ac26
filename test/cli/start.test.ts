import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE, ROOT, runCli, scratchFolder } from './run-cli';

const folder = scratchFolder();

describe('app-proxy start', () => {
  const out = join(folder, 'out');
  const run = runCli(['start', '--once', '--out', out]);

  it('ends with exit code 0 and no finding', () => {
    expect(run.code).toBe(0);
    expect(run.err).not.toMatch(/error|app-proxy\.yaml/);
  });

  it('shows the declaration, the capacity, the egress, the Terraform, what comes next and the topology', () => {
    expect(run.out.match(/^\S.*$/gm)).toEqual([
      'Declaration',
      'Capacity',
      'Egress of the connectors (all else is denied, out and in)',
      'Terraform',
      'Next',
      'On this machine',
    ]);
    expect(run.out).toMatch(/ {2}hq +4 x Standard_D2s_v5 +900 +2344 +1758\n/);
    expect(run.out).toContain('every group has at least two connectors: branch 2');
    expect(run.out).toContain(
      `(cd ${join(out, 'stacks', 'azure-platform')} && terraform init && terraform apply)`,
    );
  });

  it('writes both targets', () => {
    expect(readdirSync(join(out, 'stacks')).sort()).toEqual([
      'azure-groups-0',
      'azure-platform',
      'azure-relay',
      'docker',
    ]);
  });

  it('names commands that work from where it was started', () => {
    const command = /^ {2}node (\S+) plan /m.exec(run.out)?.[1];
    expect(command).toBe(join('dist', 'cli', 'app-proxy.js'));
    expect(readFileSync(join(ROOT, command ?? ''), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('is what npm start runs', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(scripts['start']).toBe('node dist/cli/app-proxy.js start');
  });

  it('fits into 80 columns with its usual folder', () => {
    const cwd = join(folder, 'usual');
    mkdirSync(cwd);
    copyFileSync(EXAMPLE, join(cwd, 'app-proxy.yaml'));
    const { out: text } = runCli(['start', '--once'], { cwd });
    // Lines with the path of this clone, or with a URL, are as long as it is.
    const lines = text.split('\n').filter((line) => !/^ {2}(node|edit) |https:/.test(line));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
