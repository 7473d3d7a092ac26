import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const BUILT = join(ROOT, 'dist', '.tsbuildinfo');

/** Builds `dist/` once, before any worker starts, where a source is newer than the last build. */
export default function buildOnce(): void {
  const sources = [
    ...['index.ts', 'main.ts', 'tsconfig.json', 'tsconfig.build.json'],
    ...['capacity', 'cli', 'constructs', 'declaration', 'documents', 'egress', 'schemas', 'stacks'],
  ];
  const newest = Math.max(...sources.map((source) => newestFile(join(ROOT, source))));
  const built = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newest <= built) {
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

/** Time of the last change of a file, or of the last changed file in a folder. */
function newestFile(path: string): number {
  const status = statSync(path);
  return status.isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newestFile(join(path, name))))
    : status.mtimeMs;
}
