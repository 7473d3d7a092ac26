import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIGN_IN_REFUSALS } from '../../../../../runtime/relay/worker/sign-in/decision';

const page = readFileSync(join(__dirname, '../../../../../docs/sign-in.md'), 'utf8');

test('docs/sign-in.md lists every refusal with its status', () => {
  const rows = [...page.matchAll(/^\| `(sign-in-[a-z-]+)`\s*\|\s*(\d{3}) \|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(rows).toEqual(Object.entries(SIGN_IN_REFUSALS).map(([code, { status }]) => [code, status]));
});
