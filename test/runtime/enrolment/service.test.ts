import { X509Certificate } from 'node:crypto';
import { makeKeyWithRequest } from '../../../runtime/pki/certificate-request';
import type { EnrolmentAnswer } from '../../../runtime/enrolment/messages';
import type { EnrolmentPeer } from '../../../runtime/relay/messages';
import {
  CONNECTOR,
  connectorOf,
  removeDirectories,
  testDeployment,
  type TestDeployment,
} from '../pki/test-deployment';
import { testService, tokenOf, type TestService } from './test-relay';

const HOUR = 3_600_000;
const PEER: EnrolmentPeer = { remoteAddress: '192.0.2.1' };

let contoso: TestDeployment;
let parts: TestService;

beforeEach(async () => {
  contoso = await testDeployment();
  parts = testService(contoso);
});

afterEach(removeDirectories);

async function enrolBody(change: object = {}): Promise<object> {
  const { request } = await makeKeyWithRequest();
  return {
    version: 1,
    csr: request,
    group: 'hq',
    slot: 1,
    runtime: '0.1.0',
    credential: await token(),
    ...change,
  };
}

async function token(options: Parameters<typeof tokenOf>[2] = {}): Promise<object> {
  return { kind: 'token', token: await tokenOf(contoso, parts, options) };
}

async function codeOf(question: 'enrol' | 'renew', body: unknown, peer = PEER): Promise<string> {
  const answer = await parts.service.answer(question, body, peer);
  return 'error' in answer ? answer.error.code : 'given';
}

async function given(question: 'enrol' | 'renew', body: unknown, peer = PEER): Promise<EnrolmentAnswer> {
  const answer = await parts.service.answer(question, body, peer);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

describe('enrolment', () => {
  test('gives a certificate, and says so in the log without the token', async () => {
    const body = await enrolBody();
    const answer = await given('enrol', body);
    const certificate = new X509Certificate(answer.certificate);
    expect(certificate.subjectAltName).toBe(`URI:app-proxy://contoso/connectors/hq/${answer.connector}`);
    expect(answer).toMatchObject({ version: 1, trust: contoso.issuer.trust });
    expect(Date.parse(answer.expires)).toBe(Date.parse(certificate.validTo));
    expect(parts.log.last()).toMatchObject({
      name: 'connector-enrolled',
      fields: {
        connector: answer.connector,
        group: 'hq',
        slot: 1,
        method: 'token',
        remoteAddress: '192.0.2.1',
      },
    });
    const { credential } = body as { credential: { token: string } };
    expect(parts.log.text).not.toContain(credential.token.split('.')[3]);
  });

  test('refuses a single-use token that is presented again, and logs it', async () => {
    const credential = await token();
    await given('enrol', await enrolBody({ credential }));
    expect(await codeOf('enrol', await enrolBody({ credential }))).toBe('token-used');
    expect(parts.log.last()).toMatchObject({
      name: 'token-refused',
      fields: { refusal: 'token-used', remoteAddress: '192.0.2.1', question: 'enrol' },
    });
  });

  test('answers again where the answer was lost: the same request, the same connector', async () => {
    const body = await enrolBody();
    const first = await given('enrol', body);
    expect((await given('enrol', body)).connector).toBe(first.connector);
  });

  test('takes no use of a token for a request that gets no certificate', async () => {
    const credential = await token();
    expect(await codeOf('enrol', await enrolBody({ credential, csr: 'x' }))).toBe('bad-certificate-request');
    expect(await codeOf('enrol', await enrolBody({ credential, group: 'plant' }))).toBe('wrong-group');
    const failing = testService(contoso, {
      issuer: {
        trust: contoso.issuer.trust,
        connectorCertificate: () => Promise.reject(new Error('vault away')),
      },
    });
    expect(await failing.service.answer('enrol', await enrolBody({ credential }), PEER)).toEqual({
      error: { code: 'unavailable', message: 'the relay cannot give certificates now; try again' },
    });
    expect(failing.log.last()).toMatchObject({ name: 'enrolment-fault', fields: { reason: 'vault away' } });
    await expect(given('enrol', await enrolBody({ credential }))).resolves.toBeDefined();
  });

  test('by managed identity needs the group’s admission, and the right identity', async () => {
    const right = { kind: 'managed-identity', jwt: 'right' };
    expect(await codeOf('enrol', await enrolBody({ group: 'plant', credential: right }))).toBe('given');
    expect(await codeOf('enrol', await enrolBody({ group: 'hq', credential: right }))).toBe('no-admission');
    expect(parts.log.last()).toMatchObject({
      name: 'connector-refused',
      fields: { refusal: 'no-admission' },
    });
    const wrong = { kind: 'managed-identity', jwt: 'wrong' };
    expect(await codeOf('enrol', await enrolBody({ group: 'plant', credential: wrong }))).toBe(
      'wrong-identity',
    );
  });

  describe('of a connector that shows a certificate', () => {
    async function connectorAfter(peer: EnrolmentPeer, change: object = {}): Promise<string> {
      return (await given('enrol', await enrolBody(change), peer)).connector;
    }

    test('keeps its id, even long after the certificate has expired', async () => {
      const { certificate } = await connectorOf(contoso);
      contoso.time += 30 * 24 * HOUR;
      expect(await connectorAfter({ ...PEER, certificate })).toBe(CONNECTOR);
    });

    test('gives a new id where the certificate is of another group, authority, or no connector’s', async () => {
      const other = await testDeployment();
      const certificates = [
        (await connectorOf(contoso, { group: 'plant' })).certificate,
        (await connectorOf(other)).certificate,
        (await contoso.issuer.userCertificate(['apps.example.com'])).certificate,
      ];
      for (const certificate of certificates) {
        expect(await connectorAfter({ ...PEER, certificate })).not.toBe(CONNECTOR);
      }
    });

    test('is refused once it is revoked, whatever token it has', async () => {
      const { certificate } = await connectorOf(contoso);
      parts.revoked.push(CONNECTOR);
      expect(await codeOf('enrol', await enrolBody(), { ...PEER, certificate })).toBe('revoked');
    });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', 'hello'],
  ])('refuses %s', async (_what, body) => {
    expect(await codeOf('enrol', body)).toBe('bad-request');
    expect(await codeOf('renew', body)).toBe('bad-request');
  });

  test.each([
    ['another version', { version: 2 }],
    ['a further field', { admin: true }],
    ['a path for a group', { group: '../hq' }],
    ['a slot that is none', { slot: -1 }],
    ['no credential', { credential: undefined }],
    ['two credentials', { credential: { kind: 'token', token: 'x', jwt: 'x' } }],
    ['an unknown credential', { credential: { kind: 'password', password: 'hunter2' } }],
    ['a huge token', { credential: { kind: 'token', token: 'x'.repeat(300) } }],
    ['a huge request', { csr: 'x'.repeat(9000) }],
    ['line ends in a version', { runtime: '0.1.0\nforged' }],
  ])('refuses %s, without saying what stood there', async (_what, change) => {
    expect(await codeOf('enrol', await enrolBody(change))).toBe('bad-request');
    expect(parts.log.text).not.toMatch(/hunter2|xxxx|forged/);
  });
});

describe('renewal', () => {
  async function renewBody(): Promise<object> {
    return { version: 1, csr: (await makeKeyWithRequest()).request };
  }

  test('gives the same connector a new certificate', async () => {
    const { certificate } = await connectorOf(contoso);
    contoso.time += 16 * HOUR;
    const answer = await given('renew', await renewBody(), { ...PEER, certificate });
    expect(answer.connector).toBe(CONNECTOR);
    expect(Date.parse(answer.expires)).toBeGreaterThan(contoso.time + 23 * HOUR);
    expect(parts.log.last()).toMatchObject({
      name: 'connector-renewed',
      fields: { connector: CONNECTOR, group: 'hq' },
    });
  });

  test.each([
    ['without a certificate', () => Promise.resolve(undefined), 'no-certificate'],
    ['of another authority', async () => connectorOf(await testDeployment()), 'unknown-authority'],
    ['of another deployment', () => connectorOf({ ...contoso, deployment: 'fabrikam' }), 'wrong-deployment'],
    ['with a users’ certificate', () => contoso.issuer.userCertificate(['x.example.com']), 'not-a-connector'],
  ])('is refused %s', async (_what, identity, code) => {
    const pair = await identity();
    const peer = { ...PEER, ...(pair !== undefined && { certificate: pair.certificate }) };
    expect(await codeOf('renew', await renewBody(), peer)).toBe(code);
    expect(parts.log.last()).toMatchObject({
      name: 'connector-refused',
      fields: { refusal: code, question: 'renew' },
    });
  });

  test('is refused with a certificate that has expired, is not valid yet, or is revoked', async () => {
    const peer = { ...PEER, certificate: (await connectorOf(contoso)).certificate };
    const now = contoso.time;
    contoso.time = now + 24 * HOUR;
    expect(await codeOf('renew', await renewBody(), peer)).toBe('expired');
    contoso.time = now;
    parts.revoked.push(CONNECTOR);
    expect(await codeOf('renew', await renewBody(), peer)).toBe('revoked');
    parts.revoked.pop();
    contoso.time = now + HOUR;
    const ahead = { ...PEER, certificate: (await connectorOf(contoso)).certificate };
    contoso.time = now;
    expect(await codeOf('renew', await renewBody(), ahead)).toBe('not-yet-valid');
  });
});

describe('an address', () => {
  test('has to wait a minute after many refused attempts, and others have not', async () => {
    parts = testService(contoso, { refusalsPerMinute: 3 });
    for (let count = 0; count < 3; count += 1) {
      expect(await codeOf('enrol', {})).toBe('bad-request');
    }
    expect(await codeOf('enrol', await enrolBody())).toBe('too-many-attempts');
    expect(await codeOf('enrol', await enrolBody(), { remoteAddress: '192.0.2.2' })).toBe('given');
    contoso.time += 60_000;
    expect(await codeOf('enrol', await enrolBody())).toBe('given');
  });

  test('may be one of many connectors, all of which enrol', async () => {
    parts = testService(contoso, { refusalsPerMinute: 3 });
    for (let count = 0; count < 10; count += 1) {
      expect(await codeOf('enrol', await enrolBody())).toBe('given');
    }
  });

  test('is one with the others of its IPv6 network', async () => {
    parts = testService(contoso, { refusalsPerMinute: 1 });
    expect(await codeOf('enrol', {}, { remoteAddress: '2001:db8:0:1::1' })).toBe('bad-request');
    expect(await codeOf('enrol', {}, { remoteAddress: '2001:db8::1:0:0:0:ffff' })).toBe('too-many-attempts');
    expect(await codeOf('enrol', {}, { remoteAddress: '2001:db8:0:2::1' })).toBe('bad-request');
    expect(await codeOf('enrol', {}, { remoteAddress: '::ffff:192.0.2.9' })).toBe('bad-request');
    expect(await codeOf('enrol', {}, { remoteAddress: '192.0.2.9' })).toBe('too-many-attempts');
  });
});

test('more at once than the relay takes are sent away', async () => {
  parts = testService(contoso, { atOnce: 2, refusalsPerMinute: 1000 });
  const bodies = await Promise.all(Array.from({ length: 6 }, () => enrolBody()));
  const codes = await Promise.all(bodies.map((body) => codeOf('enrol', body)));
  expect(codes.filter((code) => code === 'given')).toHaveLength(2);
  expect(codes.filter((code) => code === 'busy')).toHaveLength(4);
});
