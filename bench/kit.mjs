// One synthesis by the kit: node kit.mjs DECLARATION OUT_DIR. Prints one line of JSON; the time is the processor's.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { loadDeclaration } = require('../dist/declaration/index.js');
const { synthesize } = require('../dist/stacks/index.js');

const [file, outdir] = process.argv.slice(2);
const loaded = loadDeclaration(file);
if (!loaded.ok) {
  throw new Error(
    `the bench's declaration has errors: ${JSON.stringify(loaded.errors.slice(0, 5), null, 1)}`,
  );
}
const start = process.cpuUsage();
const { stacks } = synthesize(loaded.deployment, { outdir, targets: ['azure'] });
const { user, system } = process.cpuUsage(start);
const milliseconds = (user + system) / 1000;
const resources = stacks.reduce(
  (sum, stack) => sum + Object.values(stack.resources).reduce((all, count) => all + count, 0),
  0,
);
console.log(JSON.stringify({ milliseconds, resources, peakKib: process.resourceUsage().maxRSS }));
