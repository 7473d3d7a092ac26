// One validation: node validate.mjs DECLARATION. Prints one line of JSON; the start of the process counts.
import { createRequire } from 'node:module';

const { loadDeclaration } = createRequire(import.meta.url)('../dist/declaration/index.js');
const loaded = loadDeclaration(process.argv[2]);
if (!loaded.ok) {
  throw new Error(
    `the bench's declaration has errors: ${JSON.stringify(loaded.errors.slice(0, 5), null, 1)}`,
  );
}
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ milliseconds: (user + system) / 1000 }));
