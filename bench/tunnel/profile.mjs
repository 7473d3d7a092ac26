// What was measured, as a capacity profile for a declaration.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * One row for a machine like this one: a connector that has it to itself carries more, for relay, backend and load generator
 * had their part of it. The rate is the one that the 99th percentile was taken at.
 */
export function writeProfile(file, { rate, latency, throughput }, { largeBytes, folder }) {
  const p99 = Math.max(...latency.map(({ ours }) => ours.p99));
  const large = Math.min(...throughput['64k'].map(({ ours }) => ours.perSecond));
  const profile = {
    date: new Date().toISOString().slice(0, 10),
    source: `npm run bench:tunnel on ${cpus()[0]?.model.trim() ?? 'this machine'}: relay, connector, backend and load together, 1 KiB`,
    rows: [
      {
        cores: cpus().length,
        ramGiB: Math.max(1, Math.floor(totalmem() / 2 ** 30)),
        p99Ms: Math.max(1, Math.ceil(p99)),
        maxTps: rate,
      },
    ],
    maxMbps: Math.floor((large * largeBytes * 8) / 1e6),
  };
  const text = require('js-yaml').dump(
    { capacity: { profile: 'measured', profiles: { measured: profile } } },
    { lineWidth: -1 },
  );
  check(text, folder);
  writeFileSync(file, text);
}

/** Holds the profile against what declarations accept. */
function check(text, folder) {
  const { loadDeclaration, formatFindings } = require('../../dist/declaration/index.js');
  const file = join(folder, 'profile-check.yaml');
  const rest = 'version: 1\nname: bench\ndomain: apps.example.com\ntargets: { local: {} }\n';
  const group =
    "groups:\n  hq:\n    connectors: 2\n    applications:\n      wiki: { url: 'http://10.0.0.20:8080' }\n";
  writeFileSync(file, `${rest}${text}${group}`);
  const loaded = loadDeclaration(file);
  if (!loaded.ok)
    throw new Error(
      `the profile is not accepted:\n${formatFindings(loaded.errors)}\n${readFileSync(file, 'utf8')}`,
    );
}
