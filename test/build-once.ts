import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const BUILT = join(ROOT, 'dist', '.tsbuildinfo');

const BUNDLE = join(ROOT, 'dist', 'app-proxy.cjs');

/** Builds `dist/` once, before any worker starts, where a source is newer than the last build. */
export default function buildOnce(): void {
  compile();
  bundle();
  executable();
}

function compile(): void {
  const sources = [
    ...['index.ts', 'main.ts', 'tsconfig.json', 'tsconfig.build.json'],
    ...['capacity', 'cli', 'constructs', 'declaration', 'documents', 'egress', 'schemas', 'stacks'],
  ];
  if (!isNewer(sources, BUILT)) {
    return;
  }
  // Types are checked by `npm run typecheck`, not here: tests of one part run while another is half written.
  const tsc = require.resolve('typescript/bin/tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--noCheck'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`tsc ${args.slice(1).join(' ')} failed:\n${stdout}${stderr}`);
  }
}

function bundle(): void {
  if (!isNewer(['package.json', 'runtime', 'schemas', 'scripts/artifact'], BUNDLE)) {
    return;
  }
  const { status, stderr } = spawnSync(process.execPath, [join('scripts', 'artifact', 'bundle.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) {
    // Tests of the kit go on while a part of the runtime is half written; those that run the bundle will say so.
    process.stderr.write(`the runtime was not bundled anew:\n${stderr}`);
  }
}

/** What a synthesis uses, so that none of those in the tests is the first that makes it. */
function executable(): void {
  const { status, stderr } = spawnSync(process.execPath, [join('scripts', 'artifact', 'executable.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) process.stderr.write(`the executable was not made:\n${stderr}`);
}

function isNewer(sources: readonly string[], built: string): boolean {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return sources.some((source) => newestFile(join(ROOT, source)) > made);
}

/** Time of the last change of a file, or of the last changed file in a folder. */
function newestFile(path: string): number {
  const status = statSync(path);
  return status.isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newestFile(join(path, name))))
    : status.mtimeMs;
}
