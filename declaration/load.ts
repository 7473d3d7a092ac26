import { resolveDeployment, type Origins } from './resolve';
import { type ProgramOptions, resolveRuntime } from './runtime-artifact';
import { PathSet } from './path-set';
import { checkAgainstSchema } from './repair';
import { finding, readSources } from './sources';
import { rules } from './rules';
import type { Places } from './rules/rule';
import { Survey } from './survey';
import { declarationErrors } from './validator';
import type { Finding } from './finding';
import type { Deployment } from './model';
import type { Problem } from './problem';
import type { Declaration } from './types.generated';

export type LoadResult =
  | {
      readonly ok: true;
      readonly deployment: Deployment;
      readonly warnings: readonly Finding[];
      /** Files that were read. */
      readonly files: readonly string[];
    }
  | { readonly ok: false; readonly errors: readonly Finding[]; readonly warnings: readonly Finding[] };

/**
 * Reads a declaration and the files that it includes, validates them and fills in what is not said. All
 * errors come at once. Throws for no mistake in the files.
 *
 * @param path path of the declaration
 */
export function loadDeclaration(path: string, options: ProgramOptions = {}): LoadResult {
  const sources = readSources(path);
  return finish(sources.declaration, options, {
    findings: sources.findings,
    gaps: sources.gaps,
    files: sources.files,
    locate: sources.locate,
    directoryOf: sources.directoryOf,
    sourceOf: (at) => {
      const { file, line } = sources.locate({ code: 'unknown-key', path: at, part: 'key', message: '' });
      return { file, line };
    },
  });
}

/**
 * The same for a declaration that was made in TypeScript: the same rules, findings without a place.
 *
 * @param options.baseDirectory directory that relative paths in the declaration start from
 */
export function resolveDeclaration(
  declaration: Declaration,
  options: ProgramOptions & { readonly baseDirectory: string },
): LoadResult {
  // A copy: the deployment is frozen, and the caller's own object must not be.
  const copy = structuredClone(declaration);
  const { value, problems, gaps: paths } = checkAgainstSchema(copy, declarationErrors, () => undefined);
  const gaps = new PathSet();
  for (const path of paths) {
    gaps.add(path);
  }
  return finish(value as Declaration | undefined, options, {
    findings: problems.map(finding),
    gaps,
    files: [],
    locate: finding,
    directoryOf: () => options.baseDirectory,
    sourceOf: () => ({ file: '', line: 0 }),
  });
}

interface Read extends Origins {
  readonly findings: readonly Finding[];
  readonly gaps: PathSet;
  readonly files: readonly string[];
  readonly locate: (problem: Problem) => Finding;
}

function finish(declaration: Declaration | undefined, options: ProgramOptions, read: Read): LoadResult {
  const findings = [...read.findings];
  if (declaration === undefined) {
    return failed(findings);
  }
  const survey = new Survey(declaration, read.gaps);
  const report = (problem: Problem): void => {
    findings.push(read.locate(problem));
  };
  const places: Places = {
    directoryOf: read.directoryOf,
    placeOf: (path) => {
      const { file, line } = read.sourceOf(path);
      return file === '' ? '' : ` (${file}:${line})`;
    },
  };
  for (const rule of rules) {
    rule(survey, report, places);
  }
  // Nobody waits for a program that nothing will run.
  const makeProgram = options.makeProgram !== false && !findings.some(({ severity }) => severity === 'error');
  const { runtime, problems } = resolveRuntime(declaration.runtime, read.directoryOf([]), {
    ...options,
    makeProgram,
  });
  problems.forEach(report);
  if (runtime === undefined || findings.some(({ severity }) => severity === 'error')) {
    return failed(findings);
  }
  return {
    ok: true,
    deployment: resolveDeployment(survey, runtime, read),
    warnings: inOrder(findings),
    files: read.files,
  };
}

function failed(findings: readonly Finding[]): LoadResult {
  const ordered = inOrder(findings);
  return {
    ok: false,
    errors: ordered.filter(({ severity }) => severity === 'error'),
    warnings: ordered.filter(({ severity }) => severity === 'warning'),
  };
}

/** In the order of the text; findings of one place stay in the order in which they were found. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const files = new Map<string, number>();
  findings.forEach(({ file }) => files.set(file, files.get(file) ?? files.size));
  return [...findings].sort(
    (one, other) =>
      (files.get(one.file) ?? 0) - (files.get(other.file) ?? 0) ||
      one.line - other.line ||
      one.column - other.column,
  );
}
