import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { MAX_INCLUDED_FILES } from './limits';
import type { FindingCode } from './codes';

export interface IncludeProblem {
  /** Position in `include`. */
  readonly index: number;
  readonly code: FindingCode;
  readonly message: string;
  readonly given?: string;
  readonly allowed?: string;
  readonly fix: string;
}

export interface Included {
  /** Absolute paths, each once, in the order of the entries and by name within an entry. */
  readonly files: readonly string[];
  readonly problems: readonly IncludeProblem[];
}

const BELOW = 'a path below the directory of the declaration, such as groups/*.yaml';

/** The files that the entries of `include` lead to. None of them lies outside `directory`, not even by a link. */
export function findIncluded(directory: string, mainFile: string, entries: readonly string[]): Included {
  const files = new Map<string, string>();
  const problems: IncludeProblem[] = [];
  const root = realpathSync(directory);
  const main = realpathSync(mainFile);
  entries.forEach((entry, index) => {
    const problem = (code: FindingCode, message: string, fix: string, allowed?: string): void => {
      problems.push({
        index,
        code,
        message,
        given: `'${entry}'`,
        fix,
        ...(allowed === undefined ? {} : { allowed }),
      });
    };
    const segments = entry.split('/').filter((segment) => segment !== '' && segment !== '.');
    if (isAbsolute(entry) || entry.includes('\\') || /^[A-Za-z]:/.test(entry) || segments.includes('..')) {
      problem('include-outside', 'the path may lead outside', 'move the file below the declaration', BELOW);
      return;
    }
    let used = 0;
    for (const path of match(directory, segments)) {
      const real = realPath(path);
      if (real === undefined) {
        problem('file-missing', `'${path.slice(directory.length + 1)}' leads to no file`, 'remove the link');
      } else if (real !== root && !real.startsWith(root + sep)) {
        problem('include-outside', 'a link leads outside', 'move the file below the declaration', BELOW);
      } else if (real === main) {
        if (!entry.includes('*')) {
          problem('include-self', 'the declaration includes itself', 'remove the entry');
        }
        used += entry.includes('*') ? 0 : 1;
        continue;
      } else if (!files.has(real)) {
        files.set(real, path);
      }
      used += 1;
    }
    if (used === 0) {
      problem('include-nothing', 'matches no file', 'correct the path, or remove the entry');
    }
  });
  if (files.size > MAX_INCLUDED_FILES) {
    problems.push({
      index: 0,
      code: 'include-limit',
      message: 'too many files are included',
      given: `${files.size} files`,
      allowed: `at most ${MAX_INCLUDED_FILES}`,
      fix: 'put more groups into one file',
    });
    return { files: [], problems };
  }
  return { files: [...files.values()], problems };
}

/** Paths that the segments match, by name; a directory only where it was named without `*`. */
function match(directory: string, segments: readonly string[]): readonly string[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    return [directory];
  }
  if (!segment.includes('*')) {
    const path = join(directory, segment);
    return exists(path) ? match(path, rest) : [];
  }
  const hidden = segment.startsWith('.');
  return names(directory)
    .filter((name) => matches(name, segment) && (hidden || !name.startsWith('.')))
    .map((name) => join(directory, name))
    .filter((path) => rest.length > 0 || !isDirectory(path))
    .flatMap((path) => match(path, rest));
}

function names(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

/** Whether `*` in the pattern can stand for what the name has there; time is at most name times pattern. */
function matches(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) {
    return false;
  }
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > name.length - last.length) {
      return false;
    }
    at = found + part.length;
  }
  return true;
}

function exists(path: string): boolean {
  return orUndefined(() => lstatSync(path)) !== undefined;
}

function isDirectory(path: string): boolean {
  return orUndefined(() => statSync(path))?.isDirectory() ?? false;
}

function realPath(path: string): string | undefined {
  return orUndefined(() => realpathSync(path));
}

function orUndefined<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
