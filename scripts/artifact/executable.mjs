// Makes the executable of the runtime as a declaration without runtime.artifact has it: dist/artifact/app-proxy-linux-x64.
// `npm run build` comes first.
import { performance } from 'node:perf_hooks';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);
const { keptExecutable } = require(join(root, 'dist', 'declaration', 'executable', 'kept-executable.js'));

const started = performance.now();
const { file, sha256 } = keptExecutable({
  packageRoot: root,
  onMake: () => console.error('making the executable ...'),
});
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.error(`${relative(process.cwd(), file)}, ${seconds} s`);
console.log(`${sha256}  ${relative(process.cwd(), file)}`);
