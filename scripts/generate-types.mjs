// Writes what comes from the schemas: types, defaults, validator and reference page of the declaration; types of the
// documents.
// `--check` writes nothing and exits 1 when a committed file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import * as defaults from './schema/defaults.mjs';
import * as docs from './schema/docs.mjs';
import * as documents from './schema/documents.mjs';
import * as types from './schema/types.mjs';
import * as validator from './schema/validator.mjs';

const check = process.argv.includes('--check');
for (const generator of [types, defaults, validator, docs, documents]) {
  const target = new URL(`../${generator.path}`, import.meta.url);
  const generated = await generator.generate();
  const committed = await readFile(target, 'utf8').catch(() => '');
  if (committed === generated) {
    continue;
  }
  if (check) {
    console.error(`${generator.path} is stale: run \`npm run schema\` and commit the result`);
    process.exitCode = 1;
  } else {
    await writeFile(target, generated);
    console.log(`wrote ${generator.path}`);
  }
}
