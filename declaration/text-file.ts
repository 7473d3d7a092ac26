import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { MAX_FILE_BYTES } from './limits';
import type { Problem } from './problem';

export interface TextFile {
  readonly ok: true;
  /** Without a byte order mark. */
  readonly text: string;
  readonly bytes: number;
}

export interface UnreadableFile {
  readonly ok: false;
  readonly why: Omit<Problem, 'path'> & { readonly fix: string };
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Reads a UTF-8 file; each way in which that can fail is a value. */
export function readTextFile(path: string): TextFile | UnreadableFile {
  let descriptor: number | undefined;
  try {
    // Non-blocking, so that a named pipe is refused instead of waited for.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return readOpenFile(descriptor);
  } catch (error) {
    return unreadable(error);
  } finally {
    if (descriptor !== undefined) {
      closeSync(descriptor);
    }
  }
}

function readOpenFile(descriptor: number): TextFile | UnreadableFile {
  const stat = fstatSync(descriptor);
  if (stat.isDirectory()) {
    return refused({
      code: 'file-is-directory',
      message: 'is a directory',
      fix: 'name the file in it, such as app-proxy.yaml',
    });
  }
  if (!stat.isFile()) {
    return refused({ code: 'file-unreadable', message: 'is not a regular file', fix: 'name a file' });
  }
  if (stat.size > MAX_FILE_BYTES) {
    return refused({
      code: 'file-too-large',
      message: 'the file is too large',
      given: `${stat.size} bytes`,
      allowed: `at most ${MAX_FILE_BYTES} bytes`,
      fix: "spread the groups over files that 'include' names",
    });
  }
  const bytes = readFileSync(descriptor);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refused({ code: 'file-not-utf8', message: 'the file is not UTF-8 text', fix: 'save it as UTF-8' });
  }
  return {
    ok: true,
    text: text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text,
    bytes: bytes.length,
  };
}

function unreadable(error: unknown): UnreadableFile {
  const reason =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
  if (reason === 'ENOENT' || reason === 'ENOTDIR') {
    return refused({ code: 'file-missing', message: 'the file does not exist', fix: 'check the path' });
  }
  return refused({
    code: 'file-unreadable',
    message: `the file cannot be read (${reason})`,
    fix: 'make it readable for the user who runs this',
  });
}

function refused(why: UnreadableFile['why']): UnreadableFile {
  return { ok: false, why };
}
