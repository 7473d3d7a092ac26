// Load on a system: as fast as it goes (wrk, h2load), and at a fixed rate (fixed-rate.mjs).
import { fileURLToPath } from 'node:url';
import { processorSeconds, run } from './processes.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
/** HTTP/2 streams that one user has open at once. */
const STREAMS = 4;

/**
 * As many requests as the system answers.
 *
 * @returns requests a second, percentiles in milliseconds where the generator has them, and microseconds of processor time
 *   a request of relay and connector
 */
export async function saturate(system, { path, upload = 0, http2 = false }, { seconds, connections }) {
  const { result, relayCpu, connectorCpu } = await measured(system, () =>
    http2 ? h2load(system, path, seconds, connections) : wrk(system, path, upload, seconds, connections),
  );
  if (result.failures > 0) {
    throw new Error(
      `${system.name} failed ${result.failures} of ${result.requests} requests: ${result.first}`,
    );
  }
  return {
    ...result,
    perSecond: result.requests / result.seconds,
    relayCpu: relayCpu / result.requests,
    connectorCpu: connectorCpu / result.requests,
  };
}

/** Requests at a fixed rate; the time of each counts from when it was due. */
export async function atRate(system, rate, { path }, { seconds, connections }) {
  const { result, relayCpu, connectorCpu } = await measured(system, async () =>
    JSON.parse(
      await run(
        'the load generator',
        process.execPath,
        [here('fixed-rate.mjs'), ...[system.port, system.host, path, rate, seconds, connections].map(String)],
        { seconds: seconds + 30 },
      ),
    ),
  );
  if (result.failures > 0) {
    throw new Error(`${system.name} failed ${result.failures} requests at ${rate}/s: ${result.first}`);
  }
  return { ...result, relayCpu: relayCpu / result.requests, connectorCpu: connectorCpu / result.requests };
}

async function measured(system, load) {
  const relay = system.relayPids();
  const connector = system.connectorPids();
  const before = [processorSeconds(relay), processorSeconds(connector)];
  const result = await load();
  system.check();
  return {
    result,
    relayCpu: (processorSeconds(relay) - before[0]) * 1e6,
    connectorCpu: (processorSeconds(connector) - before[1]) * 1e6,
  };
}

async function wrk({ port, host }, path, upload, seconds, connections) {
  const text = await run(
    'wrk',
    'wrk',
    [
      ...[
        '-t',
        '1',
        '-c',
        String(connections),
        '-d',
        `${seconds}s`,
        '--timeout',
        '10s',
        '-s',
        here('wrk.lua'),
      ],
      ...[`https://localhost:${port}${path}`, '--', host, String(upload)],
    ],
    { seconds: seconds + 30 },
  );
  const { microseconds, p50, p99, ...rest } = JSON.parse(text.trimEnd().split('\n').at(-1));
  return { ...rest, seconds: microseconds / 1e6, p50: p50 / 1000, p99: p99 / 1000 };
}

/** As many requests at once as connections elsewhere, on a quarter of the connections. */
async function h2load({ port, host }, path, seconds, connections) {
  const users = Math.max(1, Math.round(connections / STREAMS));
  const text = await run(
    'h2load',
    'h2load',
    [
      ...[
        '-t',
        '1',
        '-c',
        String(users),
        '-m',
        String(STREAMS),
        '-D',
        String(seconds),
        '--warm-up-time',
        '0',
      ],
      ...[`--connect-to=127.0.0.1:${port}`, `https://${host}:${port}${path}`],
    ],
    { seconds: seconds + 30 },
  );
  const numbers =
    /requests: \d+ total, \d+ started, (\d+) done, \d+ succeeded, (\d+) failed, (\d+) errored/.exec(text);
  const codes = /status codes: (\d+) 2xx/.exec(text);
  if (numbers === null || codes === null || !/Application protocol: h2/.test(text)) {
    throw new Error(`h2load printed something else:\n${text}`);
  }
  const [requests, failed, errored] = numbers.slice(1).map(Number);
  const failures = failed + errored + Math.max(0, requests - Number(codes[1]));
  return { requests, failures, first: text, seconds };
}
