// npm run bench [-- --json] [-- --rounds N]
// Times synthesis of a large deployment beside a floor of bare cdktf classes, in turns, each in a process of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { APPLICATIONS, CONNECTORS, writeDeclaration } from './declaration.mjs';

/** Groups of the large deployment, and of the one that growth is measured against. */
const LARGE = 1000;
const SMALL = 100;

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  fail(`--rounds '${values.rounds}', allowed: a whole number from 1`);
}
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
if (!existsSync(here('../dist/stacks/index.js'))) {
  fail('dist/ is not there: run npm run build first');
}

const folder = mkdtempSync(join(tmpdir(), 'app-proxy-bench-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
report(measure());

function measure() {
  const large = writeDeclaration(folder, LARGE);
  const small = writeDeclaration(folder, SMALL);
  const out = (name) => join(folder, name);
  const samples = { kit: [], floor: [], quiet: [], small: [], validate: [] };
  for (let round = 0; round < rounds; round += 1) {
    note(`round ${round + 1} of ${rounds}`);
    samples.small.push(child('kit.mjs', small, out('small')));
    samples.kit.push(child('kit.mjs', large, out('kit')));
    samples.floor.push(
      child('floor.mjs', out('kit'), out(`floor-${round}`), ...(round === 0 ? ['--verify'] : [])),
    );
    samples.quiet.push(child('floor.mjs', out('kit'), out(`quiet-${round}`), '--without-call-stacks'));
    samples.validate.push(child('validate.mjs', large));
  }
  return samples;
}

/** One process that prints its measurements as JSON. */
function child(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [here(script), ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) fail(`${script} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

function report(samples) {
  const best = (name) => Math.min(...samples[name].map(({ milliseconds }) => milliseconds));
  const { resources } = samples.kit[0];
  if (samples.floor[0].resources !== resources) {
    fail(`the floor built ${samples.floor[0].resources} resources, the kit ${resources}`);
  }
  const metrics = [
    ['synth-vs-floor', best('kit') / best('floor'), 'ratio', 1.5],
    ['synth-growth-10x', best('kit') / best('small'), 'ratio', 11],
    ['synth-peak-mib', Math.max(...samples.kit.map(({ peakKib }) => peakKib)) / 1024, 'MiB', 1024],
    ['validate-vs-synth', best('validate') / best('kit'), 'ratio', 0.1],
  ].map(([metric, value, unit, goal]) => ({ metric, value: Number(value.toPrecision(3)), unit, goal }));
  if (values.json) {
    for (const metric of metrics) console.log(JSON.stringify(metric));
  } else {
    console.log(
      `${LARGE} groups x ${CONNECTORS} connectors x ${APPLICATIONS} applications, ${resources} resources, best of ${rounds}`,
    );
    const quiet = (best('kit') / best('quiet')).toPrecision(3);
    console.log(`beside a floor that does not record call stacks either: ${quiet}`);
    for (const { metric, value, unit, goal } of metrics) {
      const verdict = value <= goal ? 'met' : 'MISSED';
      console.log(
        `${metric.padEnd(20)}${String(value).padStart(8)} ${unit.padEnd(6)}goal at most ${goal}: ${verdict}`,
      );
    }
  }
  if (metrics.some(({ value, goal }) => value > goal)) process.exitCode = 1;
}

function note(text) {
  if (!values.json) process.stderr.write(`${text}\n`);
}

function fail(text) {
  process.stderr.write(`bench: ${text}\n`);
  process.exit(2);
}
