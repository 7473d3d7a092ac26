import { chown, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { codeOf } from '../dial/dial-error';
import { MAX_STATE_BYTES } from './limits';

/**
 * Writes a file of the state directory whole or not at all, readable by its owner alone. Run by root, the file gets the owner of
 * the directory, so that the service that owns it can still read it.
 */
export async function writeStateFile(path: string, text: string): Promise<void> {
  const directory = dirname(path);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = join(directory, `.${randomBytes(6).toString('hex')}.draft`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (process.getuid?.() === 0) {
      const { uid, gid } = await stat(directory);
      await chown(draft, uid, gid);
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * The text of a file; `undefined` where there is none.
 *
 * @throws Error where it is larger than `MAX_STATE_BYTES` or cannot be read
 */
export async function readStateFile(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > MAX_STATE_BYTES) throw new Error(`${path} has ${size} bytes, allowed: ${MAX_STATE_BYTES}`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
