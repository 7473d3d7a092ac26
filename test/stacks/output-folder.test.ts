import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutputError, OutputFolder } from '../../stacks/output-folder';

let parent: string;
let target: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'output-folder-'));
  target = join(parent, 'out');
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

function fill(folder: OutputFolder, stacks: readonly string[], text = ''): void {
  folder.write(() => {
    for (const stack of stacks) {
      mkdirSync(join(folder.draft, 'stacks', stack), { recursive: true });
      writeFileSync(join(folder.draft, 'stacks', stack, 'cdk.tf.json'), text);
    }
    writeFileSync(join(folder.draft, 'manifest.json'), '{}');
  });
}

function write(stacks: readonly string[], text = ''): void {
  const folder = OutputFolder.open(target);
  fill(folder, stacks, text);
  folder.commit();
}

function thrown(work: () => unknown): OutputError {
  try {
    work();
  } catch (error) {
    if (error instanceof OutputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('OutputFolder', () => {
  test('takes the place of what an earlier synthesis wrote, stale stacks included', () => {
    write(['a', 'b']);
    write(['b', 'c']);
    expect(readdirSync(join(target, 'stacks')).sort()).toEqual(['b', 'c']);
    expect(readdirSync(parent)).toEqual(['out']);
  });

  test('keeps what terraform and users left with stacks that still exist', () => {
    write(['a', 'b'], 'old');
    mkdirSync(join(target, 'stacks', 'a', '.terraform'));
    writeFileSync(join(target, 'stacks', 'a', '.terraform', 'provider'), 'x');
    writeFileSync(join(target, 'stacks', 'a', '.terraform.lock.hcl'), 'lock');
    mkdirSync(join(target, 'stacks', 'a', 'assets'));
    write(['a'], 'new');
    expect(readdirSync(join(target, 'stacks', 'a')).sort()).toEqual([
      '.terraform',
      '.terraform.lock.hcl',
      'cdk.tf.json',
    ]);
    expect(readFileSync(join(target, 'stacks', 'a', 'cdk.tf.json'), 'utf8')).toBe('new');
    expect(readFileSync(join(target, 'stacks', 'a', '.terraform', 'provider'), 'utf8')).toBe('x');
  });

  test('a failure while writing leaves the old folder as it was and nothing beside it', () => {
    write(['a'], 'old');
    const folder = OutputFolder.open(target);
    expect(() =>
      folder.write(() => {
        writeFileSync(join(folder.draft, 'half'), '');
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(readFileSync(join(target, 'stacks', 'a', 'cdk.tf.json'), 'utf8')).toBe('old');
    expect(readdirSync(parent)).toEqual(['out']);
  });

  test('of two at once the later one wins, whole', () => {
    const first = OutputFolder.open(target);
    const second = OutputFolder.open(target);
    fill(first, ['a'], 'first');
    fill(second, ['b'], 'second');
    first.commit();
    second.commit();
    expect(readdirSync(join(target, 'stacks'))).toEqual(['b']);
    expect(readdirSync(parent)).toEqual(['out']);
  });

  test('refuses a folder that somebody else filled, and leaves it alone', () => {
    mkdirSync(target);
    writeFileSync(join(target, 'thesis.txt'), 'mine');
    const error = thrown(() => OutputFolder.open(target));
    expect(error.code).toBe('output-in-use');
    expect(error.message).toContain('holds other files');
    expect(readdirSync(target)).toEqual(['thesis.txt']);
  });

  test('takes an empty folder', () => {
    mkdirSync(target);
    write(['a']);
    expect(existsSync(join(target, 'manifest.json'))).toBe(true);
  });

  test('removes drafts of runs that were killed, and only those', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    mkdirSync(`${target}.${pid}-0123abcd.tmp`);
    mkdirSync(`${target}.${process.pid}-0123abcd.tmp`);
    mkdirSync(`${target}.mine.tmp`);
    write(['a']);
    expect(readdirSync(parent).sort()).toEqual(
      ['out', `out.${process.pid}-0123abcd.tmp`, 'out.mine.tmp'].sort(),
    );
  });

  test('a full disk is said in words', () => {
    const folder = OutputFolder.open(target);
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const error = thrown(() =>
      folder.write(() => {
        throw full;
      }),
    );
    expect(error.code).toBe('output-full');
    expect(error.cause).toBe(full);
    expect(readdirSync(parent)).toEqual([]);
  });

  test('a place that cannot be written is said in words', () => {
    writeFileSync(join(parent, 'file'), '');
    expect(thrown(() => OutputFolder.open(join(parent, 'file', 'out'))).code).toBe('output-not-writable');
    if (process.getuid?.() === 0) return; // root may write everywhere
    chmodSync(parent, 0o500);
    expect(thrown(() => OutputFolder.open(target)).code).toBe('output-not-writable');
    chmodSync(parent, 0o700);
  });
});
