import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { STACK_TARGETS, synthesize } from '../../stacks';
import { deployment } from '../deployment';
import { EVERYTHING } from './example';

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'synthesize-'));
});
afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

const everything = deployment(EVERYTHING);

/** Digest of each file below a folder, by its path. */
function digests(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

describe('synthesize', () => {
  test('writes a folder for each stack and says what is in it, in the order of applying', () => {
    const told: string[] = [];
    const outdir = join(parent, 'all');
    const { stacks } = synthesize(everything, { outdir, onStack: (name) => told.push(name) });
    const names = ['azure-platform', 'azure-relay', 'azure-groups-0', 'azure-groups-1', 'docker'];
    expect(stacks.map(({ name }) => name)).toEqual(names);
    expect(told).toEqual(names);
    expect(stacks.map(({ directory }) => directory)).toEqual(
      names.map((name) => join(outdir, 'stacks', name)),
    );
    for (const { directory } of stacks) expect(existsSync(join(directory, 'cdk.tf.json'))).toBe(true);
    expect(stacks[2]?.resources).toMatchObject({
      azurerm_linux_virtual_machine: 5,
      azurerm_resource_group: 1,
    });
    expect(readdirSync(parent)).toContain('all');
  });

  test('the manifest tells cdktf in which order to apply', () => {
    const outdir = join(parent, 'manifest');
    synthesize(everything, { outdir });
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    expect(manifest.stacks['azure-relay']?.dependencies).toEqual(['azure-platform']);
    expect(manifest.stacks['azure-groups-1']?.dependencies).toEqual(['azure-relay']);
  });

  test.each(STACK_TARGETS)('writes the target %s alone when asked', (target) => {
    const { stacks } = synthesize(everything, { outdir: join(parent, target), targets: [target] });
    expect(stacks.every(({ name }) => name.startsWith(target))).toBe(true);
    expect(stacks.length).toBeGreaterThan(0);
  });

  test('the same deployment gives the same bytes in every place', () => {
    const [one, two] = [join(parent, 'one'), join(parent, 'deeper', 'two')];
    synthesize(everything, { outdir: one });
    synthesize(everything, { outdir: two });
    expect(digests(two)).toEqual(digests(one));
  });

  test('no absolute path of this machine is written', () => {
    const outdir = join(parent, 'paths');
    synthesize(everything, { outdir });
    for (const file of Object.keys(digests(outdir)).filter((name) => name.endsWith('.json'))) {
      const text = readFileSync(join(outdir, file), 'utf8');
      const found = [process.cwd(), parent, `${homedir()}/`, 'stackTrace'].filter((path) =>
        text.includes(path),
      );
      expect({ file, found }).toEqual({ file, found: [] });
    }
  });

  test('no secret is written: no key, no token, no password, only names of secrets', () => {
    const outdir = join(parent, 'secrets');
    synthesize(everything, { outdir, targets: ['azure'] });
    for (const file of Object.keys(digests(outdir)).filter((name) => name.endsWith('.tf.json'))) {
      const text = readFileSync(join(outdir, file), 'utf8');
      expect(text).not.toMatch(/PRIVATE KEY|admin_password|"client_secret"|access_key"|sas_token/);
      const stack = JSON.parse(text) as {
        resource?: Record<string, unknown>;
        data?: Record<string, unknown>;
      };
      expect(Object.keys(stack.resource ?? {})).not.toContain('azurerm_key_vault_secret');
      expect(Object.keys(stack.data ?? {})).not.toContain('azurerm_key_vault_secret');
      expect(Object.keys(stack.data ?? {})).not.toContain('terraform_remote_state');
    }
  });

  test('a failure leaves what was written before, and the error has a stack trace', () => {
    const outdir = join(parent, 'failing');
    synthesize(everything, { outdir, targets: ['azure'] });
    const before = digests(outdir);
    const broken = deployment({ ...EVERYTHING, runtime: { artifact: join(parent, 'not-there') } });
    expect(() => synthesize(broken, { outdir })).toThrow('not-there');
    expect(digests(outdir)).toEqual(before);
    expect(Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')).toHaveProperty('value');
    expect(readdirSync(parent).filter((name) => name.includes('.tmp'))).toEqual([]);
  });
});
