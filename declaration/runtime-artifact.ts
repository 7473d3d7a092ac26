import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { bundleOf, keptExecutable } from './executable/kept-executable';
import type { Problem } from './problem';
import type { Runtime } from './model';
import type { Runtime as DeclaredRuntime } from './types.generated';

export interface ProgramOptions {
  /**
   * Whether the kit's own program is made as an executable where it is not there yet, which takes seconds. Without it,
   * `runtime` is the bundle that the executable is made of: enough to validate, to plan and to run on this machine, not to
   * synthesize. A program that the declaration names, or whose digest it gives, is read in either case.
   *
   * @default true
   */
  readonly makeProgram?: boolean;
  /** Told before the executable is made. */
  readonly onMakeProgram?: () => void;
}

type Program = Pick<Runtime, 'artifact' | 'sha256'>;

/** The runtime with its digest, or why there is none. */
export function resolveRuntime(
  declared: DeclaredRuntime | undefined,
  directory: string,
  options: ProgramOptions = {},
): { readonly runtime: Runtime | undefined; readonly problems: readonly Problem[] } {
  const found =
    declared?.artifact === undefined
      ? ownProgram(declared, options)
      : declaredProgram(declared.artifact, directory);
  if ('code' in found) {
    return { runtime: undefined, problems: [found] };
  }
  if (declared?.sha256 !== undefined && declared.sha256 !== found.sha256) {
    return {
      runtime: undefined,
      problems: [
        {
          code: 'runtime-digest',
          path: ['runtime', 'sha256'],
          message: 'the program has another digest',
          given: declared.sha256,
          allowed: found.sha256,
          fix: 'check where the file comes from, then correct the digest',
        },
      ],
    };
  }
  return { runtime: { version: declared?.version ?? packageVersion(), ...found }, problems: [] };
}

function declaredProgram(given: string, directory: string): Program | Problem {
  const artifact = resolve(directory, given);
  try {
    return { artifact, sha256: digestOf(artifact) };
  } catch {
    return {
      code: 'runtime-artifact',
      path: ['runtime', 'artifact'],
      message: 'the program cannot be read',
      given: `'${given}'`,
      fix: 'correct the path: it is relative to the declaration',
    };
  }
}

/**
 * The runtime as machines run it: the executable in the place of the bundle, made where it is not there yet. A program
 * that the declaration names stays.
 *
 * @throws Error where it cannot be made
 */
export function executableRuntime(runtime: Runtime, onMake?: () => void): Runtime {
  const root = packageRoot();
  if (runtime.artifact !== bundleOf(root)) return runtime;
  const { file, sha256 } = keptExecutable({ packageRoot: root, onMake });
  return { ...runtime, artifact: file, sha256 };
}

function ownProgram(declared: DeclaredRuntime | undefined, options: ProgramOptions): Program | Problem {
  const root = packageRoot();
  try {
    if (options.makeProgram === false && declared?.sha256 === undefined) {
      return { artifact: bundleOf(root), sha256: digestOf(bundleOf(root)) };
    }
    const { file, sha256 } = keptExecutable({ packageRoot: root, onMake: options.onMakeProgram });
    return { artifact: file, sha256 };
  } catch (error) {
    return {
      code: 'runtime-artifact',
      path: ['runtime'],
      message: `the program that comes with the kit cannot be made: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'remove the cause, or name a program in runtime.artifact',
    };
  }
}

function digestOf(file: string): string {
  // A device or a pipe may never end.
  if (!statSync(file).isFile()) throw new Error(`${file} is not a file`);
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Version of the kit, which the program that comes with it has too. */
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
