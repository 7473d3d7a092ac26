import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isSea } from 'node:sea';

export interface SelfCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * How this program is run once more with other arguments, as an executable of its own or as a file for Node.js. For
 * `spawn(file, args, { stdio: [..., 'ipc'] })`: messages and sockets pass as between any two processes of Node.js.
 * From the sources (in a test) it is the bundle in `dist/`, which must have been made.
 */
export function selfCommand(args: readonly string[]): SelfCommand {
  return isSea()
    ? { file: process.execPath, args: [...args] }
    : { file: process.execPath, args: [...process.execArgv, bundle(), ...args] };
}

/** The bundle is one file: this one, once it is part of it. */
function bundle(): string {
  if (__filename.endsWith('.cjs')) return __filename;
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'dist', 'app-proxy.cjs');
}
