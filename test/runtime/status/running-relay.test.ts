import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020';
import { EVENTS } from '../../../runtime/log/events';
import { MAX_SESSION_LOG_MINUTES } from '../../../runtime/log/limits';
import { METRICS } from '../../../runtime/metrics/catalogue';
import { askLocal, type LocalReply } from '../../../runtime/status/local-client';
import type { StatusDocument } from '../../../runtime/status/status-document';
import schema from '../../../schemas/status.schema.json';
import { startTopology, type TestTopology } from '../../e2e/topology';
import { until } from '../../e2e/until';

const isValid = new Ajv({ allErrors: true }).compile(schema);
const SECRET = 'topsecret4711';
const OFF = { all: false, groups: [], applications: [] };

let topology: TestTopology;
let socketPath: string;

beforeAll(async () => {
  topology = await startTopology({
    declaration: `
version: 1
name: contoso
domain: apps.example.com
targets: { local: {} }
groups:
  hq:
    connectors: 2
    applications:
      mes: { url: 'http://10.0.0.20:8080' }
      wiki: { url: 'http://10.0.0.21:8080' }
`,
  });
  socketPath = await relaySocket('r0');
}, 120_000);

afterAll(() => topology.close(), 60_000);

/** The socket file of a relay instance: the one that says its name. */
async function relaySocket(instance: string): Promise<string> {
  for (let i = 1; i <= 9; i += 1) {
    const path = `${topology.folder}/p${i}/relay.sock`;
    const reply = await askLocal({ socketPath: path }, 'GET', '/status').catch(() => undefined);
    if (reply !== undefined && (JSON.parse(reply.text) as StatusDocument).instance === instance) return path;
  }
  throw new Error(`no socket file of ${instance} in ${topology.folder}`);
}

function switchTo(body: unknown): Promise<LocalReply> {
  return askLocal({ socketPath }, 'POST', '/session-log', body);
}

async function status(): Promise<StatusDocument> {
  return JSON.parse((await askLocal({ socketPath }, 'GET', '/status')).text) as StatusDocument;
}

/** Lines of the session log of r0. */
function transactions(): readonly Record<string, unknown>[] {
  return topology
    .relay('r0')
    .log()
    .split('\n')
    .filter((line) => line.includes('"log":"session"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function request(application: string, path: string): ReturnType<TestTopology['request']> {
  return topology.request(application, {
    relay: 'r0',
    path,
    headers: { cookie: `session=${SECRET}`, authorization: `Bearer ${SECRET}` },
  });
}

describe('a running relay instance', () => {
  it('writes no transaction until it is told to, then those of one application, and none after', async () => {
    await request('mes', `/before?token=${SECRET}`);
    expect(JSON.parse((await switchTo({ applications: ['mes'], minutes: 5 })).text)).toMatchObject({
      ...OFF,
      applications: ['mes'],
    });
    // The worker is told by its view: a moment later.
    await until('the session log to be on', async () => {
      await request('mes', `/during?token=${SECRET}`);
      return transactions().length > 0;
    });
    await request('wiki', `/other?token=${SECRET}`);
    await request('mes', `/last?token=${SECRET}`);
    await until('the last line', () => transactions().some(({ path }) => path === '/last'));
    expect(transactions().filter(({ application }) => application !== 'mes')).toEqual([]);
    expect(transactions().some(({ path }) => path === '/before')).toBe(false);
    expect(transactions()[0]).toMatchObject({ path: '/during', group: 'hq', status: 200, method: 'GET' });
    expect((await status()).sessionLog.until).toBeDefined();
    await switchTo({});
    expect((await status()).sessionLog).toEqual(OFF);
    expect(readFileSync(`${topology.folder}/logs/relay-r0.log`, 'utf8')).not.toContain(SECRET);
  });

  it.each([
    ['groups that are no list', { groups: 'hq' }],
    ['a name that is none', { applications: [5] }],
    ['a switch that is no switch', { all: 'yes' }],
    ['a time that is too long', { all: true, minutes: MAX_SESSION_LOG_MINUTES + 1 }],
    ['no time', { all: true, minutes: 0 }],
    ['no object', 'on'],
  ])('refuses %s, and leaves the session log as it is', async (_what, body) => {
    expect((await switchTo(body)).status).toBe(400);
    expect((await status()).sessionLog).toEqual(OFF);
  });

  it('gives a status document that its schema takes, on the socket and on the listener', async () => {
    for (const text of [
      (await askLocal({ socketPath }, 'GET', '/status')).text,
      await topology.relay('r0').ask('/status'),
    ]) {
      isValid(JSON.parse(text));
      expect(isValid.errors ?? []).toEqual([]);
    }
  });

  it('counts what it logs, in the instance process and in the workers', async () => {
    const before = eventCounts(await topology.relay('r0').ask('/metrics'));
    expect(before.get('relay-started')).toBe(1);
    expect(before.get('connector-joined')).toBe(2);
    // What a worker logs: a peer on the connectors' port that speaks no TLS.
    const port = topology.relay('r0').ports.connectors;
    await askLocal({ host: '127.0.0.1', port }, 'GET', '/').catch(() => undefined);
    await until('the event of the worker', async () =>
      eventCounts(await topology.relay('r0').ask('/metrics')).has('connector-connection-failed'),
    );
    const after = eventCounts(await topology.relay('r0').ask('/metrics'));
    expect([...after.keys()].filter((name) => !(name in EVENTS))).toEqual([]);
  });

  it('gives every metric of a relay that the catalogue has, each once', async () => {
    const said = await topology.relay('r0').ask('/metrics');
    const named = [...said.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '');
    const own = Object.entries(METRICS).filter(([, { help }]) => !help.startsWith('Connector: '));
    expect([...named].sort()).toEqual(own.map(([name]) => name).sort());
  });
});

/** `app_proxy_events_total` by event. */
function eventCounts(metrics: string): ReadonlyMap<string, number> {
  const lines = metrics.matchAll(/^app_proxy_events_total\{event="([a-z-]+)"\} (\d+)$/gm);
  return new Map([...lines].map(([, event = '', count]) => [event, Number(count)]));
}
