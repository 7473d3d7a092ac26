import type { Configuration } from '../../../runtime/configuration/configuration';
import type { ConnectorRecord } from '../../../runtime/membership/connector-record';
import { MAX_CONNECTORS_KEPT } from '../../../runtime/membership/limits';
import { Registry, type StandingChange } from '../../../runtime/membership/registry';
import type { TunnelUp } from '../../../runtime/relay/messages';
import { RecordingLog } from '../configuration/recording-log';

const START = Date.parse('2026-01-01T00:00:00Z');
const DAY = 24 * 3600 * 1000;
const A = '00000000000000aa';
const B = '00000000000000bb';

let now: number;
let log: RecordingLog;
let kept: readonly ConnectorRecord[];
let registry: Registry;
let standings: StandingChange[];

beforeEach(() => {
  now = START;
  kept = [];
  log = new RecordingLog();
  registry = open();
});

afterEach(() => registry.stop());

/** A relay instance with two workers that begins. */
function open(): Registry {
  const opened = new Registry({
    workers: 2,
    log,
    now: () => now,
    kept: {
      restore: () => Promise.resolve(kept),
      keep: (records) => {
        kept = records;
        return Promise.resolve();
      },
    },
  });
  standings = [];
  opened.onStanding((change) => void standings.push(change));
  return opened;
}

function up(tunnel: number, given: Partial<TunnelUp> = {}): TunnelUp {
  return {
    kind: 'tunnel-up',
    tunnel,
    connector: A,
    group: 'hq',
    slot: 0,
    runtime: '1.2.3',
    run: 'run-1',
    certificateExpires: START + DAY,
    remoteAddress: '10.0.0.4',
    ...given,
  };
}

function down(tunnel: number, connector = A): Parameters<Registry['tunnelDown']>[1] {
  return { kind: 'tunnel-down', tunnel, connector, reason: 'closed: by the peer' };
}

function counted(connector: string, inFlight: number, requests: number): Parameters<Registry['counters']>[1] {
  return { kind: 'counters', connectors: [{ connector, inFlight, requests }], userConnections: 0 };
}

function state(connector = A): string | undefined {
  return registry.snapshot().find((each) => each.connector === connector)?.state;
}

/** Days that the relay document says, and connectors that are revoked. */
function configuration(inactiveDays: number, ...revoked: readonly string[]): Configuration {
  return {
    relay: { document: { inactiveDays } },
    revoked: new Set(revoked),
  } as unknown as Configuration;
}

describe('a connector', () => {
  it('is in service once every worker holds a tunnel of it, and no more when one is left without', () => {
    registry.tunnelUp(0, up(1));
    expect(state()).toBe('connecting');
    expect(registry.inService()).toEqual({});
    registry.tunnelUp(1, up(1));
    expect(state()).toBe('in-service');
    expect(registry.inService()).toEqual({ hq: 1 });
    registry.tunnelUp(1, up(2));
    registry.tunnelDown(1, down(1));
    expect(state()).toBe('in-service');
    registry.tunnelDown(1, down(2));
    expect(state()).toBe('connecting');
    expect(standings).toEqual([
      { connector: A, inService: false, reason: 'tunnels to some workers are missing' },
      { connector: A, inService: true },
      { connector: A, inService: false, reason: 'tunnels to some workers are missing' },
    ]);
    expect(log.lines).toEqual([
      {
        event: 'connector-joined',
        fields: { connector: A, group: 'hq', runtime: '1.2.3', remoteAddress: '10.0.0.4' },
      },
      { event: 'connector-lost', fields: { connector: A, group: 'hq', reason: 'closed: by the peer' } },
    ]);
  });

  it('is out of service while a worker is gone', () => {
    registry.tunnelUp(0, up(1));
    registry.tunnelUp(1, up(1));
    registry.workerGone(1);
    expect(standings.at(-1)).toMatchObject({ inService: false });
    registry.tunnelUp(1, up(1));
    expect(standings.at(-1)).toEqual({ connector: A, inService: true });
  });

  it('drains when it asks to, and takes requests again as a new run', () => {
    registry.tunnelUp(0, up(1));
    registry.tunnelUp(1, up(1));
    log.take();
    registry.drains(A, 'run-1');
    registry.drains(A, 'run-1');
    expect(state()).toBe('draining');
    expect(standings.at(-1)).toEqual({ connector: A, inService: false, reason: 'draining' });
    registry.tunnelDown(0, down(1));
    registry.tunnelDown(1, down(1));
    expect(log.take()).toEqual(['connector-draining']);
    registry.tunnelUp(0, up(2, { run: 'run-2' }));
    registry.tunnelUp(1, up(2, { run: 'run-2' }));
    expect(state()).toBe('in-service');
  });

  it('is not touched by what an earlier run of it says', () => {
    registry.tunnelUp(0, up(1));
    registry.tunnelUp(1, up(1));
    registry.tunnelUp(0, up(2, { run: 'run-2' }));
    registry.tunnelUp(1, up(2, { run: 'run-2' }));
    registry.drains(A, 'run-1');
    registry.tunnelDown(0, down(1));
    registry.tunnelDown(1, down(1));
    registry.tunnelDown(1, down(1));
    expect(state()).toBe('in-service');
    expect(registry.snapshot()[0]?.tunnels).toBe(2);
  });

  it('is not in service by the tunnels of an earlier run, which may be dead', () => {
    registry.tunnelUp(0, up(1));
    registry.tunnelUp(1, up(1));
    registry.tunnelUp(0, up(2, { run: 'run-2' }));
    expect(state()).toBe('connecting');
  });

  it('is out of service once it is revoked or its certificate has ended, whatever its tunnels do', async () => {
    for (const connector of [A, B]) {
      registry.tunnelUp(0, up(1, { connector }));
      registry.tunnelUp(1, up(1, { connector }));
    }
    registry.configure(configuration(10, A));
    expect(standings.at(-1)).toEqual({ connector: A, inService: false, reason: 'revoked' });
    expect(state(B)).toBe('in-service');
    now += DAY;
    await registry.look();
    expect(standings.at(-1)).toEqual({
      connector: B,
      inService: false,
      reason: 'the certificate has expired',
    });
    registry.tunnelUp(0, up(2, { connector: B, certificateExpires: now + DAY }));
    expect(state(B)).toBe('in-service');
  });

  it('shows the longest of its certificates: tunnels made before a renewal live on', () => {
    registry.tunnelUp(0, up(1, { certificateExpires: START + 2 * DAY }));
    registry.tunnelUp(1, up(1, { certificateExpires: START + DAY }));
    expect(registry.snapshot()[0]?.certificateExpires).toBe(START + 2 * DAY);
  });

  it('is active for a minute after its last tunnel, then inactive', () => {
    registry.tunnelUp(0, up(1));
    now += DAY;
    registry.tunnelDown(0, down(1));
    expect(state()).toBe('active');
    now += 59_999;
    expect(state()).toBe('active');
    now += 1;
    expect(state()).toBe('inactive');
    expect(registry.snapshot()[0]?.lastSeen).toBe(START + DAY);
  });

  it('has the requests under way and a second of all workers', () => {
    registry.tunnelUp(0, up(1));
    registry.tunnelUp(1, up(1));
    for (let second = 1; second <= 20; second += 1) {
      now += 1000;
      registry.counters(0, counted(A, 2, second * 100));
      registry.counters(1, counted(A, 3, second * 50));
    }
    const [view] = registry.snapshot();
    expect(view?.inFlight).toBe(5);
    expect(view?.requestsPerSecond).toBeCloseTo(150, -1);
    // A worker that was started anew counts from zero.
    registry.workerGone(1);
    registry.tunnelUp(1, up(1));
    now += 1000;
    registry.counters(0, counted(A, 2, 2100));
    registry.counters(1, counted(A, 0, 10));
    expect(registry.snapshot()[0]?.requestsPerSecond).toBeGreaterThan(100);
    expect(registry.snapshot()[0]?.requestsPerSecond).toBeLessThan(200);
    now += 11_000;
    expect(registry.snapshot()[0]?.requestsPerSecond).toBe(0);
  });

  it('has no negative load where a worker counts anew while a tunnel of before is still on its way out', () => {
    registry.tunnelUp(0, up(1));
    now += 1000;
    registry.counters(0, counted(A, 0, 5000));
    now += 11_000;
    registry.counters(0, counted(A, 0, 5000));
    registry.tunnelUp(0, up(2));
    // The moment it counts anew must lie within the seconds that are looked at.
    now += 1000;
    registry.counters(0, counted(A, 0, 20));
    expect(registry.snapshot()[0]?.requestsPerSecond).toBeGreaterThan(0);
    expect(registry.snapshot()[0]?.requestsPerSecond).toBeLessThanOrEqual(20);
  });

  it('is no matter where nobody knows it', () => {
    registry.tunnelDown(0, down(1));
    registry.drains(A, '');
    registry.counters(0, counted(A, 1, 1));
    registry.workerGone(0);
    expect(registry.snapshot()).toEqual([]);
  });
});

describe('the list of connectors', () => {
  it('is by group, slot and id', () => {
    const order = [
      { connector: B, group: 'hq', slot: 1 },
      { connector: A, group: 'plant', slot: 0 },
      { connector: '00000000000000cc', group: 'hq', slot: 0 },
      { connector: '00000000000000dd', group: 'hq', slot: 1 },
    ];
    for (const each of order) registry.tunnelUp(0, up(1, each));
    expect(registry.snapshot().map(({ connector }) => connector.slice(-1))).toEqual(['c', 'b', 'd', 'a']);
  });

  it('survives a restart of the relay', async () => {
    await registry.start();
    registry.tunnelUp(0, up(1));
    now += 5 * DAY;
    await registry.stop();
    registry = open();
    now += 3600_000;
    await registry.start();
    expect(registry.snapshot()).toMatchObject([
      { connector: A, group: 'hq', slot: 0, state: 'inactive', lastSeen: START + 5 * DAY, tunnels: 0 },
    ]);
    expect(registry.inService()).toEqual({});
    registry.tunnelUp(0, up(1, { certificateExpires: now + DAY }));
    registry.tunnelUp(1, up(1, { certificateExpires: now + DAY }));
    expect(state()).toBe('in-service');
  });

  it('forgets a connector that was inactive for ten days, and not before', async () => {
    registry.tunnelUp(0, up(1));
    registry.tunnelUp(0, up(2, { connector: B, certificateExpires: START + 100 * DAY }));
    registry.tunnelDown(0, down(1));
    now += 10 * DAY - 1;
    await registry.look();
    expect(state(A)).toBe('inactive');
    now += 1;
    await registry.look();
    expect(registry.snapshot().map(({ connector }) => connector)).toEqual([B]);
    expect(kept.map(({ connector }) => connector)).toEqual([B]);
    expect(log.lines.at(-1)).toEqual({
      event: 'connector-removed',
      fields: { connector: A, group: 'hq', lastSeen: '2026-01-01T00:00:00.000Z' },
    });
  });

  it('forgets after as many days as the relay document says', async () => {
    registry.tunnelUp(0, up(1));
    registry.tunnelDown(0, down(1));
    registry.configure(configuration(2));
    now += 2 * DAY;
    await registry.look();
    expect(registry.snapshot()).toEqual([]);
  });

  it('does not keep a connector for longer because a clock was ahead', async () => {
    kept = [
      {
        connector: A,
        group: 'hq',
        runtime: '1.2.3',
        certificateExpires: START,
        remoteAddress: '10.0.0.4',
        lastSeen: START + 300 * DAY,
      },
    ];
    await registry.start();
    expect(registry.snapshot()[0]?.lastSeen).toBe(START);
  });

  it('is bounded: those not seen for the longest time go first, never one that is there', async () => {
    registry.tunnelUp(0, up(1, { certificateExpires: START + 100 * DAY }));
    for (let i = 0; i < MAX_CONNECTORS_KEPT + 5; i += 1) {
      now += 1;
      const connector = (0x1_000_000 + i).toString(16).padStart(16, '0');
      registry.tunnelUp(1, up(i, { connector }));
      registry.tunnelDown(1, down(i, connector));
    }
    await registry.look();
    expect(registry.snapshot()).toHaveLength(MAX_CONNECTORS_KEPT);
    expect(kept).toHaveLength(MAX_CONNECTORS_KEPT);
    expect(state(A)).toBe('connecting');
  });
});
