import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { EXIT } from './exit-codes';
import { Failure } from './failure';

/** Faults of the place that is written to, and what to tell the user. */
const FAULTS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOENT: 'its folder does not exist',
  ENOSPC: 'no space is left',
  ENOTDIR: 'a part of the path is a file',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};

/** Writes a text file whole or not at all: under another name in its folder first. */
export function writeTextFile(path: string, text: string): void {
  const partial = `${path}.partial-${process.pid}`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    if (existsSync(partial)) {
      rmSync(partial);
    }
    const fault = FAULTS[(error as NodeJS.ErrnoException).code ?? ''];
    throw fault === undefined ? error : new Failure(`cannot write '${path}': ${fault}`, EXIT.no);
  }
}
