import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect as connectTcp, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Identity } from '../../../runtime/connector/identity';
import { directDial } from '../../../runtime/dial/dial';
import { proxyDial } from '../../../runtime/dial/proxy-dial';
import { RelayEnroller, type RelayEnrollerOptions } from '../../../runtime/enrolment/client';
import type { EnrolmentHandlerOptions } from '../../../runtime/enrolment/server';
import { lifeOf } from '../../../runtime/pki/identity';
import type { KeyPair } from '../../../runtime/relay/messages';
import { ENROLMENT_PROTOCOL } from '../../../runtime/tunnel/control';
import { X509Certificate } from 'node:crypto';
import {
  CONNECTOR,
  connectorOf,
  removeDirectories,
  testDeployment,
  type TestDeployment,
} from '../pki/test-deployment';
import { askOf, testRelay, testService, tokenOf, type TestRelay, type TestService } from './test-relay';

const HOUR = 3_600_000;
const { signal } = new AbortController();

let contoso: TestDeployment;
let parts: TestService;
let relay: TestRelay;
const relays: TestRelay[] = [];

beforeEach(async () => {
  contoso = await testDeployment();
  parts = testService(contoso);
  relay = await started(await relayPair());
});

afterEach(async () => {
  await Promise.all(relays.splice(0).map((each) => each.close()));
  await removeDirectories();
});

function relayPair(from = contoso, deployment = 'contoso'): Promise<KeyPair> {
  return from.issuer.relayCertificate({ deployment, instance: 'r0' });
}

async function started(
  identity: KeyPair,
  options: Partial<EnrolmentHandlerOptions> = {},
  version?: 'TLSv1.2' | 'TLSv1.3',
): Promise<TestRelay> {
  const made = await testRelay(
    identity,
    { ask: askOf(parts), trust: () => contoso.issuer.trust, ...options },
    version,
  );
  relays.push(made);
  return made;
}

function enroller(options: Partial<RelayEnrollerOptions> = {}): RelayEnroller {
  return new RelayEnroller({
    dial: directDial(),
    deployment: 'contoso',
    group: 'hq',
    slot: 1,
    runtime: '0.1.0',
    serverName: 'apps.example.com',
    ...options,
  });
}

function target(at = relay): { endpoint: TestRelay['endpoint']; trust: string; signal: AbortSignal } {
  return { endpoint: at.endpoint, trust: contoso.issuer.trust, signal };
}

async function token(): Promise<{ kind: 'token'; token: string }> {
  return { kind: 'token', token: await tokenOf(contoso, parts) };
}

async function known(): Promise<Identity> {
  const pair = await connectorOf(contoso);
  return {
    connector: CONNECTOR,
    deployment: 'contoso',
    group: 'hq',
    ...pair,
    ...lifeOf(new X509Certificate(pair.certificate)),
  };
}

test('a connector enrols, and renews with the certificate that it got', async () => {
  const { identity, trust } = await enroller().enrol(target(), await token(), undefined);
  expect(trust).toBe(contoso.issuer.trust);
  expect(identity).toMatchObject({ deployment: 'contoso', group: 'hq' });
  expect(identity.expires - identity.notBefore).toBeGreaterThanOrEqual(24 * HOUR);
  const renewed = await enroller().renew(target(), identity);
  expect(renewed.identity.connector).toBe(identity.connector);
  expect(renewed.identity.key).not.toBe(identity.key);
  expect(parts.log.lines.map(({ name }) => name)).toEqual(['connector-enrolled', 'connector-renewed']);
});

test('a connector whose certificate has expired keeps its id', async () => {
  contoso.time -= 48 * HOUR;
  const identity = await known();
  contoso.time += 48 * HOUR;
  await expect(enroller().renew(target(), identity)).rejects.toMatchObject({ code: 'expired', status: 401 });
  const enrolled = await enroller().enrol(target(), await token(), identity);
  expect(enrolled.identity.connector).toBe(CONNECTOR);
});

test('a connector whose answer was lost gets its certificate by the same single-use token', async () => {
  const credential = await token();
  let lose = true;
  const losing = await started(await relayPair(), {
    ask: async (...question) => {
      const answer = await askOf(parts)(...question);
      if (lose) for (const socket of losing.connections) socket.destroy();
      return answer;
    },
  });
  const mine = enroller();
  await expect(mine.enrol(target(losing), credential, undefined)).rejects.toMatchObject({
    code: 'unreachable',
  });
  lose = false;
  const { identity } = await mine.enrol(target(losing), credential, undefined);
  expect(parts.log.lines.map(({ fields }) => fields['connector'])).toEqual([
    identity.connector,
    identity.connector,
  ]);
  await expect(enroller().enrol(target(losing), credential, undefined)).rejects.toMatchObject({
    code: 'token-used',
  });
});

test('refusals arrive with code and status, and tell whether to try again', async () => {
  const credential = { kind: 'token', token: 'apx1.wrong' } as const;
  await expect(enroller().enrol(target(), credential, undefined)).rejects.toMatchObject({
    name: 'EnrolmentRefused',
    code: 'token-invalid',
    status: 401,
    isTemporary: false,
  });
  const away = await started(await relayPair(), { ask: () => Promise.reject(new Error('no such process')) });
  await expect(enroller().enrol(target(away), credential, undefined)).rejects.toMatchObject({
    code: 'unavailable',
    status: 503,
    isTemporary: true,
  });
});

describe('a relay that is none of the deployment gets no credential', () => {
  const rogues: readonly (readonly [string, () => Promise<KeyPair>])[] = [
    ['of another authority', async () => relayPair(await testDeployment())],
    ['of another deployment', () => relayPair(contoso, 'fabrikam')],
    ['with a connector’s certificate', () => connectorOf(contoso)],
    ['with a users’ certificate', () => contoso.issuer.userCertificate(['apps.example.com'])],
  ];
  const versions = ['TLSv1.2', 'TLSv1.3'] as const;
  const cases = rogues.flatMap(([what, pair]) => versions.map((version) => [what, version, pair] as const));

  test.each(cases)('%s, by %s', async (_what, version, pair) => {
    const asked: unknown[] = [];
    const rogue = await started(
      await pair(),
      {
        ask: (...question) => {
          asked.push(question);
          return Promise.reject(new Error('asked'));
        },
      },
      version,
    );
    const [identity, credential] = [await known(), await token()];
    for (const attempt of [
      enroller().enrol(target(rogue), credential, identity),
      enroller().renew(target(rogue), identity),
    ]) {
      await expect(attempt).rejects.toMatchObject({ name: 'DialError', code: 'untrusted-relay' });
    }
    await rogue.close();
    relays.splice(relays.indexOf(rogue), 1);
    expect(asked).toEqual([]);
    // Not even the handshake came to its end: the client's certificate is in its last part.
    expect(rogue.connections).toHaveLength(0);
  });
});

test('a relay whose certificate has expired gets no credential', async () => {
  const asked: unknown[] = [];
  contoso.time -= 30 * 24 * HOUR;
  const pair = await relayPair();
  contoso.time += 30 * 24 * HOUR;
  const late = await started(pair, {
    ask: (...question) => {
      asked.push(question);
      return Promise.reject(new Error('asked'));
    },
  });
  const attempt = enroller().enrol(target(late), await token(), undefined);
  await expect(attempt).rejects.toMatchObject({ name: 'DialError', code: 'untrusted-relay' });
  expect(asked).toEqual([]);
});

describe('an answer is of no use', () => {
  async function answered(change: (answer: Record<string, unknown>) => Promise<unknown>): Promise<unknown> {
    const strange = await started(await relayPair(), {
      ask: async (...question) => change((await askOf(parts)(...question)) as Record<string, unknown>),
    });
    return enroller()
      .enrol(target(strange), await token(), undefined)
      .catch((error: unknown) => error);
  }

  test.each<[string, (answer: Record<string, unknown>) => Promise<unknown>]>([
    ['that is none', () => Promise.resolve({ ok: true })],
    [
      'for another key',
      async (answer) => ({ ...answer, certificate: (await connectorOf(contoso)).certificate }),
    ],
    ['for another connector', (answer) => Promise.resolve({ ...answer, connector: CONNECTOR })],
    ['with text for a certificate', (answer) => Promise.resolve({ ...answer, certificate: 'hello' })],
    [
      'with another trust bundle',
      async (answer) => ({ ...answer, trust: (await testDeployment()).issuer.trust }),
    ],
  ])('%s', async (_what, change) => {
    expect(await answered(change)).toMatchObject({ name: 'DialError', code: 'tls' });
  });
});

describe('the trust bundle', () => {
  test('is shown by a relay that is not checked, to who shows nothing', async () => {
    expect(await enroller().fetchTrust(relay.endpoint, signal)).toBe(contoso.issuer.trust);
    const other = await testDeployment();
    const rogue = await started(await relayPair(other), { trust: () => other.issuer.trust });
    expect(await enroller().fetchTrust(rogue.endpoint, signal)).toBe(other.issuer.trust);
    expect(rogue.connections.map((socket) => socket.getPeerX509Certificate())).toEqual([undefined]);
  });

  test('is not there yet', async () => {
    const early = await started(await relayPair(), { trust: () => undefined });
    await expect(enroller().fetchTrust(early.endpoint, signal)).rejects.toThrow(
      'shows no trust bundle: status 503',
    );
  });
});

test('everything goes through an outbound proxy', async () => {
  const targets: string[] = [];
  const proxy = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (head: Buffer) => {
      const [, host = '', port = ''] = /^CONNECT ([^:]+):(\d+) /.exec(head.toString()) ?? [];
      targets.push(`${host}:${port}`);
      const onward = connectTcp(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as { port: number };
  const mine = enroller({ dial: proxyDial({ url: `http://127.0.0.1:${port}` }) });
  expect(await mine.fetchTrust(relay.endpoint, signal)).toBe(contoso.issuer.trust);
  const { identity } = await mine.enrol(target(), await token(), undefined);
  await mine.renew(target(), identity);
  expect(targets).toEqual(Array.from({ length: 3 }, () => `127.0.0.1:${relay.endpoint.port}`));
  proxy.close();
});

test('a relay that does not answer is given up, and a stop ends the wait', async () => {
  const silent = await started(await relayPair(), { ask: () => new Promise(() => undefined) });
  const mine = enroller({ answerSeconds: 0.1 });
  await expect(mine.enrol(target(silent), await token(), undefined)).rejects.toMatchObject({
    code: 'timed-out',
  });
  const stop = new AbortController();
  const waiting = enroller().enrol({ ...target(silent), signal: stop.signal }, await token(), undefined);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'stopped' });
});

describe('the relay answers', () => {
  interface Answer {
    readonly status: number | undefined;
    readonly code: unknown;
  }

  async function answer(method: string, path: string, body = '', at = relay): Promise<Answer> {
    const socket = connectTls({
      ...at.endpoint,
      ca: contoso.issuer.trust,
      checkServerIdentity: () => undefined,
      ALPNProtocols: [ENROLMENT_PROTOCOL],
    });
    socket.on('error', () => undefined);
    const outgoing = httpRequest({ createConnection: () => socket, method, path });
    outgoing.on('error', () => undefined);
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    socket.destroy();
    const { error } = JSON.parse(Buffer.concat(chunks).toString()) as { error: { code: string } };
    return { status: response.statusCode, code: error.code };
  }

  test.each([
    ['GET', '/', '', 404, 'not-found'],
    ['GET', '/constructor', '', 404, 'not-found'],
    ['GET', '/trust?x', '', 404, 'not-found'],
    ['GET', '/enrol', '', 405, 'method-not-allowed'],
    ['POST', '/trust', '', 405, 'method-not-allowed'],
    ['POST', '/enrol', '{', 400, 'bad-request'],
    ['POST', '/enrol', '{}', 400, 'bad-request'],
    ['POST', '/renew', '{}', 400, 'bad-request'],
    ['POST', '/enrol', 'x'.repeat(70 * 1024), 413, 'too-large'],
  ])('%s %s %#', async (method, path, body, status, code) => {
    expect(await answer(method, path, body)).toEqual({ status, code });
  });

  test('that it is away where the instance process takes too long', async () => {
    const slow = await started(await relayPair(), {
      ask: () => new Promise(() => undefined),
      answerSeconds: 0.05,
    });
    expect(await answer('POST', '/enrol', '{}', slow)).toEqual({ status: 503, code: 'unavailable' });
  });
});
