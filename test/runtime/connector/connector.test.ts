import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnrolmentRefused } from '../../../runtime/connector/enroller';
import { TestAuthority } from './authority';
import { settle, until } from './manual-clock';
import type { FromRelay } from '../../../runtime/tunnel/control';
import { IGNORE } from '../../../runtime/wire/stream';
import { World } from './world';

let world: World;
beforeEach(async () => {
  world = await World.make();
});
afterEach(() => world.close());

const HOUR = 3_600_000;

test('a connector enrols, dials every instance on the list, and is in service when all say so', async () => {
  const [r0, r1] = await world.relays('r0', 'r1');
  r1.inService = false;
  const connector = world.connector();
  await connector.start();
  await until(() => r0.open.length === 1 && r1.open.length === 1);
  await until(() => connector.status.relays.filter(({ inService }) => inService).length === 1);
  expect(connector.state.kind).toBe('connecting');
  r1.broadcast({ type: 'standing', inService: true });
  await until(() => connector.state.kind === 'in-service');
  expect(r0.open[0]?.received[0]).toEqual({ type: 'hello', runtime: '0.1.0', slot: 0, run: connector.run });
  expect(world.log.named('in-service')).toHaveLength(1);
});

test('a draining instance need not say so', async () => {
  const [r0, r1] = await world.relays('r0', 'r1');
  r1.inService = false;
  r0.list = () => [r0.peer, { ...r1.peer, state: 'draining' }];
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  await settle();
  expect(r1.connections).toBe(0);
});

test('without a list no connector is in service', async () => {
  const [r0] = await world.relays('r0');
  r0.list = undefined;
  const connector = world.connector();
  await connector.start();
  await until(() => connector.status.relays[0]?.inService === true);
  expect(connector.state.kind).toBe('connecting');
});

test('it dials until each worker is reached, and gives surplus tunnels up', async () => {
  const [r0] = await world.relays('r0');
  r0.workers = 3;
  r0.workerOf = (index) => [0, 0, 1, 1, 2][index] ?? 0;
  const connector = world.connector();
  await connector.start();
  await until(() => r0.tunnels.length === 2);
  await until(() => world.clock.waits.includes(25));
  world.clock.advance(50);
  await until(() => r0.tunnels.length === 4);
  await until(() => world.clock.waits.includes(25));
  world.clock.advance(50);
  await until(() => r0.tunnels.length === 5);
  world.clock.advance(100);
  await until(() => connector.status.relays[0]?.tunnels === 3);
  expect(r0.open.map(({ worker }) => worker).sort()).toEqual([0, 1, 2]);
  expect(r0.tunnels.filter(({ received }) => received.some(({ type }) => type === 'leave'))).toHaveLength(2);
  expect(connector.status.relays).toMatchObject([{ workers: 3, workersReached: 3, tunnels: 3 }]);
});

test('as many tunnels to each worker as the relay wants', async () => {
  const [r0] = await world.relays('r0');
  r0.workers = 2;
  r0.tunnelsPerWorker = 2;
  await world.connector().start();
  await until(() => r0.open.length === 4);
  expect(r0.open.map(({ worker }) => worker)).toEqual([0, 1, 0, 1]);
});

test('the bootstrap overrides the number, and more than four is not believed', async () => {
  const [r0, r1] = await world.relays('r0', 'r1');
  r0.tunnelsPerWorker = 9;
  r1.tunnelsPerWorker = 9;
  await world.connector().start();
  await until(() => r0.open.length === 4 && r1.open.length === 4);
  await world.connector({ tunnels: 1, stateDirectory: join(world.directory, 'other') }).start();
  await until(() => r0.open.length === 5 && r1.open.length === 5);
});

test('an instance that has left the list keeps its tunnel until it closes it, and is not dialled again', async () => {
  const [r0, r1] = await world.relays('r0', 'r1');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  r0.broadcast({ type: 'relays', relays: [r0.peer] });
  r1.broadcast({ type: 'relays', relays: [r0.peer] });
  await until(() => connector.status.relays[1]?.listed === 'unlisted');
  expect(r1.open).toHaveLength(1);
  r1.tunnel(0).session.close();
  await until(() => connector.status.relays.length === 1);
  world.clock.advance(120_000);
  await until(() => connector.state.kind === 'in-service');
  expect(r1.tunnels).toHaveLength(1);
});

test('a new generation of an instance is dialled beside the old one', async () => {
  const [r0, next] = await world.relays('r0', 'r0');
  next.generation = 'g2';
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  expect(connector.status.relays.map(({ generation }) => generation)).toEqual(['g1', 'g2']);
  expect([r0.open.length, next.open.length]).toEqual([1, 1]);
});

test('a tunnel that is lost is dialled again after a pause', async () => {
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  r0.tunnel(0).session.destroy('test');
  await until(() => connector.state.kind === 'connecting');
  await until(() => world.clock.waits[0] === 500);
  expect(r0.tunnels).toHaveLength(1);
  world.clock.advance(500);
  await until(() => connector.state.kind === 'in-service');
  expect(r0.tunnels).toHaveLength(2);
});

test('a relay with the wrong authority gets nothing, is logged, and is tried again ever more slowly', async () => {
  const other = await TestAuthority.make();
  const r0 = await world.relay('r0', other);
  world.addresses = [{ host: '127.0.0.1', port: r0.port }];
  const connector = world.connector();
  await connector.start();
  await until(() => world.log.named('relay-untrusted').length === 1);
  await until(() => world.clock.waits[0] === 500);
  world.clock.advance(500);
  await until(() => world.log.named('relay-untrusted').length === 2);
  await until(() => world.clock.waits[0] === 1000);
  expect(r0.tunnels).toEqual([]);
  expect(connector.state.kind).toBe('connecting');
});

test('after a relay that is not trusted the trust bundle is read anew from its source', async () => {
  const other = await TestAuthority.make();
  const r0 = await world.relay('r0', other);
  r0.list = () => [r0.peer];
  world.addresses = [{ host: '127.0.0.1', port: r0.port }];
  const connector = world.connector();
  await connector.start();
  await until(() => world.log.named('relay-untrusted').length === 1);
  await until(() => world.clock.waits[0] === 500);
  writeFileSync(world.trustFile, other.bundle);
  world.clock.advance(500);
  await until(() => world.log.named('trust-taken').length === 2);
  await until(() => world.clock.waits[0] === 1000);
  world.clock.advance(1000);
  await until(() => connector.state.kind === 'in-service');
});

test('a trust bundle from a relay is kept, and counts after a restart', async () => {
  const other = await TestAuthority.make();
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  r0.broadcast({ type: 'trust', bundle: world.authority.bundle + other.bundle });
  await until(() => world.log.named('trust-taken').length === 2);
  await connector.stop();
  r0.change(await other.relay('r0'));
  const again = world.connector();
  await again.start();
  await until(() => again.state.kind === 'in-service');
});

test('a trust bundle that is none is refused', async () => {
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  r0.broadcast({ type: 'trust', bundle: 'nothing' });
  await until(() => world.log.named('trust-refused').length === 1);
  expect(connector.state.kind).toBe('in-service');
});

test('it waits for the trust bundle and for the token, and says for what', async () => {
  const [r0] = await world.relays('r0');
  rmSync(world.trustFile);
  rmSync(world.tokenFile);
  const connector = world.connector();
  const started = connector.start();
  await until(() => connector.state.kind === 'waiting-for-trust' && world.clock.waits.length === 1);
  expect(connector.state).toMatchObject({ reason: expect.stringContaining('ca.pem') as string });
  writeFileSync(world.trustFile, world.authority.bundle);
  world.clock.advance(500);
  await until(() => connector.state.kind === 'enrolling' && world.clock.waits.length === 1);
  expect(connector.state).toMatchObject({ reason: expect.stringContaining('enrolment token in') as string });
  expect(world.enroller.asked).toEqual([]);
  writeFileSync(world.tokenFile, ' token \n');
  world.clock.advance(500);
  await started;
  expect(world.enroller.asked).toEqual([{ kind: 'enrol', credential: { kind: 'token', token: 'token' } }]);
  expect(world.spent).toBe(1);
  await until(() => connector.state.kind === 'in-service');
  expect(r0.open).toHaveLength(1);
});

test('a pinned trust bundle is taken only with its digest', async () => {
  await world.relays('r0');
  world.enroller.shown = (await TestAuthority.make()).bundle;
  const { createHash } = await import('node:crypto');
  const sha256 = createHash('sha256').update(world.authority.bundle).digest('hex');
  const connector = world.connector({ trust: { sha256 } });
  const started = connector.start();
  await until(() => world.clock.waits.length === 1);
  expect(connector.state).toMatchObject({ reason: expect.stringContaining(`expected ${sha256}`) as string });
  expect(world.enroller.asked).toEqual([]);
  world.enroller.shown = world.authority.bundle;
  world.clock.advance(500);
  await started;
  await until(() => connector.state.kind === 'in-service');
});

test('the identity is kept with its key, for the owner alone, over a restart', async () => {
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  await connector.stop();
  const file = join(world.stateDirectory, 'identity.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    connector: '0123456789abcdef',
    group: 'plant',
    version: 1,
  });
  const again = world.connector();
  await again.start();
  await until(() => again.state.kind === 'in-service');
  expect(world.enroller.asked).toHaveLength(1);
  expect(r0.tunnels[1]?.certificate).toBe(r0.tunnels[0]?.certificate);
});

test.each([
  ['broken', () => 'not JSON'],
  ['of another group', (text: string) => text.replace('"group": "plant"', '"group": "hq"')],
])('an identity file that is %s is said and replaced', async (_, change) => {
  await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await connector.stop();
  const file = join(world.stateDirectory, 'identity.json');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  const again = world.connector();
  await again.start();
  await until(() => again.state.kind === 'in-service');
  expect(world.log.named('identity-unusable')).toHaveLength(1);
  expect(world.enroller.asked).toHaveLength(2);
});

test('at two thirds of its life the certificate is renewed, and new tunnels come before the old ones go', async () => {
  const [r0] = await world.relays('r0');
  r0.workers = 2;
  const connector = world.connector();
  await connector.start();
  await until(() => connector.status.relays[0]?.workersReached === 2);
  let fewest = 2;
  for (const tunnel of r0.tunnels) {
    const { onClose } = tunnel.session;
    tunnel.session.onClose = (end) => {
      onClose(end);
      fewest = Math.min(fewest, r0.open.length);
    };
  }
  world.clock.advance(16 * HOUR - 60_000);
  expect(world.enroller.asked.filter(({ kind }) => kind === 'renew')).toEqual([]);
  world.clock.advance(60_000);
  const isLeft = (index: number): boolean => r0.tunnel(index).received.some(({ type }) => type === 'leave');
  await until(() => isLeft(0) && isLeft(1));
  await until(() => {
    world.clock.advance(100);
    return r0.open.length === 2;
  });
  expect(fewest).toBe(2);
  expect(connector.state.kind).toBe('in-service');
  expect(new Set(r0.open.map(({ certificate }) => certificate)).size).toBe(1);
  expect(r0.open[0]?.certificate).not.toBe(r0.tunnels[0]?.certificate);
  expect(JSON.parse(readFileSync(join(world.stateDirectory, 'identity.json'), 'utf8'))).toMatchObject({
    certificate: r0.open[0]?.certificate,
  });
});

test('the old tunnels to a worker go only when it has all of the new ones', async () => {
  const [r0] = await world.relays('r0');
  r0.tunnelsPerWorker = 2;
  const connector = world.connector();
  await connector.start();
  await until(() => connector.status.relays[0]?.tunnels === 2);
  r0.answersHello = (index) => index < 3;
  world.clock.advance(16 * HOUR);
  await until(() => r0.tunnels.length === 4);
  await settle();
  expect(r0.tunnels.some(({ received }) => received.some(({ type }) => type === 'leave'))).toBe(false);
  r0.answersHello = () => true;
  r0.greet(3);
  await until(() => [0, 1].every((index) => r0.tunnel(index).received.some(({ type }) => type === 'leave')));
});

test('a tunnel that is given up stays until its requests are done', async () => {
  const [r0] = await world.relays('r0');
  const backend = await world.silentBackend();
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  const first = r0.tunnel(0);
  first.send(backendsOf(backend.port));
  const stream = first.session.open(1, 0, 'GET / HTTP/1.1\r\n\r\n', IGNORE);
  await until(() => backend.connections === 1);
  world.clock.advance(16 * HOUR);
  await until(() => r0.tunnels.length === 2);
  await until(() => first.received.some(({ type }) => type === 'leave'));
  for (let turn = 0; turn < 20; turn += 1) {
    world.clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(r0.open).toHaveLength(2);
  stream?.release();
  await until(() => {
    world.clock.advance(100);
    return r0.open.length === 1;
  });
});

test('a drain waits for the requests in flight', async () => {
  const [r0] = await world.relays('r0');
  const backend = await world.silentBackend();
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  const tunnel = r0.tunnel(0);
  tunnel.send(backendsOf(backend.port));
  const stream = tunnel.session.open(1, 0, 'GET / HTTP/1.1\r\n\r\n', IGNORE);
  await until(() => backend.connections === 1);
  const drained = connector.drain();
  await until(() => tunnel.received.some(({ type }) => type === 'drain'));
  await settle();
  expect(tunnel.closed).toBe(false);
  stream?.release();
  await expect(drained).resolves.toBe(true);
});

test('a certificate that can be renewed no more is replaced with the credential', async () => {
  await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  world.enroller.failure = new EnrolmentRefused('expired', 'by the clock of the relay', 401);
  world.clock.advance(16 * HOUR);
  await until(() => world.log.named('enrolment-failed').length === 1);
  world.enroller.failure = undefined;
  await until(() => world.clock.waits.includes(500));
  world.clock.advance(500);
  await until(() => world.enroller.asked.length === 3);
  expect(world.enroller.asked.map(({ kind }) => kind)).toEqual(['enrol', 'renew', 'enrol']);
});

test('what is waited for is said once', async () => {
  rmSync(world.tokenFile);
  const connector = world.connector();
  void connector.start();
  for (let look = 0; look < 3; look += 1) {
    await until(() => world.clock.waits.length === 1);
    world.clock.advance(2000);
    await until(() => world.clock.waits.length === 1);
  }
  expect(world.log.named('credential-missing')).toHaveLength(1);
});

test('a renewal that fails is tried again, and the tunnels stay', async () => {
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  world.enroller.failure = new EnrolmentRefused('busy', 'not now', 503);
  world.clock.advance(16 * HOUR);
  await until(() => world.log.named('enrolment-failed').length === 1);
  expect(connector.state.kind).toBe('in-service');
  world.enroller.failure = undefined;
  world.clock.advance(500);
  await until(() => r0.tunnels.length === 2);
});

test('an expired certificate is replaced with the credential, for the same id', async () => {
  await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  await connector.stop();
  world.clock.advance(25 * HOUR);
  const again = world.connector();
  await again.start();
  await until(() => again.state.kind === 'in-service');
  expect(world.enroller.asked[1]).toMatchObject({ kind: 'enrol', known: '0123456789abcdef' });
});

test('a relay that calls the certificate expired is believed', async () => {
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  r0.broadcast({ type: 'go-away', reason: 'expired' });
  await until(() => world.enroller.asked.length === 2);
  expect(world.enroller.asked[1]).toMatchObject({ kind: 'enrol', known: '0123456789abcdef' });
});

test('a revoked connector stops, says so, and asks again only after minutes', async () => {
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  r0.refusal = 'revoked';
  r0.broadcast({ type: 'go-away', reason: 'revoked' });
  await until(() => connector.state.kind === 'refused');
  expect(connector.state).toEqual({ kind: 'refused', reason: 'revoked' });
  expect(world.log.named('rejected')).toHaveLength(1);
  for (const { session } of r0.open) session.close();
  await until(() => connector.status.relays.every(({ tunnels }) => tunnels === 0));
  world.clock.advance(200_000);
  expect(r0.connections).toBe(1);
  r0.refusal = undefined;
  world.clock.advance(100_000);
  await until(() => connector.state.kind === 'in-service');
});

test('a drain asks on every tunnel, waits for the answer, and closes', async () => {
  const relays = await world.relays('r0', 'r1');
  for (const relay of relays) relay.answersDrain = false;
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  const drained = connector.drain();
  await until(() =>
    relays.every(({ open }) => open[0]?.received.some(({ type }) => type === 'drain') === true),
  );
  expect(connector.state.kind).toBe('draining');
  await settle();
  expect(relays.map(({ open }) => open.length)).toEqual([1, 1]);
  for (const relay of relays) relay.broadcast({ type: 'drained' });
  await expect(drained).resolves.toBe(true);
  await until(() => relays.every(({ open }) => open.length === 0));
  expect(connector.state.kind).toBe('stopped');
});

test('a drain ends at its deadline though a relay does not answer', async () => {
  const [r0] = await world.relays('r0');
  r0.answersDrain = false;
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  const drained = connector.drain(30);
  await until(() => world.clock.waits.includes(30_000));
  world.clock.advance(30_000);
  await expect(drained).resolves.toBe(false);
});

test('a relay that does not say welcome is dialled anew', async () => {
  const [r0] = await world.relays('r0');
  r0.refusal = 'draining';
  await world.connector().start();
  await until(() => world.log.named('tunnel-failed').length === 1);
  r0.refusal = undefined;
  world.clock.advance(500);
  await until(() => r0.open.length === 1);
});

test('a message of a wrong form ends the tunnel, one of a later version does not', async () => {
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  const tunnel = r0.tunnel(0);
  tunnel.session.sendControl({ type: 'weather', rain: true });
  tunnel.session.sendControl({ type: 'relays', relays: [{ instance: 'r0' }] });
  await until(() => tunnel.closed);
  expect(world.log.named('tunnel-down')).toMatchObject([{ code: 'protocol' }]);
});

test('re-enrolment renews, or takes the token that is given', async () => {
  const [r0] = await world.relays('r0');
  const connector = world.connector();
  await connector.start();
  await until(() => connector.state.kind === 'in-service');
  await connector.reEnrol();
  await connector.reEnrol('another');
  expect(world.enroller.asked.slice(1)).toEqual([
    { kind: 'renew', known: '0123456789abcdef' },
    { kind: 'enrol', credential: { kind: 'token', token: 'another' }, known: '0123456789abcdef' },
  ]);
  await until(() => r0.tunnels.length >= 2);
});

function backendsOf(port: number): FromRelay {
  return {
    type: 'backends',
    configuration: 'c1',
    backends: { 1: { url: `http://127.0.0.1:${port}` } },
    connections: 10,
  };
}
