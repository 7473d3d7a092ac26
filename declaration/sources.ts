import { dirname, resolve } from 'node:path';
import { compact } from './maps';
import { findIncluded } from './include';
import { MAX_TOTAL_BYTES } from './limits';
import { PathSet } from './path-set';
import { checkAgainstSchema } from './repair';
import { SourceFile } from './source-file';
import { readTextFile } from './text-file';
import { declarationErrors, groupsFileErrors } from './validator';
import { parseYaml } from './yaml';
import { pathText, type Finding, type Path } from './finding';
import type { Problem } from './problem';
import type { Declaration, Group } from './types.generated';

/** A declaration as it was written in one or more files. */
export interface Sources {
  /** All files together, valid by the schema; undefined where nothing could be made of it. */
  readonly declaration: Declaration | undefined;
  /** Everything wrong so far. */
  readonly findings: readonly Finding[];
  /** Paths at which something is missing because it was wrong. */
  readonly gaps: PathSet;
  /** Files that were read, as findings name them. */
  readonly files: readonly string[];
  /** Directory that relative paths of a part of the declaration start from. */
  readonly directoryOf: (path: Path) => string;
  readonly locate: (problem: Problem) => Finding;
}

/** A gap that says: there are more groups than could be read. No group has this name. */
const SOME_GROUP: Path = ['groups', ''];

/** Reads a declaration and the files that it includes. */
export function readSources(path: string): Sources {
  return new SourceReader(resolve(path)).read();
}

class SourceReader {
  private readonly findings: Finding[] = [];
  private readonly gaps = new PathSet();
  private readonly files: string[] = [];
  private readonly groupFiles = new Map<string, SourceFile>();
  private main: SourceFile;
  private bytes = 0;

  public constructor(private readonly path: string) {
    this.main = new SourceFile(path, '', undefined);
  }

  public read(): Sources {
    const file = this.open(this.path, []);
    const declaration = file === undefined ? undefined : this.readMain(file);
    return {
      declaration,
      findings: this.findings,
      gaps: this.gaps,
      files: this.files,
      directoryOf: (path) => dirname(this.fileOf(path).path),
      locate: (problem) => place(problem, this.fileOf(problem.path)),
    };
  }

  private readMain(file: SourceFile): Declaration | undefined {
    this.main = file;
    const checked = this.check(file, declarationErrors);
    const declaration = checked as Declaration | undefined;
    if (declaration === undefined) {
      return undefined;
    }
    const groups: Record<string, Group> = { ...declaration.groups };
    for (const name of Object.keys(groups)) {
      this.groupFiles.set(name, file);
    }
    const included = findIncluded(dirname(this.path), this.path, declaration.include ?? []);
    for (const { index, ...problem } of included.problems) {
      this.report({ ...problem, path: ['include', index] }, file);
      this.gaps.add(SOME_GROUP);
    }
    for (const path of included.files) {
      this.addGroups(path, groups);
    }
    return { ...declaration, groups };
  }

  private addGroups(path: string, groups: Record<string, Group>): void {
    const file = this.open(path, SOME_GROUP);
    if (file === undefined) {
      return;
    }
    const checked = this.check(file, groupsFileErrors) as
      { readonly groups?: Record<string, Group> } | undefined;
    for (const [name, group] of Object.entries(checked?.groups ?? {})) {
      const other = this.groupFiles.get(name);
      if (other !== undefined) {
        const first = other.locate(['groups', name], 'key');
        this.report(
          {
            code: 'group-twice',
            path: ['groups', name],
            part: 'key',
            message: `group '${name}' is declared in ${other.name}:${first.line} already`,
            fix: 'rename one of the two, or put their applications together',
          },
          file,
        );
      } else {
        this.groupFiles.set(name, file);
        groups[name] = group;
      }
    }
  }

  /** Reads and parses one file; reports what is wrong with it. */
  private open(path: string, gap: Path): SourceFile | undefined {
    const unread = new SourceFile(path, '', undefined);
    const text = readTextFile(path);
    if (!text.ok) {
      this.report({ ...text.why, path: [] }, unread);
      this.gaps.add(gap);
      return undefined;
    }
    this.files.push(unread.name);
    this.bytes += text.bytes;
    if (this.bytes > MAX_TOTAL_BYTES) {
      this.report(
        {
          code: 'file-too-large',
          path: [],
          message: 'the files are too large together',
          allowed: `at most ${MAX_TOTAL_BYTES} bytes`,
          fix: 'make two deployments of it',
        },
        unread,
      );
      this.gaps.add(gap);
      return undefined;
    }
    const { root, problems } = parseYaml(text.text);
    const file = new SourceFile(path, text.text, root);
    for (const { at, ...problem } of problems) {
      this.findings.push({ ...finding(problem), file: file.name, ...file.position(at) });
    }
    if (root === undefined && problems.length === 0) {
      this.report(
        {
          code: 'file-empty',
          path: [],
          message: 'the file is empty',
          fix:
            gap.length === 0
              ? 'begin with version, name, domain and targets'
              : 'begin with groups, or remove the file',
        },
        file,
      );
    }
    if (root === undefined) {
      this.gaps.add(gap);
      return undefined;
    }
    return file;
  }

  private check(file: SourceFile, validate: typeof declarationErrors): unknown {
    const { value, problems, gaps } = checkAgainstSchema(file.root?.value, validate, (path) =>
      file.sourceText(path),
    );
    for (const problem of problems) {
      const foreign = file !== this.main && problem.code === 'unknown-key' && problem.path.length === 1;
      this.report(
        foreign
          ? {
              ...problem,
              code: 'groups-file-key',
              message: `an included file has 'groups' and nothing else`,
              given: `'${String(problem.path[0])}'`,
              fix: 'move it to the declaration',
            }
          : problem,
        file,
      );
    }
    for (const gap of gaps) {
      this.gaps.add(file !== this.main && gap.length < SOME_GROUP.length ? SOME_GROUP : gap);
    }
    return value;
  }

  private fileOf(path: Path): SourceFile {
    return (path[0] === 'groups' ? this.groupFiles.get(String(path[1])) : undefined) ?? this.main;
  }

  private report(problem: Problem, file: SourceFile): void {
    this.findings.push(place(problem, file));
  }
}

function place(problem: Problem, file: SourceFile): Finding {
  return { ...finding(problem), file: file.name, ...file.locate(problem.path, problem.part ?? 'value') };
}

/** A finding without its place. */
export function finding({ code, path, severity = 'error', message, given, allowed, fix }: Problem): Finding {
  return {
    code,
    severity,
    file: '',
    line: 0,
    column: 0,
    path: pathText(path),
    message,
    ...compact({ given, allowed, fix }),
  };
}
