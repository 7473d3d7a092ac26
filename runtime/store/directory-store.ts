import { createHash, randomBytes } from 'node:crypto';
import { constants, type BigIntStats, type Dirent } from 'node:fs';
import { link, mkdir, open, readdir, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, messageOf } from './fault';
import { LOCK_SECONDS, MAX_LISTED, MAX_STORED_BYTES } from './limits';
import { checkName, checkPrefix, isName } from './name';
import type { Content, Entry, Store } from './store';
import { StoreError } from './store-error';

export interface DirectoryStoreOptions {
  /** Made at the first write. */
  readonly directory: string;
  /** Bytes of one text. @default MAX_STORED_BYTES */
  readonly maxBytes?: number;
  /** Rights of files and folders that are made: nobody but the user that the program runs as. @default false */
  readonly private?: boolean;
}

/**
 * Texts as files of a directory. What is written is renamed into its place, so a reader sees all of it or nothing; a
 * file that begins with a dot is on its way there. The `etag` is the digest of the content.
 */
export class DirectoryStore implements Store {
  readonly place: string;
  private readonly maxBytes: number;
  private readonly fileMode: number;
  private readonly folderMode: number;
  /** Digests that were computed once, with what the file looked like then. */
  private readonly known = new Map<string, { readonly look: string; readonly etag: string }>();

  constructor(options: DirectoryStoreOptions) {
    this.place = options.directory;
    this.maxBytes = options.maxBytes ?? MAX_STORED_BYTES;
    this.fileMode = options.private === true ? 0o600 : 0o644;
    this.folderMode = options.private === true ? 0o700 : 0o755;
  }

  async list(prefix: string): Promise<readonly Entry[]> {
    checkPrefix(prefix);
    const entries: Entry[] = [];
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    await this.guarded(`list '${prefix}'`, () => this.walk(folder, prefix, entries));
    const names = new Set(entries.map(({ name }) => name));
    for (const name of this.known.keys()) {
      if (name.startsWith(prefix) && !names.has(name)) this.known.delete(name);
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async read(
    name: string,
    known: { readonly etag?: string } = {},
  ): Promise<Content | 'unchanged' | undefined> {
    checkName(name);
    const content = await this.guarded(`read '${name}'`, () => this.content(name));
    return content !== undefined && content.etag === known.etag ? 'unchanged' : content;
  }

  async create(name: string, text: string): Promise<boolean> {
    return this.placed(name, text, async (temporary, target) => {
      try {
        await link(temporary, target);
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      } finally {
        await unlink(temporary);
      }
    });
  }

  async write(name: string, text: string, known: { readonly etag?: string } = {}): Promise<boolean> {
    const { etag } = known;
    if (etag === undefined) {
      return this.placed(name, text, async (temporary, target) => {
        await rename(temporary, target);
        return true;
      });
    }
    return this.placed(name, text, (temporary, target) =>
      locked(target, async () => {
        if ((await this.content(name))?.etag !== etag) return false;
        await rename(temporary, target);
        return true;
      }),
    );
  }

  async remove(name: string): Promise<void> {
    checkName(name);
    await this.guarded(`remove '${name}'`, () => gone(unlink(join(this.place, name))));
  }

  private async walk(folder: string, prefix: string, entries: Entry[]): Promise<void> {
    const found: Dirent[] = (await gone(readdir(join(this.place, folder), { withFileTypes: true }))) ?? [];
    for (const each of found) {
      const name = `${folder}${each.name}`;
      if (!isName(name) || !(name.startsWith(prefix) || prefix.startsWith(`${name}/`))) continue;
      const stats = await gone(stat(join(this.place, name), { bigint: true }));
      if (stats?.isDirectory() === true) await this.walk(`${name}/`, prefix, entries);
      else if (stats?.isFile() === true && name.startsWith(prefix)) {
        const etag = await this.etag(name, stats);
        if (etag === undefined) continue;
        entries.push({ name, etag, modified: stats.mtime });
        if (entries.length > MAX_LISTED) {
          throw new StoreError(
            'too-many',
            `more than ${MAX_LISTED} texts under '${prefix}' of '${this.place}', allowed: ${MAX_LISTED}; take away what is not needed`,
          );
        }
      }
    }
  }

  /** The digest of the content, read only where the file looks different from before. */
  private async etag(name: string, stats: BigIntStats): Promise<string | undefined> {
    const look = lookOf(stats);
    const known = this.known.get(name);
    if (known?.look === look) return known.etag;
    // Listed all the same, so that whoever reads it learns that it is too large.
    if (stats.size > BigInt(this.maxBytes)) return `too-large-${stats.size}`;
    return (await this.content(name))?.etag;
  }

  private async content(name: string): Promise<Content | undefined> {
    const file = await gone(open(join(this.place, name), constants.O_RDONLY));
    if (file === undefined) return undefined;
    try {
      const stats = await file.stat({ bigint: true });
      if (stats.size > BigInt(this.maxBytes)) throw this.tooLarge(name, Number(stats.size));
      const text = await file.readFile('utf8');
      const etag = digest(text);
      this.known.set(name, { look: lookOf(stats), etag });
      return { text, etag };
    } finally {
      await file.close();
    }
  }

  /** Writes beside the target, and lets `put` bring it there. */
  private async placed(
    name: string,
    text: string,
    put: (temporary: string, target: string) => Promise<boolean>,
  ): Promise<boolean> {
    checkName(name);
    const bytes = Buffer.byteLength(text);
    if (bytes > this.maxBytes) throw this.tooLarge(name, bytes);
    const target = join(this.place, name);
    const temporary = join(dirname(target), `.${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
    return this.guarded(`write '${name}'`, async () => {
      await mkdir(dirname(target), { recursive: true, mode: this.folderMode });
      try {
        await writeFile(temporary, text, { mode: this.fileMode, flag: 'wx', flush: true });
        return await put(temporary, target);
      } finally {
        await gone(unlink(temporary));
      }
    });
  }

  private tooLarge(name: string, bytes: number): StoreError {
    return new StoreError(
      'too-large',
      `'${name}' of '${this.place}' has ${bytes} bytes, allowed: at most ${this.maxBytes}`,
    );
  }

  private async guarded<T>(what: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof StoreError) throw error;
      const code = codeOf(error);
      throw new StoreError(
        code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'denied' : 'unavailable',
        `cannot ${what} of '${this.place}': ${messageOf(error)}`,
        { cause: error },
      );
    }
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function lookOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

/** Milliseconds between two tries to get the lock. */
const LOCK_PAUSE = 20;

/** Runs the action while no other process of any machine that shares the directory runs one for the same file. */
async function locked<T>(target: string, action: () => Promise<T>): Promise<T> {
  const lock = join(dirname(target), `.${target.slice(dirname(target).length + 1)}.lock`);
  for (;;) {
    try {
      await writeFile(lock, '', { flag: 'wx' });
      break;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const held = await gone(stat(lock));
    // Left by a process that was killed.
    if (held !== undefined && Date.now() - held.mtimeMs > LOCK_SECONDS * 1000) await gone(unlink(lock));
    else await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE));
  }
  try {
    return await action();
  } finally {
    await gone(unlink(lock));
  }
}

/** The result, or undefined where the file or folder does not exist. */
async function gone<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
