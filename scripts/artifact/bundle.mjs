// Bundles the runtime with all its libraries into one file, dist/app-proxy.cjs, and writes their licences beside it.
// The same sources and packages give the same bytes, wherever they lie and whenever it runs.
import { build } from 'esbuild';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { notices } from './notices.mjs';

const ROOT = resolve(import.meta.dirname, '..', '..');

const { outputFiles, metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['runtime/main.ts'],
  outfile: 'dist/app-proxy.cjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  // Node's own header reader, which has no public name.
  external: ['_http_common'],
  // Names and lines stay: a stack trace is for people.
  minifySyntax: true,
  legalComments: 'none',
  // Nothing of the project's settings for other tools.
  tsconfigRaw: { compilerOptions: { target: 'es2022', useDefineForClassFields: true } },
  // The same names where the packages are linked from elsewhere.
  preserveSymlinks: true,
  metafile: true,
  write: false,
  logLevel: 'warning',
});

await mkdir(join(ROOT, 'dist'), { recursive: true });
await write('dist/app-proxy.cjs', outputFiles[0].contents);
const held = Object.entries(metafile.outputs['dist/app-proxy.cjs'].inputs)
  .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  .map(([input]) => input);
await write('dist/THIRD-PARTY-NOTICES', await notices(ROOT, held));

/** In one piece for whoever reads it meanwhile. */
async function write(path, content) {
  const file = join(ROOT, path);
  await writeFile(`${file}.${process.pid}.tmp`, content);
  await rename(`${file}.${process.pid}.tmp`, file);
}
