// Load for minutes: the resident memory of relay and connector must stay where it is after the first fifth.
import { performance } from 'node:perf_hooks';
import { saturate } from './load.mjs';
import { residentKib } from './processes.mjs';

/** Seconds of one kind of load before the next. */
const SPELL = 5;
/** KiB by which the later half's median may exceed the earlier's. */
const ALLOWED_KIB = 16 * 1024;

export async function soak(system, cases, { minutes, connections, note }) {
  const samples = [];
  const start = performance.now();
  const total = minutes * 60_000;
  let requests = 0;
  while (performance.now() - start < total) {
    for (const each of Object.values(cases)) {
      requests += (await saturate(system, each, { seconds: SPELL, connections })).requests;
      samples.push({
        time: performance.now() - start,
        relay: residentKib(system.relayPids()),
        connector: residentKib(system.connectorPids()),
      });
    }
    const { time, relay, connector } = samples.at(-1);
    note(
      `soak ${(time / 60_000).toFixed(1)} min: relay ${mib(relay)}, connector ${mib(connector)}, ${requests} requests`,
    );
  }
  const settled = samples.filter(({ time }) => time > total / 5);
  const lines = ['relay', 'connector'].map((role) => {
    const half = settled.length >> 1;
    const early = median(settled.slice(0, half).map((sample) => sample[role]));
    const late = median(settled.slice(half).map((sample) => sample[role]));
    const verdict = late - early > ALLOWED_KIB ? 'GROWS' : 'does not grow';
    return `${role} over ${minutes} min of load: ${mib(early)}, then ${mib(late)}: ${verdict}`;
  });
  return { lines };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function mib(kib) {
  return `${(kib / 1024).toFixed(1)} MiB`;
}
