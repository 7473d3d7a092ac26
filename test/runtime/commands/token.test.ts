import { Command, CommanderError } from 'commander';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addCa } from '../../../runtime/commands/ca';
import { addRevoke } from '../../../runtime/commands/revoke';
import { addToken } from '../../../runtime/commands/token';
import type { Clock } from '../../../runtime/clock';
import { parseToken } from '../../../runtime/enrolment/token-text';
import { FileAuthority } from '../../../runtime/pki/file-authority';
import { bundleDigest, TRUST_NAME } from '../../../runtime/pki/trust-bundle';
import {
  freshDirectory,
  removeDirectories,
  testDeployment,
  type TestDeployment,
} from '../pki/test-deployment';

const DAY = 86_400_000;

let contoso: TestDeployment;
let store: string;
let work: string;
let time: number;
let waits: (() => unknown)[];

beforeEach(async () => {
  contoso = await testDeployment();
  store = contoso.store.place;
  work = await freshDirectory();
  time = Date.now();
  waits = [];
});

afterEach(removeDirectories);

/** Waits pass at once; what happens in them is in `waits`. */
const clock: Clock = {
  now: () => time,
  random: () => 0.5,
  after: (milliseconds, action) => {
    time += milliseconds;
    void Promise.resolve(waits.shift()?.()).then(action);
    return () => undefined;
  },
};

interface Outcome {
  readonly code: number | undefined;
  readonly out: string;
  readonly error: string;
}

async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  let [code, out, error]: [number | undefined, string, string] = [undefined, '', ''];
  const surroundings = {
    env,
    clock,
    out: (line: string) => (out += `${line}\n`),
    error: (line: string) => (error += `${line}\n`),
  };
  const program = new Command('app-proxy');
  for (const add of [addToken, addRevoke, addCa]) add(program, surroundings, (given) => (code = given));
  const commands = (of: Command): Command[] => [of, ...of.commands.flatMap(commands)];
  for (const each of commands(program)) {
    each.exitOverride().configureOutput({ writeOut: surroundings.out, writeErr: surroundings.error });
  }
  await program.parseAsync(args, { from: 'user' }).catch((thrown: unknown) => {
    if (!(thrown instanceof CommanderError)) throw thrown;
    code = thrown.exitCode === 0 ? 0 : 2;
  });
  return { code, out, error };
}

function create(...more: string[]): Promise<Outcome> {
  const out = join(work, 'token');
  return run([
    'token',
    'create',
    '--store',
    store,
    '--deployment',
    'contoso',
    '--group',
    'hq',
    '--out',
    out,
    ...more,
  ]);
}

describe('token create', () => {
  test('writes a token that only its owner can read, and the trust bundle beside it', async () => {
    const { code, out, error } = await create('--trust', join(work, 'ca.pem'));
    expect([code, error]).toEqual([0, '']);
    const text = await readFile(join(work, 'token'), 'utf8');
    const parts = parseToken(text);
    expect(parts).toMatchObject({ group: 'hq', trust: bundleDigest(contoso.issuer.trust) });
    expect((await stat(join(work, 'token'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(work, 'ca.pem'), 'utf8')).toBe(contoso.issuer.trust);
    expect(await readdir(work)).toEqual(['ca.pem', 'token']);
    expect(out).toContain(`token ${parts?.id ?? ''} for group hq`);
    expect(out).not.toContain(parts?.secret.toString('base64url'));
  });

  test('waits for the trust bundle of the first relay instance', async () => {
    const trust = contoso.issuer.trust;
    await contoso.store.remove(TRUST_NAME);
    waits = [() => undefined, () => contoso.store.create(TRUST_NAME, trust)];
    expect(await create()).toMatchObject({ code: 0 });
    expect(waits).toEqual([]);
  });

  test('ends with 3 where there is no trust bundle in time, and leaves nothing', async () => {
    await contoso.store.remove(TRUST_NAME);
    const begin = time;
    const { code, error } = await create('--timeout', '90s');
    expect(code).toBe(3);
    expect(error).toMatch(
      /trust\/ca\.pem was not there within 90 s in .*; a relay instance makes it when it starts/,
    );
    expect(time - begin).toBe(90_000);
    expect([await readdir(work), await contoso.store.list('')]).toEqual([[], []]);
  });

  test('reads deployment and store from the bootstrap of a relay instance, given by a file or the environment', async () => {
    const bootstrap = JSON.stringify({
      version: 1,
      deployment: 'contoso',
      instance: 'r0',
      listeners: { users: ':8443', connectors: ':443', probe: ':8081' },
      configuration: { directory: store },
      exchange: { directory: store },
      stateDirectory: '/var/lib/app-proxy',
    });
    const file = join(work, 'relay.json');
    await writeFile(file, bootstrap);
    const args = ['token', 'create', '--group', 'hq', '--out', join(work, 'token')];
    expect(await run([...args, '--config', file])).toMatchObject({ code: 0, error: '' });
    expect(await run(args, { APP_PROXY_BOOTSTRAP: bootstrap })).toMatchObject({ code: 0, error: '' });
    expect(await run([...args, '--config', file, '--deployment', 'fabrikam'])).toMatchObject({
      code: 2,
      error:
        "app-proxy: token create: --deployment 'fabrikam': the relay instance is of deployment 'contoso'\n",
    });
    await writeFile(file, '{}');
    expect(await run([...args, '--config', file])).toMatchObject({ code: 1 });
  });

  test('revokes the token that it cannot write', async () => {
    const out = join(work, 'missing', 'token');
    const { code, error } = await create('--out', out);
    expect(code).toBe(1);
    expect(error).toContain(`cannot write '${out}'`);
    const { out: list } = await run(['token', 'list', '--store', store, '--json']);
    expect(JSON.parse(list)).toMatchObject([{ state: 'revoked' }]);
  });

  test.each([
    ['--group', 'HQ', "group 'HQ': expected"],
    ['--deployment', 'C', "deployment 'C': expected"],
    ['--expires', '4000h', 'at most 90 days'],
    ['--expires', 'soon', 'Expected a number with s, m or h'],
    ['--uses', '0', 'allowed: 1 to 1000'],
    ['--uses', 'many', 'Expected a whole number'],
    ['--out', '-', 'written to a file only'],
  ])('does not take %s %s', async (option, value, message) => {
    const { code, error } = await create(option, value);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });

  test('needs a deployment with a directory, and a relay’s machine without one', async () => {
    const args = ['token', 'create', '--group', 'hq', '--out', join(work, 'token')];
    expect(await run([...args, '--store', store])).toMatchObject({ code: 2 });
    const { code, error } = await run([...args, '--config', join(work, 'none.json')]);
    expect(code).toBe(2);
    expect(error).toContain('name a file with --config or a directory with --store');
  });
});

test('token list shows a table, and token revoke ends one', async () => {
  await create('--uses', '2', '--expires', '1h');
  const id = parseToken(await readFile(join(work, 'token'), 'utf8'))?.id ?? '';
  const list = async (): Promise<string[]> =>
    (await run(['token', 'list', '--store', store])).out.trim().split('\n');
  expect((await list()).map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual([
    ['ID', 'GROUP', 'STATE', 'USED'],
    [id, 'hq', 'valid', '0 of 2'],
  ]);
  expect(await run(['token', 'revoke', id, '--store', store])).toMatchObject({ code: 0 });
  expect((await list())[1]).toContain('revoked');
  expect(await run(['token', 'revoke', id, '--store', store])).toMatchObject({ code: 1 });
  expect(await run(['token', 'revoke', '../x', '--store', store])).toMatchObject({ code: 2 });
});

test('revoke writes down a connector, once', async () => {
  const args = ['revoke', '0123456789abcdef', '--store', store];
  expect((await run(args)).out).toContain('is revoked');
  expect(await run(args)).toMatchObject({
    code: 0,
    out: 'app-proxy: connector 0123456789abcdef was revoked before\n',
  });
  expect(await readdir(join(store, 'revoked'))).toEqual(['0123456789abcdef.json']);
  expect(await run(['revoke', '../../ca', '--store', store])).toMatchObject({ code: 2 });
});

describe('ca', () => {
  const rotate = (): Promise<Outcome> => run(['ca', 'rotate', '--ca', contoso.ca, '--deployment', 'contoso']);

  test('rotate makes a second authority, which signs after the overlap, and no third before that', async () => {
    const { code, out } = await rotate();
    expect(code).toBe(0);
    expect(out).toMatch(/^app-proxy: made CN=app-proxy contoso [0-9a-f]{12}; it signs from .*Z on\n$/);
    expect(await rotate()).toMatchObject({ code: 1 });
    expect(
      await new FileAuthority({ directory: contoso.ca, deployment: 'contoso', now: Date.now }).load(),
    ).toHaveLength(2);
    time += 11 * DAY;
    expect(await rotate()).toMatchObject({ code: 0 });
  });

  test('rotate makes no first authority', async () => {
    const empty = await freshDirectory();
    expect(await run(['ca', 'rotate', '--ca', empty, '--deployment', 'contoso'])).toMatchObject({ code: 1 });
    expect(await readdir(empty)).toEqual([]);
  });

  test('status shows what is trusted', async () => {
    await rotate();
    await contoso.issuer.refresh();
    const { out } = await run(['ca', 'status', '--store', store, '--json']);
    expect((JSON.parse(out) as { state: string }[]).map(({ state }) => state)).toEqual([
      'signing',
      'waiting',
    ]);
    expect((await run(['ca', 'status', '--store', store])).out).toMatch(/^AUTHORITY +STATE +SIGNS FROM/);
    const empty = await freshDirectory();
    expect(await run(['ca', 'status', '--store', empty])).toMatchObject({ code: 1 });
  });
});

test.each([['token', 'create'], ['token', 'list'], ['token', 'revoke'], ['revoke'], ['ca']])(
  'help of %s %s has an example',
  async (...names) => {
    const { code, out } = await run([...names, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}app-proxy /);
  },
);
