import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptExecutable } from '../../../declaration/executable/kept-executable';
import { nodeRelease } from '../../../declaration/executable/node-release';

/** Starts itself once more, hands it a connection, and passes on what it says through that. */
const PROGRAM = `
const { spawn } = require('node:child_process');
const { connect, createServer } = require('node:net');
if (process.argv[2] === 'worker') {
  process.on('message', (_, socket) => socket.end('answered by ' + process.argv[2]));
  process.send('started');
} else if (process.argv[2] === '--version') {
  console.log('0.0.0');
} else if (process.argv[2] === 'asset') {
  console.log(require('node:sea').getAsset(process.argv[3], 'utf8').length > 0);
} else {
  const worker = spawn(process.execPath, ['worker'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const server = createServer({ pauseOnConnect: true }, (socket) => worker.send('connection', socket));
  worker.on('message', () => server.listen(0, '127.0.0.1', () => {
    connect(server.address().port, '127.0.0.1').on('data', (text) => console.log(String(text))).on('close', () => {
      worker.disconnect();
      server.close();
    });
  }));
}
`;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A package with a program of its own. */
function packageRoot(program = PROGRAM): string {
  const root = mkdtempSync(join(tmpdir(), 'executable-'));
  folders.push(root);
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist', 'app-proxy.cjs'), program);
  writeFileSync(join(root, 'dist', 'THIRD-PARTY-NOTICES'), 'licences\n');
  return root;
}

/** Brought once for all tests. */
const NODE = mkdtempSync(join(tmpdir(), 'node-release-'));
folders.push(NODE);
const node = nodeRelease(NODE);

/** Whether it was made, and what there is then. */
function kept(root: string) {
  let made = 0;
  const executable = keptExecutable({ packageRoot: root, onMake: () => (made += 1), node });
  return { ...executable, made };
}

const run = (file: string, ...args: string[]) =>
  spawnSync(file, args, { encoding: 'utf8', env: {} }).stdout.trim();

const native = process.platform === 'linux' && process.arch === 'x64' ? describe : describe.skip;

native('the kept executable', () => {
  const root = packageRoot();
  const first = kept(root);

  test('needs no Node.js, and starts itself with a channel that takes connections', () => {
    expect(first.made).toBe(1);
    expect(first.file).toBe(join(root, 'dist', 'artifact', 'app-proxy-linux-x64'));
    expect(run(first.file)).toBe('answered by worker');
  });

  test('needs no library that slim images lack', () => {
    const { stdout } = spawnSync('ldd', [first.file], { encoding: 'utf8' });
    const libraries = [...stdout.matchAll(/^\s*(?:\S*\/)?(lib[a-z_+]+|ld-linux-x86-64)[-.]/gm)].map(
      ([, name]) => name,
    );
    expect(new Set(libraries)).toEqual(
      new Set(['libdl', 'libm', 'libstdc++', 'libgcc_s', 'libpthread', 'libc', 'ld-linux-x86-64']),
    );
  });

  test('has the licences of what it holds', () => {
    expect(run(first.file, 'asset', 'THIRD-PARTY-NOTICES')).toBe('true');
    expect(run(first.file, 'asset', 'LICENSE-node')).toBe('true');
  });

  test('has the digest that is said, and is not made again', () => {
    expect(createHash('sha256').update(readFileSync(first.file)).digest('hex')).toBe(first.sha256);
    expect(kept(root)).toEqual({ ...first, made: 0 });
  });

  test('is the same from another folder', () => {
    expect(kept(packageRoot()).sha256).toBe(first.sha256);
  });

  test('is made again once the program is another, or the file is damaged; nothing else stays', () => {
    const other = packageRoot();
    const before = kept(other);
    appendFileSync(before.file, 'x');
    expect(kept(other)).toEqual({ ...before, made: 1 });
    appendFileSync(join(other, 'dist', 'app-proxy.cjs'), '// changed\n');
    const after = kept(other);
    expect(after.made).toBe(1);
    expect(after.sha256).not.toBe(before.sha256);
    expect(readdirSync(join(other, 'dist', 'artifact')).sort()).toEqual([
      'app-proxy-linux-x64',
      'app-proxy-linux-x64.json',
    ]);
  });

  test('is refused where the program does not start', () => {
    const broken = packageRoot('throw new Error("does not start");');
    expect(() => kept(broken)).toThrow('does not start');
    expect(readdirSync(join(broken, 'dist', 'artifact'))).toEqual([]);
  });
});
