import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EXIT } from '../exit-codes';
import { Failure } from '../failure';
import { packageRoot } from '../package-root';

/**
 * The runtime as a command: it is run, never imported.
 *
 * @param given an executable, or a file for this Node.js. @default the bundle that comes with this package
 * @throws Failure where there is no such file
 */
export function runtimeProgram(given?: string): readonly string[] {
  const file = given === undefined ? join(packageRoot(), 'dist', 'app-proxy.cjs') : resolve(given);
  if (!existsSync(file)) {
    throw new Failure(
      given === undefined
        ? `the runtime is not built: ${file} is not there; run 'npm run build'`
        : `--runtime: ${file} is not there; give the executable or the bundle of the runtime`,
      EXIT.no,
    );
  }
  return /\.[cm]?js$/.test(file) ? [process.execPath, file] : [file];
}
