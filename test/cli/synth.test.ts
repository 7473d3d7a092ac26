import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CLI, environment, EXAMPLE, ROOT, runCli, scratchFolder } from './run-cli';

const folder = scratchFolder();

interface Stack {
  readonly name: string;
  readonly directory: string;
  readonly resources: Readonly<Record<string, number>>;
}

/** Every file below a folder with its content. */
function files(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(root, path), readFileSync(path, 'utf8')]),
  );
}

function synth(out: string, ...args: readonly string[]): ReturnType<typeof runCli> {
  return runCli(['synth', '--out', out, ...args], { cwd: ROOT });
}

describe('app-proxy synth', () => {
  it('writes a folder for each stack and prints them in the order to apply them', () => {
    const out = join(folder, 'all');
    const { code, out: text, err } = synth(out);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const stacks = ['azure-platform', 'azure-relay', 'azure-groups-0', 'docker'];
    const lines = text.trimEnd().split('\n');
    expect(lines.slice(0, 4).map((line) => line.split(/ {2,}/)[0])).toEqual(
      stacks.map((stack) => join(out, 'stacks', stack)),
    );
    expect(lines.slice(4)).toEqual([
      'every group has at least two connectors: branch 2 (own hosts), hq 4, plant 2',
    ]);
    for (const stack of stacks) {
      expect(JSON.parse(readFileSync(join(out, 'stacks', stack, 'cdk.tf.json'), 'utf8'))).toHaveProperty(
        'resource',
      );
    }
  });

  it('gives the stacks with their resources as JSON', () => {
    const out = join(folder, 'json');
    const { code, out: text } = synth(out, '--json');
    expect(code).toBe(0);
    const { ok, stacks } = JSON.parse(text) as { readonly ok: boolean; readonly stacks: readonly Stack[] };
    expect(ok).toBe(true);
    const groups = stacks.find(({ name }) => name === 'azure-groups-0');
    expect(groups?.directory).toBe(join(out, 'stacks', 'azure-groups-0'));
    // Four connectors of hq and two of plant; branch has hosts of its own.
    expect(groups?.resources['azurerm_linux_virtual_machine']).toBe(6);
  });

  it('writes the targets that it is asked for', () => {
    const out = join(folder, 'docker-only');
    expect(synth(out, '--target', 'docker').code).toBe(0);
    expect(readdirSync(join(out, 'stacks'))).toEqual(['docker']);
  });

  it('refuses a target that is not declared, before it writes', () => {
    const out = join(folder, 'none');
    const { code, err } = synth(out, '--target', 'azure', 'examples/minimal/app-proxy.yaml');
    expect(code).toBe(1);
    expect(err).toMatch(/^error: --target azure: .* declares only docker; declare targets\.azure\n$/);
    expect(existsSync(out)).toBe(false);
  });

  it('says that a declaration of the target local alone has no Terraform', () => {
    const path = join(folder, 'local.yaml');
    writeFileSync(path, 'version: 1\nname: fabrikam\ndomain: apps.example.com\ntargets: { local: {} }\n');
    const { code, err } = synth(join(folder, 'none'), path);
    expect(code).toBe(1);
    expect(err).toContain('has no Terraform to write: declare targets.azure or targets.docker');
  });

  it('warns of a group below two connectors on both streams', () => {
    const { code, out, err } = synth(join(folder, 'few'), 'examples/enterprise/app-proxy.yaml');
    expect(code).toBe(0);
    expect(err).toMatch(/warning: groups\.lab\.connectors/);
    expect(out).toContain('group lab has fewer than two, as declared: trials only, an outage costs nothing');
    expect(out).not.toContain('at least two connectors');
  });

  it.each([
    ['a file', (): string => EXAMPLE],
    ['a path through a file', (): string => join(EXAMPLE, 'out')],
    ['a folder with files of others', (): string => join(ROOT, 'docs')],
  ])('says in one line that it cannot write %s', (_, path) => {
    const { code, out, err } = synth(path());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error: output folder '.*'.*\n$/);
  });

  it('keeps what terraform left in the folder, and writes the rest anew', () => {
    const out = join(folder, 'again');
    synth(out, '--target', 'docker');
    const lock = join(out, 'stacks', 'docker', '.terraform.lock.hcl');
    writeFileSync(lock, '# lock\n');
    expect(synth(out, '--target', 'docker').code).toBe(0);
    expect(readFileSync(lock, 'utf8')).toBe('# lock\n');
  });

  it('ends well twice at once in one folder', async () => {
    const alone = join(folder, 'alone');
    synth(alone, '--target', 'docker');
    const shared = join(folder, 'shared');
    const args = [CLI, 'synth', '--out', shared, '--target', 'docker'];
    const both = [1, 2].map(async () => {
      const child = spawn(process.execPath, args, { cwd: ROOT, env: environment(), stdio: 'ignore' });
      return (await once(child, 'close')) as [number];
    });
    expect(await Promise.all(both)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(files(shared)).toEqual(files(alone));
  });

  it('leaves the folder as it was when it is interrupted', async () => {
    const parent = join(folder, 'interrupted');
    mkdirSync(parent);
    const out = join(parent, 'out');
    synth(out, '--target', 'docker');
    const before = files(out);
    // Says when cdktf is loaded: the synthesis is then under way.
    const probe = join(folder, 'say-when-loaded.cjs');
    writeFileSync(
      probe,
      `const { mkdirSync } = require('node:fs');
       require('node:fs').mkdirSync = (path, ...rest) => {
         const made = mkdirSync(path, ...rest);
         if (String(path).endsWith('stacks')) process.stderr.write('writing');
         return made;
       };`,
    );
    const child = spawn(process.execPath, ['--require', probe, CLI, 'synth', '--out', out], {
      cwd: ROOT,
      env: environment(),
    });
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(signal === 'SIGINT' || code === 130).toBe(true);
    expect(files(out)).toEqual(before);
    // The next run takes away what the interrupted one left beside the folder.
    expect(synth(out, '--target', 'docker').code).toBe(0);
    expect(readdirSync(parent)).toEqual(['out']);
  });
});
