import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getAsset, isSea } from 'node:sea';
import type { Io } from './io';

/** In the executable and, but for Node's, beside the bundle. */
const NOTICES = 'THIRD-PARTY-NOTICES';
const NODE_LICENCE = 'LICENSE-node';

/** `app-proxy licences`: what those who made the libraries in it ask to be told. */
export function addLicences(program: Command, io: Io): void {
  program
    .command('licences')
    .summary('print the licences of what the program holds')
    .description('Prints the licences of the libraries, and of Node.js, that the program holds.')
    .action(() => {
      if (!isSea()) {
        io.out.write(readFileSync(join(dirname(__filename), NOTICES), 'utf8'));
        return;
      }
      io.out.write(getAsset(NOTICES, 'utf8'));
      io.out.line(`${'-'.repeat(80)}\n\nNode.js ${process.version}\n`);
      io.out.write(getAsset(NODE_LICENCE, 'utf8'));
    });
}
