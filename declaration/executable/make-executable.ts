import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_RELEASE, type NodeRelease } from './node-release';
import { plainNode } from './plain-node';

export interface ExecutableParts {
  /** The program as one file for Node.js. */
  readonly bundle: string;
  /** Licences of the packages that are in it. */
  readonly notices: string;
  readonly node: NodeRelease;
}

/** Names in the folder that the executable is made in: no path of this machine reaches it. */
const NODE = 'node';
const BUNDLE = 'app-proxy.cjs';
const NOTICES = 'THIRD-PARTY-NOTICES';
const NODE_LICENCE = 'LICENSE-node';
const SETTINGS = 'executable.json';
const EXECUTABLE = 'app-proxy';

/**
 * Makes one executable for Linux on x86-64 of a bundle and Node.js. The same parts give the same bytes.
 *
 * Source: https://nodejs.org/api/single-executable-applications.html
 *
 * @param folder an empty folder, which takes all that is made
 * @returns the executable
 * @throws Error where it cannot be made
 */
export function makeExecutable({ bundle, notices, node }: ExecutableParts, folder: string): string {
  const at = (name: string): string => join(folder, name);
  writeFileSync(at(NODE), plainNode(readFileSync(node.program)), { mode: 0o755 });
  copyFileSync(bundle, at(BUNDLE));
  copyFileSync(notices, at(NOTICES));
  copyFileSync(node.licence, at(NODE_LICENCE));
  writeFileSync(at(SETTINGS), JSON.stringify(SEA));
  run(builder(at(NODE)), ['--build-sea', SETTINGS], folder);
  // A cache of compiled code would differ from run to run and saves nothing: most of the bundle is never called.
  if (isNative()) run(at(EXECUTABLE), ['--version'], folder);
  return at(EXECUTABLE);
}

/**
 * MiB of heap before the collector thinks of looking through all of it. V8 begins with a few and doubles them slowly: a relay
 * worker under load would go through its whole heap several times a second, and the slowest requests are those it stops.
 *
 * Source: https://v8.dev/blog/trash-talk for full collections; measured with `npm run bench:tunnel`, figure tunnel-p99-vs-nginx
 */
const INITIAL_HEAP_MIB = 256;

const SEA = {
  main: BUNDLE,
  output: EXECUTABLE,
  executable: NODE,
  disableExperimentalSEAWarning: true,
  useSnapshot: false,
  useCodeCache: false,
  execArgv: [`--initial-heap-size=${INITIAL_HEAP_MIB}`],
  assets: { [NOTICES]: NOTICES, [NODE_LICENCE]: NODE_LICENCE },
};

/** Node.js that runs here and writes what the executable's own reads: itself, or one of the same major version. */
function builder(node: string): string {
  if (isNative()) return node;
  const [major] = NODE_RELEASE.version.split('.');
  if (process.versions.node.split('.')[0] !== major) {
    throw new Error(
      `on ${process.platform} ${process.arch} it takes Node.js ${String(major)}, this is ${process.version}`,
    );
  }
  return process.execPath;
}

function isNative(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

function run(file: string, args: readonly string[], cwd: string): void {
  // Options of the Node.js around it are not meant for this one.
  const env = { ...process.env, NODE_OPTIONS: undefined };
  const { status, signal, stderr, error } = spawnSync(file, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(
      error?.message ?? (stderr.trim() || `${args.join(' ')} ended with ${String(signal ?? status)}`),
    );
  }
}
