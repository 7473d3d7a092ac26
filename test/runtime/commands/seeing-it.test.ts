import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../../runtime/commands/exit-codes';
import { addHealth } from '../../../runtime/commands/health';
import { addSessionLog } from '../../../runtime/commands/session-log';
import { addStatus } from '../../../runtime/commands/status';
import { addWaitInService, waitInService } from '../../../runtime/commands/wait-in-service';
import type { ConnectorStatus } from '../../../runtime/connector/status';
import { json, LocalServer, plain, type LocalHandler } from '../../../runtime/status/local-server';
import { statusDocument } from '../../../runtime/status/status-document';
import { ManualClock, until } from '../connector/manual-clock';
import { connectorView, statusFigures } from '../status/figures';
import { IoInMemory } from './io-in-memory';
import { runCommand } from './run-command';

const COMMANDS = [addHealth, addSessionLog, addStatus, addWaitInService];

function run(args: readonly string[], to: IoInMemory): Promise<void> {
  return runCommand((program) => COMMANDS.forEach((add) => add(program, to)), args, to);
}

const CONNECTOR: ConnectorStatus = {
  version: 1,
  state: { kind: 'connecting', reason: 'r1: timed out' },
  deployment: 'contoso',
  group: 'hq',
  slot: 0,
  runtime: '1.2.3',
  connector: '0123456789abcdef',
  certificateExpires: '2026-01-02T00:00:00.000Z',
  configuration: '0123456789ab',
  relays: [
    {
      instance: 'r0',
      generation: 'g1',
      address: '10.0.0.2:443',
      listed: 'ready',
      workers: 2,
      workersReached: 1,
      tunnels: 1,
      roundTripMs: 0.42,
      inService: false,
      reason: 'tunnels to some workers are missing',
    },
  ],
  requests: 5,
  inFlight: 1,
  backendConnections: 2,
  connectFailures: 0,
  bytesToBackends: 0,
  bytesFromBackends: 0,
};

let directory: string;
let io: IoInMemory;
let servers: LocalServer[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'seeing-'));
  io = new IoInMemory({ RUNTIME_DIRECTORY: directory });
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.close();
  rmSync(directory, { recursive: true });
});

/** A process of this machine that answers. */
async function running(
  role: 'relay' | 'connector',
  routes: Readonly<Record<string, LocalHandler>>,
): Promise<LocalServer> {
  const server = new LocalServer({ routes });
  servers.push(server);
  await server.listenOnSocket(join(directory, `${role}.sock`));
  return server;
}

describe('app-proxy health', () => {
  it('says yes where the relay instance or connector is in service', async () => {
    await running('connector', { 'GET /readyz': () => plain(200, 'in service') });
    await run(['health'], io);
    expect(io).toMatchObject({
      exitCode: EXIT.yes,
      stdout: 'app-proxy: connector: in service\n',
      stderr: '',
    });
  });

  it('says no with the reason, also where one of two is not', async () => {
    await running('relay', { 'GET /readyz': () => plain(200, 'ready') });
    await running('connector', { 'GET /readyz': () => plain(503, 'not in service: \u001b[2Jenrolling') });
    await run(['health'], io);
    expect(io).toMatchObject({
      exitCode: EXIT.no,
      stdout: '',
      stderr: 'app-proxy: relay: ready; connector: not in service: ?[2Jenrolling\n',
    });
  });

  it('says no where nothing runs, and where to look', async () => {
    await run(['health'], io);
    expect(io.exitCode).toBe(EXIT.no);
    expect(io.stderr).toContain(
      `looked at ${join(directory, 'relay.sock')} and ${join(directory, 'connector.sock')}`,
    );
  });

  it('asks in another directory, or at an address', async () => {
    const server = await running('relay', { 'GET /readyz': () => plain(200, 'ready') });
    const port = await server.listenOnAddress('127.0.0.1', 0);
    io = new IoInMemory({});
    await run(['health', '--runtime-directory', directory], io);
    expect(io.exitCode).toBe(EXIT.yes);
    io = new IoInMemory({});
    await run(['health', '--address', `127.0.0.1:${port}`], io);
    expect(io).toMatchObject({ exitCode: EXIT.yes, stdout: `app-proxy: 127.0.0.1:${port}: ready\n` });
    await server.close();
    io = new IoInMemory({});
    await run(['health', '--address', `127.0.0.1:${port}`], io);
    expect(io).toMatchObject({
      exitCode: EXIT.no,
      stderr: `app-proxy: 127.0.0.1:${port}: it does not run\n`,
    });
  });

  it('refuses an address that is none', async () => {
    await run(['health', '--address', 'nowhere'], io);
    expect(io.exitCode).toBe(EXIT.usage);
    expect(io.stderr).toBe("app-proxy: address 'nowhere': expected host:port, such as 127.0.0.1:8082\n");
  });
});

describe('app-proxy wait-in-service', () => {
  it('says yes as soon as it is so', async () => {
    await running('relay', { 'GET /readyz': () => plain(200, 'ready') });
    await run(['wait-in-service', '--timeout', '90s'], io);
    expect(io).toMatchObject({ exitCode: EXIT.yes, stdout: 'app-proxy: relay: ready\n' });
  });

  it('waits for what does not run yet, says what changes, and ends with 3 and the reason', async () => {
    const clock = new ManualClock(0);
    const words = ['nothing runs', 'nothing runs', 'connector: not in service: enrolling'];
    let looks = 0;
    const code = waitInService(
      () => {
        const text = words[Math.min(looks, words.length - 1)] ?? '';
        looks += 1;
        return Promise.resolve({ yes: false, text });
      },
      5,
      io,
      clock,
    );
    for (let second = 1; second <= 5; second += 1) {
      await until(() => clock.waits.length === 1);
      clock.advance(1000);
    }
    expect(await code).toBe(EXIT.timedOut);
    expect(looks).toBe(6);
    expect(io.stderr).toBe(
      'app-proxy: waiting: nothing runs\n' +
        'app-proxy: waiting: connector: not in service: enrolling\n' +
        'app-proxy: not in service after 5 s: connector: not in service: enrolling\n',
    );
  });

  it('looks once whatever the time', async () => {
    await run(['wait-in-service', '--timeout', '0s'], io);
    expect(io.exitCode).toBe(EXIT.timedOut);
  });

  it('ends at once when it is told to', async () => {
    io.stop.abort();
    expect(
      await waitInService(() => Promise.resolve({ yes: false, text: '' }), 60, io, new ManualClock(0)),
    ).toBe(EXIT.interrupted);
  });

  it('refuses a duration that is none', async () => {
    await run(['wait-in-service', '--timeout', '5 minutes'], io);
    expect(io.exitCode).toBe(EXIT.usage);
    expect(io.stderr).toContain('expected a duration such as 90s, 5m or 1h');
  });
});

describe('app-proxy status', () => {
  const figures = statusFigures({
    connectors: [connectorView({ inFlight: 4, requestsPerSecond: 12.34 })],
    sessionLog: { all: false, groups: ['hq'], applications: [] },
  });

  it('shows groups, connectors and what is wrong on the machine of a relay instance', async () => {
    await running('relay', { 'GET /status': () => json(statusDocument(figures)) });
    await run(['status'], io);
    expect(io.exitCode).toBe(EXIT.yes);
    expect(io.stdout).toMatch(/^contoso, relay instance r0: ready$/m);
    expect(io.stdout).toMatch(/^hq +1 +2 +1 +12\.3 +586$/m);
    expect(io.stdout).toMatch(
      /^hq +0 +0123456789abcdef +in-service +1\.2\.3 +2026-01-01T20:00:00Z +2026-01-01T00:00:00Z +2 +4 +12\.3 +586 +10\.0\.0\.4$/m,
    );
    expect(io.stdout).toMatch(/^ {2}error fewer-in-service: hq: 1 of 2 connectors are in service$/m);
    expect(io.stdout).toMatch(/^session log on for group hq$/m);
  });

  it('shows state and tunnels on the machine of a connector', async () => {
    await running('connector', { 'GET /status': () => json(CONNECTOR) });
    await run(['status'], io);
    expect(io.stdout).toMatch(
      /^contoso, connector 0123456789abcdef of group hq, slot 0: connecting: r1: timed out$/m,
    );
    expect(io.stdout).toMatch(
      /^r0 +g1 +10\.0\.0\.2:443 +ready +1 of 2 +1 +0\.42 ms +no +tunnels to some workers are missing$/m,
    );
  });

  it('prints the document as it is', async () => {
    await running('relay', { 'GET /status': () => json(statusDocument(figures)) });
    await run(['status', '--json'], io);
    expect(JSON.parse(io.stdout)).toEqual(statusDocument(figures));
  });

  it('shows both where both run, and asks which one JSON is wanted of', async () => {
    await running('relay', { 'GET /status': () => json(statusDocument(figures)) });
    await running('connector', { 'GET /status': () => json(CONNECTOR) });
    await run(['status'], io);
    expect(io.stdout).toMatch(/relay instance r0[^]*connector 0123456789abcdef of group hq/);
    io = new IoInMemory(io.env);
    await run(['status', '--json'], io);
    expect(io).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
    io = new IoInMemory(io.env);
    await run(['status', '--json', '--role', 'connector'], io);
    expect(JSON.parse(io.stdout)).toEqual(CONNECTOR);
    await run(['status', '--role', 'updater'], io);
    expect(io.exitCode).toBe(EXIT.usage);
  });

  it('sends no control character of another machine to the terminal', async () => {
    const connectors = [connectorView({ runtime: '1\u001b]0;title\u0007\u009b2J\n\u202e' })];
    await running('relay', { 'GET /status': () => json(statusDocument(statusFigures({ connectors }))) });
    await run(['status'], io);
    expect(io.stdout.replaceAll('\n', '')).toMatch(/^[ -~’]*$/);
  });

  it('says that nothing answers', async () => {
    await run(['status'], io);
    expect(io.exitCode).toBe(EXIT.no);
    expect(io.stderr).toMatch(/^app-proxy: status: no relay instance and no connector runs here/);
  });

  it('shows it anew until it is told to end, and goes on while nothing answers', async () => {
    const watching = run(['status', '--watch'], io);
    await until(() => io.stdout.includes('no relay instance and no connector runs here'));
    io.stop.abort();
    await watching;
    expect(io.exitCode).toBe(EXIT.yes);
  });
});

describe('app-proxy session-log', () => {
  it('switches it for groups and applications, for a time', async () => {
    const bodies: unknown[] = [];
    await running('relay', {
      'POST /session-log': (body) => {
        bodies.push(body);
        return json({});
      },
    });
    await run(['session-log', 'on', '--group', 'hq', '--application', 'mes', '--for', '15m'], io);
    expect(io.stdout).toBe(
      'app-proxy: the session log is on for group hq, application mes, for 15 minutes\n',
    );
    await run(['session-log', 'on'], io);
    await run(['session-log', 'off', '--group', 'hq'], io);
    expect(bodies).toEqual([
      { all: false, groups: ['hq'], applications: ['mes'], minutes: 15 },
      { all: true, groups: [], applications: [], minutes: 60 },
      { all: false, groups: [], applications: [], minutes: 60 },
    ]);
    expect(io.exitCode).toBe(EXIT.yes);
  });

  it('says what the relay instance refuses, and that none is there', async () => {
    await running('relay', { 'POST /session-log': () => plain(400, 'groups: expected names') });
    await run(['session-log', 'on', '--group', 'a b'], io);
    expect(io).toMatchObject({
      exitCode: EXIT.no,
      stderr: 'app-proxy: session-log: groups: expected names\n',
    });
    io = new IoInMemory({ RUNTIME_DIRECTORY: join(directory, 'nothing') });
    await run(['session-log', 'off'], io);
    expect(io.exitCode).toBe(EXIT.no);
    expect(io.stderr).toMatch(/^app-proxy: session-log: no relay instance answers at .*relay\.sock/);
  });

  it.each([['maybe'], ['on', '--for', '2d'], ['on', '--for', '25h']])('refuses %s %s %s', async (...args) => {
    await run(['session-log', ...args], io);
    expect(io.exitCode).toBe(EXIT.usage);
  });
});

describe('the help', () => {
  it.each([['status'], ['health'], ['wait-in-service'], ['session-log']])(
    'of %s has examples and exit codes',
    async (command) => {
      await run([command, '--help'], io);
      expect(io.exitCode).toBe(EXIT.yes);
      expect(io.stdout).toMatch(/Exit codes: 0 /);
      expect(io.stdout).toContain(`  app-proxy ${command}`);
    },
  );
});
