import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Problem } from './problem';
import type { Runtime } from './model';
import type { Runtime as DeclaredRuntime } from './types.generated';

/** The program that ships with the kit, relative to the package. */
const DEFAULT_ARTIFACT = 'runtime/stand-in/app-proxy';

/** The runtime with its digest, or why there is none. */
export function resolveRuntime(
  declared: DeclaredRuntime | undefined,
  directory: string,
): { readonly runtime: Runtime | undefined; readonly problems: readonly Problem[] } {
  const artifact =
    declared?.artifact === undefined
      ? join(packageRoot(), DEFAULT_ARTIFACT)
      : resolve(directory, declared.artifact);
  let sha256: string;
  try {
    // A device or a pipe may never end.
    if (!statSync(artifact).isFile()) throw new Error('not a file');
    sha256 = createHash('sha256').update(readFileSync(artifact)).digest('hex');
  } catch {
    return {
      runtime: undefined,
      problems: [
        {
          code: 'runtime-artifact',
          path: declared?.artifact === undefined ? ['runtime'] : ['runtime', 'artifact'],
          message: 'the program cannot be read',
          given: `'${declared?.artifact ?? DEFAULT_ARTIFACT}'`,
          fix:
            declared?.artifact === undefined
              ? 'install the package anew, or name a program in runtime.artifact'
              : 'correct the path: it is relative to the declaration',
        },
      ],
    };
  }
  if (declared?.sha256 !== undefined && declared.sha256 !== sha256) {
    return {
      runtime: undefined,
      problems: [
        {
          code: 'runtime-digest',
          path: ['runtime', 'sha256'],
          message: 'the program has another digest',
          given: declared.sha256,
          allowed: sha256,
          fix: 'check where the file comes from, then correct the digest',
        },
      ],
    };
  }
  return { runtime: { version: declared?.version ?? packageVersion(), artifact, sha256 }, problems: [] };
}

/** Version of the kit, which the program that ships with it has too. */
function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

/** The directory of package.json: one up from the sources, two up from dist/. */
function packageRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'package.json')) && dirname(directory) !== directory) {
    directory = dirname(directory);
  }
  return directory;
}
