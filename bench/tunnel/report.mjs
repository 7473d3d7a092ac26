// The metrics, their goals, and how they are printed.
import { cpus } from 'node:os';

/** Goals: `least` where more is better, `most` where less is. */
const GOALS = {
  'tunnel-1k-vs-nginx': { unit: 'ratio', least: 0.65 },
  'tunnel-64k-vs-nginx': { unit: 'ratio', least: 0.55 },
  'tunnel-post-vs-nginx': { unit: 'ratio', least: 0.55 },
  'tunnel-h2-vs-nginx': { unit: 'ratio', least: 0.55 },
  'tunnel-p99-vs-nginx': { unit: 'ratio', most: 1.5 },
  'connector-cpu-vs-nginx': { unit: 'ratio', most: 0.75 },
  'relay-cpu-vs-nginx': { unit: 'ratio', most: 2 },
  'idle-tunnel-kib': { unit: 'KiB', most: 100 },
  'websocket-relay-kib': { unit: 'KiB', most: 100 },
  'websocket-connector-kib': { unit: 'KiB', most: 50 },
};

/** @returns whether a goal is missed */
export function printMetrics(results, { json, machine }) {
  const values = metricsOf(results);
  const metrics = Object.entries(values).map(([metric, value]) => {
    const { unit, least, most } = GOALS[metric];
    return {
      metric,
      value: Number(value.toPrecision(3)),
      unit,
      goal: least ?? most,
      met: least === undefined ? value <= most : value >= least,
    };
  });
  if (json) {
    for (const { metric, value, unit, goal } of metrics)
      console.log(JSON.stringify({ metric, value, unit, goal }));
  } else {
    console.log(heading(machine));
    for (const line of tables(results)) console.log(line);
    for (const { metric, value, unit, goal, met } of metrics) {
      const bound = GOALS[metric].least === undefined ? 'at most' : 'at least';
      console.log(
        `${metric.padEnd(26)}${String(value).padStart(8)} ${unit.padEnd(6)}goal ${bound} ${goal}: ${met ? 'met' : 'MISSED'}`,
      );
    }
  }
  return metrics.some(({ met }) => !met);
}

function metricsOf({ throughput, latency, memory }) {
  const values = {};
  if (throughput !== undefined) {
    for (const name of Object.keys(throughput)) {
      values[`tunnel-${name}-vs-nginx`] = ratio(throughput[name], 'perSecond');
    }
    if (latency.length > 0) values['tunnel-p99-vs-nginx'] = ratio(latency, 'p99');
    values['connector-cpu-vs-nginx'] = ratio(throughput['1k'], 'connectorCpu');
    values['relay-cpu-vs-nginx'] = ratio(throughput['1k'], 'relayCpu');
  }
  if (memory !== undefined) {
    values['idle-tunnel-kib'] = memory.idleTunnel;
    values['websocket-relay-kib'] = memory.webSocketRelay;
    values['websocket-connector-kib'] = memory.webSocketConnector;
  }
  return values;
}

function heading({ rounds, seconds, connections }) {
  return `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, ${rounds} rounds of ${seconds} s, ${connections} connections, medians`;
}

function tables({ throughput, latency, rate, seed, memory, soak }) {
  const lines = [];
  if (throughput !== undefined) {
    lines.push(
      '',
      `${pad('', 8)}${heads('requests/s')}${heads('relay us')}${heads('connector us')}${heads('p50 ms')}${heads('p99 ms')}`,
    );
    for (const [name, pairs] of Object.entries(throughput)) {
      lines.push(
        `${pad(name, 8)}${both(pairs, 'perSecond', 0)}${both(pairs, 'relayCpu', 1)}${both(pairs, 'connectorCpu', 1)}${both(pairs, 'p50', 2)}${both(pairs, 'p99', 2)}`,
      );
    }
    lines.push('each cell: nginx, then app-proxy; us: processor microseconds a request; ms: under full load');
  }
  if (latency?.length > 0) {
    lines.push(
      '',
      `1 KiB at ${rate} requests/s: p50 ${both(latency, 'p50', 2).trim()} ms, p99 ${both(latency, 'p99', 2).trim()} ms`,
    );
  }
  if (seed !== undefined) lines.push(`at ${seed.rate} requests/s: p99 ${seed.p99.toFixed(2)} ms`);
  if (throughput !== undefined) {
    const cpu = median(throughput['1k'].map(({ ours }) => ours.connectorCpu));
    if (cpu > 0)
      lines.push(`a core spent on the connector alone carries ${Math.round(1e6 / cpu)} requests/s of 1 KiB`);
  }
  if (memory !== undefined) {
    lines.push('');
    for (const { what, count, relay, connector } of memory.rows) {
      const ours = connector === undefined ? '' : `, connector ${(connector / 1024).toFixed(1)} MiB`;
      lines.push(
        `${String(count).padStart(6)} ${pad(what, 12)}relay ${(relay / 1024).toFixed(1)} MiB${ours}`,
      );
    }
  }
  if (soak !== undefined) lines.push('', ...soak.lines);
  lines.push('');
  return lines;
}

function heads(name) {
  return name.padStart(18);
}

function both(pairs, key, digits) {
  const text = ['nginx', 'ours'].map((name) => {
    const value = median(pairs.map((pair) => pair[name][key] ?? NaN));
    return Number.isNaN(value) ? '-' : value.toFixed(digits);
  });
  return text.join(' ').padStart(18);
}

function ratio(pairs, key) {
  return median(pairs.map(({ ours, nginx }) => ours[key] / nginx[key]));
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function pad(text, width) {
  return text.padEnd(width);
}
