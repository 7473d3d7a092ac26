// npm run bench:tunnel [-- --json] [--rounds 5] [--seconds 6] [--connections 64] [--quick] [--no-memory] [--soak MINUTES]
//   [--profile-out FILE] [--only throughput,p99,memory] [--self-check]
// Measures the relay and the connector beside two chained nginx that do the same legs: TLS from users, mutual TLS between the
// two, plain HTTP to one backend. All on this machine, in turns.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { missingPrograms, startAppProxy } from './app-proxy.mjs';
import { makeCertificates } from './certificates.mjs';
import { atRate, saturate } from './load.mjs';
import { measureMemory } from './memory.mjs';
import { LARGE, SMALL, startBackend, startNginxChain, UPLOAD } from './nginx.mjs';
import { killAll, run, stop } from './processes.mjs';
import { writeProfile } from './profile.mjs';
import { printMetrics } from './report.mjs';
import { soak } from './soak.mjs';

/** What is sent, by name: each at full speed in every round. */
const CASES = {
  '1k': { path: '/1k' },
  '64k': { path: '/64k' },
  post: { path: '/post', upload: UPLOAD },
  h2: { path: '/1k', http2: true },
};
const BODY_BYTES = { '1k': SMALL, '64k': LARGE };
const TOOLS = { nginx: 'nginx', wrk: 'wrk', h2load: 'nghttp2-client', openssl: 'openssl' };
/** Seconds of load on each system before the first round: compilers and connection pools warm up. */
const WARM_UP = 3;
/** Requests a second of the seed profile's row of two cores. */
const SEED_TPS = 586;

const PARTS = ['throughput', 'p99', 'memory'];
const options = readOptions();
const note = (text) => {
  if (!options.json) process.stderr.write(`${text}\n`);
};

const folder = mkdtempSync(join(tmpdir(), 'app-proxy-tunnel-'));
const systems = [];
function leaveNothing() {
  killAll();
  for (const { pids, remove } of systems) {
    for (const pid of pids()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
    remove();
  }
  rmSync(folder, { recursive: true, force: true });
}
process.on('exit', leaveNothing);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

try {
  await checkTools();
  await main();
  process.exit(process.exitCode ?? 0);
} catch (error) {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exit(2);
}

async function main() {
  const results = {};
  if (options.parts.includes('throughput') || options.parts.includes('p99') || options.soak > 0) {
    Object.assign(results, await measureSpeed());
  }
  if (options.parts.includes('memory')) {
    results.memory = await measureMemory({
      folder,
      counts: options.counts,
      settle: options.settle,
      note,
      systems,
    });
  }
  const missed = printMetrics(results, { json: options.json, machine: options });
  if (options.profileOut !== undefined) {
    writeProfile(options.profileOut, results, { largeBytes: LARGE, folder });
    note(`capacity profile written to ${options.profileOut}`);
  }
  if (missed) process.exitCode = 1;
}

async function measureSpeed() {
  const certificates = await makeCertificates(folder);
  const backend = await startBackend(folder);
  const nginx = await startNginxChain(folder, certificates, backend.port);
  const ours = options.selfCheck
    ? {
        ...(await startNginxChain(mkdtempSync(join(folder, 'again-')), certificates, backend.port)),
        name: 'nginx again',
      }
    : await startAppProxy(folder, `http://127.0.0.1:${backend.port}`, { note, systems });
  const { rounds, seconds, connections } = options;
  const samples = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
  const results = { throughput: samples, latency: [] };

  for (const system of [nginx, ours]) {
    note(`warming up ${system.name}`);
    for (const each of Object.values(CASES)) {
      await saturate(system, each, { seconds: options.quick ? 1 : WARM_UP, connections });
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, each] of Object.entries(CASES)) {
      const pair = await inTurn(round, { nginx, ours }, (system) =>
        saturate(system, each, { seconds, connections }),
      );
      samples[name].push(pair);
      note(`round ${round + 1} of ${rounds}, ${name.padEnd(4)} ${describe(pair, name)}`);
    }
  }
  if (options.parts.includes('p99')) {
    const rate = Math.round(median(samples['1k'].map(({ ours: { perSecond } }) => perSecond)) / 2);
    results.rate = rate;
    for (let round = 0; round < rounds; round += 1) {
      const pair = await inTurn(round, { nginx, ours }, (system) =>
        atRate(system, rate, CASES['1k'], { seconds, connections }),
      );
      results.latency.push(pair);
      note(
        `round ${round + 1} of ${rounds}, ${rate}/s  p50 ${ms(pair.nginx.p50)} ${ms(pair.ours.p50)}  p99 ${ms(pair.nginx.p99)} ${ms(pair.ours.p99)}`,
      );
    }
    results.seed = {
      rate: SEED_TPS,
      ...(await atRate(ours, SEED_TPS, CASES['1k'], { seconds, connections })),
    };
  }
  if (options.soak > 0) {
    results.soak = await soak(ours, CASES, { minutes: options.soak, connections, note });
  }
  await ours.stop();
  await nginx.stop();
  await stop(backend.process);
  return results;
}

/** One measurement of each system, the order changing from round to round. */
async function inTurn(round, { nginx, ours }, measure) {
  const pair = {};
  for (const name of round % 2 === 0 ? ['nginx', 'ours'] : ['ours', 'nginx']) {
    pair[name] = await measure(name === 'nginx' ? nginx : ours);
  }
  return pair;
}

function describe({ nginx, ours }, name) {
  const rate = ({ perSecond }) => `${Math.round(perSecond)}/s`;
  const cpu = ({ relayCpu, connectorCpu }) => `${relayCpu.toFixed(1)} + ${connectorCpu.toFixed(1)} us`;
  const bytes = BODY_BYTES[name] === undefined ? '' : `, ${BODY_BYTES[name]} bytes`;
  return `nginx ${rate(nginx)} ${cpu(nginx)}, ours ${rate(ours)} ${cpu(ours)}: ${(ours.perSecond / nginx.perSecond).toFixed(2)}${bytes}`;
}

function ms(value) {
  return `${value.toFixed(2)} ms`;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

async function checkTools() {
  const missing = [];
  for (const [tool, package_] of Object.entries(TOOLS)) {
    try {
      await run(tool, 'sh', ['-c', `command -v ${tool}`]);
    } catch {
      missing.push([tool, package_]);
    }
  }
  if (missing.length > 0) {
    const names = missing.map(([tool]) => tool).join(', ');
    throw new Error(
      `${names} not found; on Debian: apt-get install ${missing.map(([, package_]) => package_).join(' ')}`,
    );
  }
  const files = options.selfCheck ? [] : missingPrograms();
  if (files.length > 0) throw new Error(`${files.join(', ')} not found; run npm ci, then npm run build`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string', default: '64' },
      quick: { type: 'boolean', default: false },
      soak: { type: 'string', default: '0' },
      only: { type: 'string' },
      'profile-out': { type: 'string' },
      'self-check': { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  const selfCheck = values['self-check'];
  const parts = values.only?.split(',') ?? (selfCheck ? ['throughput', 'p99'] : PARTS);
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) fail(`--only '${unknown}', allowed: ${PARTS.join(', ')}`);
  if (values['profile-out'] !== undefined && !parts.includes('p99')) fail('--profile-out needs the part p99');
  return {
    json: values.json,
    quick,
    selfCheck,
    parts,
    rounds: whole('rounds', values.rounds ?? (quick ? '1' : '5')),
    seconds: whole('seconds', values.seconds ?? (quick ? '1' : '6')),
    connections: whole('connections', values.connections),
    soak: values.soak === '0' ? 0 : whole('soak', values.soak),
    counts: quick ? [0, 50, 100] : [0, 500, 2000],
    settle: quick ? 2 : 15,
    profileOut: values['profile-out'],
  };
}

function whole(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) fail(`--${name} '${text}', allowed: a whole number from 1`);
  return value;
}

function fail(text) {
  process.stderr.write(`bench: ${text}\n`);
  process.exit(2);
}
