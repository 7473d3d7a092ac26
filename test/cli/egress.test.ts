import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE, runCli, scratchFolder } from './run-cli';

const folder = scratchFolder();

describe('app-proxy egress', () => {
  it('prints a page for the firewall team', () => {
    const { code, out, err } = runCli(['egress']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^# Egress of contoso\n/);
    expect(out.match(/^## .*$/gm)).toEqual(['## branch', '## hq', '## plant']);
    expect(out).toContain(
      '| backend-intranet | 10.10.0.20/32 | 8080 | tcp | backend of application intranet |',
    );
  });

  it('prints one group only', () => {
    const { code, out } = runCli(['egress', '--group', 'plant', '--format', 'csv']);
    expect(code).toBe(0);
    const groups = new Set(
      out
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0]),
    );
    expect([...groups]).toEqual(['plant']);
  });

  it('prints the same rules in all forms', () => {
    const json = JSON.parse(runCli(['egress', '--format', 'json']).out) as {
      readonly groups: Readonly<Record<string, { readonly rules: Readonly<Record<string, unknown>> }>>;
    };
    const names = Object.keys(json.groups['hq']?.rules ?? {});
    expect(names).toContain('backend-erp');
    const markdown = runCli(['egress', '--group', 'hq']).out;
    const csv = runCli(['egress', '--group', 'hq', '--format', 'csv']).out;
    for (const name of names) {
      expect(markdown).toContain(`| ${name} |`);
      expect(csv).toContain(`,${name},`);
    }
  });

  it('takes a target', () => {
    const { code, out } = runCli(['egress', '--target', 'docker', '--group', 'hq']);
    expect(code).toBe(0);
    expect(out).toContain('From: containers on the Docker host');
  });

  it('refuses a target that is not declared', () => {
    const { code, out, err } = runCli(['egress', '--target', 'azure', 'examples/minimal/app-proxy.yaml']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('--target azure: examples/minimal/app-proxy.yaml declares only docker');
  });

  it('writes a file and nothing beside it', () => {
    const target = join(folder, 'firewall.md');
    expect(runCli(['egress', '--output', target])).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(target, 'utf8')).toBe(runCli(['egress']).out);
    expect(readdirSync(folder)).toEqual(['firewall.md']);
  });

  it.each([
    ['a directory', 'taken', 'it is a directory'],
    ['a folder that does not exist', join('nowhere', 'firewall.md'), 'its folder does not exist'],
    ['a path through a file', join('file', 'firewall.md'), 'a part of the path is a file'],
  ])('says why it cannot write %s', (_, path, why) => {
    const place = scratchPlace();
    const { code, err } = runCli(['egress', EXAMPLE, '--output', join(place, path)]);
    expect(code).toBe(1);
    expect(err).toBe(`error: cannot write '${join(place, path)}': ${why}\n`);
    expect(readdirSync(place).sort()).toEqual(['file', 'taken']);
  });

  it('refuses an unknown form with the forms that there are', () => {
    const { code, err } = runCli(['egress', '--format', 'xml']);
    expect(code).toBe(2);
    expect(err).toMatch(/Allowed choices are markdown, csv, json/);
  });
});

let places = 0;
function scratchPlace(): string {
  places += 1;
  const place = join(folder, `place-${places}`);
  mkdirSync(join(place, 'taken'), { recursive: true });
  runCli(['egress', EXAMPLE, '--output', join(place, 'file')]);
  return place;
}
