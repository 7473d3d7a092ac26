import { CompactEncrypt } from 'jose';
import { Seal } from '../../../../../runtime/relay/worker/sign-in/seal';

const SECRET = 'a long secret';

test('opens what it has closed, in another process too', async () => {
  const text = await new Seal(SECRET, ['session', 'contoso']).close({ a: 1 });
  expect(await new Seal(SECRET, ['session', 'contoso']).open(text)).toEqual({ a: 1 });
});

test.each([
  ['another secret', 'another', ['session', 'contoso']],
  ['another purpose', SECRET, ['transaction', 'contoso']],
  ['a context that reads the same when joined', SECRET, ['sessioncontoso']],
  ['a context in another order', SECRET, ['contoso', 'session']],
])('does not open with %s', async (_what, secret, context) => {
  const text = await new Seal(SECRET, ['session', 'contoso']).close({ a: 1 });
  expect(await new Seal(secret, context).open(text)).toBeUndefined();
});

test('closes the same to another text each time', async () => {
  const seal = new Seal(SECRET, []);
  expect(await seal.close({ a: 1 })).not.toBe(await seal.close({ a: 1 }));
});

test('opens nothing that says another algorithm', async () => {
  const key = new Uint8Array(32);
  const text = await new CompactEncrypt(Buffer.from('{}'))
    .setProtectedHeader({ alg: 'A256GCMKW', enc: 'A128GCM' })
    .encrypt(key);
  expect(await new Seal(SECRET, []).open(text)).toBeUndefined();
});

test.each(['', 'x', 'a.b.c.d.e', '....', 'eyJhbGciOiJub25lIn0..e30.'])(
  'opens no garbage: %j',
  async (text) => {
    expect(await new Seal(SECRET, []).open(text)).toBeUndefined();
  },
);
