import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeExecutable } from './make-executable';
import { NODE_RELEASE, nodeRelease, type NodeRelease } from './node-release';

/** Name of the executable, and of the file beside it that says what it was made of. */
const NAME = 'app-proxy-linux-x64';
const RECORD = `${NAME}.json`;

/** Counts the ways in which the executable was made from the same parts. */
const RECIPE = 2;

export interface Executable {
  readonly file: string;
  /** Of its content: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

export interface KeptExecutableOptions {
  /** Folder of the package, with the bundle in `dist/`. */
  readonly packageRoot: string;
  /** Told before the executable is made, which takes seconds. */
  readonly onMake?: (() => void) | undefined;
  /** @default - the one that is installed, or brought from npm's registry */
  readonly node?: NodeRelease;
}

interface Kept {
  /** Digest of all that it was made of. */
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
  readonly modified: number;
}

/** The bundle that the executable is made of. */
export function bundleOf(packageRoot: string): string {
  return join(packageRoot, 'dist', 'app-proxy.cjs');
}

/**
 * The package's own program as one executable, made where it is not there yet. Two processes that make it at once
 * both get it: it takes its place whole.
 *
 * @throws Error where it cannot be made
 */
export function keptExecutable({ packageRoot, onMake, node }: KeptExecutableOptions): Executable {
  const bundle = bundleOf(packageRoot);
  const notices = join(packageRoot, 'dist', 'THIRD-PARTY-NOTICES');
  const key = createHash('sha256')
    .update(`${RECIPE} ${NODE_RELEASE.integrity} `)
    .update(readFileSync(bundle))
    .update(readFileSync(notices))
    .digest('hex');
  const home = keptFolder(packageRoot, key);
  const file = join(home, NAME);
  const kept = unchanged(home, key);
  if (kept !== undefined) return { file, sha256: kept };
  onMake?.();
  const draft = join(home, `.${randomUUID()}`);
  mkdirSync(draft, { recursive: true });
  try {
    const made = makeExecutable({ bundle, notices, node: node ?? nodeRelease(draft) }, draft);
    chmodSync(made, 0o755);
    const sha256 = digestOf(made);
    renameSync(made, file);
    record(home, draft, key, sha256);
    return { file, sha256 };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Digest of the executable that is there, if it was made of the same and is what it was. */
function unchanged(home: string, key: string): string | undefined {
  try {
    const kept = JSON.parse(readFileSync(join(home, RECORD), 'utf8')) as Kept;
    const file = join(home, NAME);
    const { size, mtimeMs } = statSync(file);
    if (kept.key !== key || kept.size !== size) return undefined;
    return kept.modified === mtimeMs || digestOf(file) === kept.sha256 ? kept.sha256 : undefined;
  } catch {
    return undefined;
  }
}

function record(home: string, draft: string, key: string, sha256: string): void {
  const { size, mtimeMs: modified } = statSync(join(home, NAME));
  const kept: Kept = { key, sha256, size, modified };
  const written = join(draft, RECORD);
  writeFileSync(written, `${JSON.stringify(kept)}\n`);
  renameSync(written, join(home, RECORD));
}

/** In the package, where it goes with it; else with the user, one folder for each program. */
function keptFolder(packageRoot: string, key: string): string {
  const own = join(packageRoot, 'dist', 'artifact');
  try {
    mkdirSync(own, { recursive: true });
    accessSync(own, constants.W_OK);
    return own;
  } catch {
    const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
    return join(cache, 'cdktf-app-proxy', key.slice(0, 12));
  }
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
