import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseToken } from '../../../runtime/enrolment/token-text';
import { TokenStore, type NewToken, type Redemption } from '../../../runtime/enrolment/tokens';
import { DirectoryStore } from '../../../runtime/store/directory-store';
import { freshDirectory, removeDirectories } from '../pki/test-deployment';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TRUST = 'ab'.repeat(32);

let directory: string;
let tokens: TokenStore;
let time: number;

beforeEach(async () => {
  time = Date.parse('2026-01-01T00:00:00Z');
  directory = await freshDirectory();
  tokens = another();
});

afterEach(removeDirectories);

/** The same tokens as another relay instance sees them. */
function another(): TokenStore {
  return new TokenStore(new DirectoryStore({ directory }), () => time);
}

async function token(options: Partial<NewToken> = {}): Promise<string> {
  const made = { deployment: 'contoso', group: 'hq', life: DAY, trust: TRUST, ...options };
  return (await tokens.create(made)).text;
}

let count = 0;

function redemption(text: string, options: Partial<Redemption> = {}): Redemption {
  count += 1;
  const digits = count.toString(16);
  return {
    token: text,
    deployment: 'contoso',
    group: 'hq',
    key: digits.padStart(64, '0'),
    connector: digits.padStart(16, '0'),
    remoteAddress: '192.0.2.1',
    ...options,
  };
}

test('a token has the text that connectors read', async () => {
  expect(parseToken(`\n${await token()}\n`)).toEqual({
    group: 'hq',
    id: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    secret: expect.any(Buffer) as Buffer,
    trust: TRUST,
  });
});

test('only a hash of the secret is kept', async () => {
  const text = await token();
  const { secret, id } = parseToken(text) ?? { secret: Buffer.alloc(0), id: '' };
  expect(secret).toHaveLength(32);
  await tokens.redeem(redemption(text));
  for (const name of await readdir(join(directory, 'tokens'))) {
    const kept = await readFile(join(directory, 'tokens', name), 'utf8');
    for (const encoding of ['base64url', 'base64', 'hex'] as const) {
      expect(kept).not.toContain(secret.toString(encoding));
    }
  }
  const record = JSON.parse(await readFile(join(directory, 'tokens', `${id}.json`), 'utf8')) as object;
  expect(record).toMatchObject({ secret: createHash('sha256').update(secret).digest('hex') });
});

test('is redeemed once', async () => {
  const text = await token();
  await expect(tokens.redeem(redemption(text, { connector: '0123456789abcdef' }))).resolves.toMatchObject({
    connector: '0123456789abcdef',
  });
  await expect(tokens.redeem(redemption(text))).rejects.toMatchObject({ code: 'token-used' });
});

test('is redeemed once though many relay instances are asked at once', async () => {
  const text = await token();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => another().redeem(redemption(text))),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('is redeemed as often as it was made for', async () => {
  const text = await token({ uses: 3 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => another().redeem(redemption(text))),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

test('is redeemed again by the key that has redeemed it, for the same connector', async () => {
  const text = await token();
  const first = redemption(text);
  await tokens.redeem(first);
  await expect(tokens.redeem({ ...first, connector: 'f'.repeat(16) })).resolves.toMatchObject({
    connector: first.connector,
  });
});

test('can be redeemed by somebody else once a use is given back', async () => {
  const text = await token();
  await (await tokens.redeem(redemption(text))).giveBack();
  await expect(tokens.redeem(redemption(text))).resolves.toBeDefined();
});

test('is refused after its end', async () => {
  const text = await token({ life: HOUR });
  time += HOUR;
  await expect(tokens.redeem(redemption(text))).rejects.toMatchObject({ code: 'token-expired' });
});

test('is refused once it is revoked, which is told once', async () => {
  const text = await token();
  const { id } = parseToken(text) ?? { id: '' };
  expect(await tokens.revoke(id)).toBe(true);
  expect(await tokens.revoke(id)).toBe(false);
  await expect(tokens.redeem(redemption(text))).rejects.toMatchObject({ code: 'token-revoked' });
});

test('is refused for another group and another deployment', async () => {
  const text = await token();
  await expect(tokens.redeem(redemption(text, { group: 'plant' }))).rejects.toMatchObject({
    code: 'wrong-group',
  });
  await expect(tokens.redeem(redemption(text, { deployment: 'fabrikam' }))).rejects.toMatchObject({
    code: 'wrong-deployment',
  });
});

test('whether the id or the secret is wrong is not told', async () => {
  const parts = (await token()).split('.');
  const other = (await token()).split('.');
  const wrongSecret = [...parts.slice(0, 3), other[3], parts[4]].join('.');
  const wrongId = [...parts.slice(0, 2), '0'.repeat(12), ...parts.slice(3)].join('.');
  const refusals = await Promise.all(
    [wrongSecret, wrongId, 'apx1', '', `../../${parts.join('.')}`].map((text) =>
      tokens.redeem(redemption(text)).catch((error: unknown) => error),
    ),
  );
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({
      code: 'token-invalid',
      message: 'the enrolment token is not one of this deployment',
    });
  }
});

test('a record that cannot be read counts as none', async () => {
  const text = await token();
  const { id } = parseToken(text) ?? { id: '' };
  await new DirectoryStore({ directory }).write(`tokens/${id}.json`, '{}');
  await expect(tokens.redeem(redemption(text))).rejects.toMatchObject({ code: 'token-invalid' });
  expect(await tokens.list()).toEqual([]);
});

test('lists show what became of each', async () => {
  await token({ life: HOUR });
  time += 2 * HOUR;
  const revoked = parseToken(await token())?.id ?? '';
  await tokens.revoke(revoked);
  time += 1;
  await tokens.redeem(redemption(await token({ group: 'plant' }), { group: 'plant' }));
  time += 1;
  await tokens.redeem(redemption(await token({ uses: 2 })));
  expect((await tokens.list()).map(({ group, state, used, uses }) => [group, state, used, uses])).toEqual([
    ['hq', 'valid', 1, 2],
    ['plant', 'used', 1, 1],
    ['hq', 'revoked', 0, 1],
    ['hq', 'expired', 0, 1],
  ]);
});

test('records of tokens that ended long ago are taken away', async () => {
  await tokens.redeem(redemption(await token({ life: HOUR })));
  time += 20 * DAY;
  await token();
  time += 11 * DAY;
  await tokens.prune();
  expect(await tokens.list()).toHaveLength(1);
  expect(await readdir(join(directory, 'tokens'))).toHaveLength(1);
});

test.each([
  ['group', { group: 'HQ' }, /^group 'HQ': expected/],
  ['deployment', { deployment: 'Contoso Ltd' }, /^deployment 'Contoso Ltd': expected/],
  ['life', { life: 91 * DAY }, /^life of a token: .* at most 90 days/],
  ['life', { life: 0 }, /^life of a token/],
  ['uses', { uses: 0 }, /^uses of a token: 0, allowed: 1 to 1000/],
  ['uses', { uses: 1.5 }, /^uses of a token/],
])('a token is not made for a %s that is not allowed', async (_what, options, message) => {
  await expect(token(options)).rejects.toThrow(message);
});
