import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWTPayload } from 'jose';
import type { AdmissionDocument } from '../../../runtime/documents/types.generated';
import { KeySets } from '../../../runtime/enrolment/key-sets';
import { ManagedIdentities } from '../../../runtime/enrolment/managed-identity';

const TENANT = '00000000-0000-0000-0000-00000000000a';
const IDENTITY =
  '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-contoso-plant';
const ADMISSION: AdmissionDocument = {
  version: 1,
  deployment: 'contoso',
  group: 'plant',
  authority: 'https://login.microsoftonline.com',
  tenantId: TENANT,
  audience: 'https://management.azure.com/',
  identity: IDENTITY,
};
const METADATA = `https://login.microsoftonline.com/${TENANT}/.well-known/openid-configuration`;
const KEYS = 'https://login.microsoftonline.com/common/discovery/keys';
const ISSUER = `https://sts.windows.net/${TENANT}/`;
const NOW = Date.parse('2026-01-01T00:00:00Z');

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let tenant: Keys;
let stranger: Keys;
let answers: Record<string, unknown>;
let asked: string[];
let time: number;
let identities: ManagedIdentities;

beforeAll(async () => {
  [tenant, stranger] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256'),
  ]);
});

beforeEach(async () => {
  time = NOW;
  asked = [];
  answers = {
    [METADATA]: { issuer: ISSUER, jwks_uri: KEYS },
    [KEYS]: { keys: [{ ...(await exportJWK(tenant.publicKey)), kid: 'k1', use: 'sig' }] },
  };
  identities = new ManagedIdentities({
    keySets: new KeySets({ now: () => time, fetch: answer }),
    now: () => time,
  });
});

function answer(url: string | URL | Request): Promise<Response> {
  const key = url instanceof Request ? url.url : String(url);
  asked.push(key);
  const value = answers[key];
  return Promise.resolve(
    value === undefined ? new Response('away', { status: 503 }) : new Response(JSON.stringify(value)),
  );
}

interface Change {
  readonly claims?: JWTPayload;
  readonly keys?: Keys;
  readonly kid?: string;
  readonly without?: string;
}

function jwt({ claims = {}, keys = tenant, kid = 'k1', without = '' }: Change = {}): Promise<string> {
  const seconds = NOW / 1000;
  const payload: JWTPayload = {
    iss: ISSUER,
    aud: 'https://management.azure.com/',
    iat: seconds,
    nbf: seconds,
    exp: seconds + 86_400,
    tid: TENANT,
    xms_mirid: IDENTITY,
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(payload).filter(([name]) => name !== without));
  return new SignJWT(kept).setProtectedHeader({ alg: 'RS256', kid }).sign(keys.privateKey);
}

async function codeOf(token: string, admission = ADMISSION): Promise<string> {
  return identities.check(token, admission).then(
    () => 'admitted',
    (error: unknown) => (error as { code: string }).code,
  );
}

test.each<[string, Change]>([
  ['as Azure writes it', {}],
  ['in another case', { claims: { xms_mirid: IDENTITY.toLowerCase() } }],
  ['for the audience without the closing slash', { claims: { aud: 'https://management.azure.com' } }],
  ['of version 2.0', { claims: { iss: `https://login.microsoftonline.com/${TENANT}/v2.0` } }],
  ['by a clock that is some minutes ahead', { claims: { nbf: NOW / 1000 + 200 } }],
])('a token of the admitted identity counts: %s', async (_what, change) => {
  expect(await codeOf(await jwt(change))).toBe('admitted');
});

test.each<[string, Change, string]>([
  ['of another identity', { claims: { xms_mirid: IDENTITY.replace('plant', 'hq') } }, 'wrong-identity'],
  ['of a user', { without: 'xms_mirid' }, 'wrong-identity'],
  ['with a list of identities', { claims: { xms_mirid: [IDENTITY] } }, 'wrong-identity'],
  ['for another audience', { claims: { aud: 'https://vault.azure.net' } }, 'wrong-audience'],
  ['of another issuer', { claims: { iss: 'https://sts.windows.net/other/' } }, 'wrong-issuer'],
  ['of another tenant', { claims: { tid: '00000000-0000-0000-0000-00000000000b' } }, 'wrong-issuer'],
  ['that has expired', { claims: { exp: NOW / 1000 - 301 } }, 'jwt-expired'],
  ['without an end', { without: 'exp' }, 'jwt-invalid'],
  ['that is not valid yet', { claims: { nbf: NOW / 1000 + 301 } }, 'jwt-invalid'],
  ['by a key that the tenant does not have', { kid: 'k2' }, 'jwt-invalid'],
])('a token %s is refused', async (_what, change, code) => {
  expect(await codeOf(await jwt(change))).toBe(code);
});

test('a token that somebody else has signed is refused', async () => {
  expect(await codeOf(await jwt({ keys: stranger }))).toBe('jwt-invalid');
});

test('a token without a signature, or with one by the public key as a secret, is refused', async () => {
  const [, payload = ''] = (await jwt()).split('.');
  const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'k1' })).toString('base64url');
  expect(await codeOf(`${none}.${payload}.`)).toBe('jwt-invalid');
  const hmac = await new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(new Uint8Array(32));
  expect(await codeOf(hmac)).toBe('jwt-invalid');
  expect(await codeOf('hello')).toBe('jwt-invalid');
});

test('a token by the right key and another algorithm is refused', async () => {
  const [, payload = ''] = (await jwt()).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
  const key = await importJWK(await exportJWK(tenant.privateKey), 'PS256');
  expect(
    await codeOf(await new SignJWT(claims).setProtectedHeader({ alg: 'PS256', kid: 'k1' }).sign(key)),
  ).toBe('jwt-invalid');
});

test('keys are read once', async () => {
  for (let count = 0; count < 5; count += 1) {
    expect(await codeOf(await jwt())).toBe('admitted');
  }
  expect(asked).toEqual([METADATA, KEYS]);
});

test('a sign-in service that is away is told as that, and asked again after a pause', async () => {
  const { [METADATA]: metadata } = answers;
  answers[METADATA] = undefined;
  expect(await codeOf(await jwt())).toBe('key-set-unavailable');
  expect(await codeOf(await jwt())).toBe('key-set-unavailable');
  expect(asked).toEqual([METADATA]);
  answers[METADATA] = metadata;
  time += 16_000;
  expect(await codeOf(await jwt())).toBe('admitted');
});

test.each([
  ['an issuer of another tenant', { issuer: 'https://sts.windows.net/other/', jwks_uri: KEYS }],
  ['keys without TLS', { issuer: ISSUER, jwks_uri: KEYS.replace('https', 'http') }],
  ['nothing', {}],
])('a sign-in service that names %s is not believed', async (_what, metadata) => {
  answers[METADATA] = metadata;
  expect(await codeOf(await jwt())).toBe('key-set-unavailable');
});

test('an answer without end is given up', async () => {
  answers[METADATA] = { issuer: ISSUER, jwks_uri: KEYS, more: 'x'.repeat(600 * 1024) };
  expect(await codeOf(await jwt())).toBe('key-set-unavailable');
});
