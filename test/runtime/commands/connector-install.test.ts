import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  installConnector,
  uninstallConnector,
  type ConnectorInstallOptions,
} from '../../../runtime/commands/connector-install';
import { EXIT } from '../../../runtime/commands/exit-codes';
import { Output, type Io } from '../../../runtime/commands/io';
import type { Host } from '../../../runtime/connector/install/host';
import { tokenText } from '../../../runtime/enrolment/token-text';

const HOST: Host = { obstacle: undefined, systemctl: () => Promise.resolve() };
const TRUST = 'b'.repeat(64);

let root: string;
let options: ConnectorInstallOptions;
let lines: string[];
let io: Io;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'));
  writeFileSync(join(root, 'program'), 'the program');
  writeFileSync(
    join(root, 'token'),
    `${tokenText({ group: 'branch', id: '0123456789ab', secret: Buffer.alloc(32, 7), trust: TRUST })}\n`,
  );
  options = {
    deployment: 'contoso',
    group: 'branch',
    relay: 'apps.example.com:8443',
    tokenFile: join(root, 'token'),
    slot: 0,
    root,
    start: true,
  };
  lines = [];
  const output = new Output(
    {
      write: (text: string | Uint8Array) => {
        lines.push(String(text));
        return true;
      },
      on: () => process.stdout,
    },
    () => undefined,
  );
  io = {
    out: output,
    err: output,
    env: {},
    exitCode: EXIT.no,
    stopSignal: () => new AbortController().signal,
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (changes: Partial<ConnectorInstallOptions> = {}, host = HOST): Promise<void> =>
  installConnector({ ...options, ...changes }, io, host, join(root, 'program'));

test("the bootstrap takes its pin from the token and its port from the relay's name", async () => {
  await run();
  expect(io.exitCode).toBe(EXIT.yes);
  expect(JSON.parse(readFileSync(join(root, 'etc/app-proxy/connector.json'), 'utf8'))).toMatchObject({
    trust: { sha256: TRUST },
    relay: { name: 'apps.example.com', port: 8443 },
  });
  expect(lines.join('')).toContain('installed the connector of group branch');
  await run();
  expect(lines.at(-1)).toContain('was installed already');
});

test.each<[string, Partial<ConnectorInstallOptions>, string]>([
  [
    'of another group',
    { group: 'plant' },
    "the token is for group 'branch', not for 'plant'; make one with --group plant",
  ],
  ['that is not there', { tokenFile: '/nowhere' }, "'/nowhere' cannot be read"],
  ['that is none', { tokenFile: __filename }, 'holds no enrolment token'],
])('a token %s is refused', async (_, changes, message) => {
  await expect(run(changes)).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringContaining(message) as string,
  });
  expect(existsSync(join(root, 'etc'))).toBe(false);
});

test.each<[string, Partial<ConnectorInstallOptions>, string]>([
  ['deployment', { deployment: 'Contoso!' }, '/deployment'],
  ['relay', { relay: 'apps.example.com:port' }, 'expected a name, or name:port'],
  ['proxy', { proxy: 'ftp://proxy' }, '/proxy/url'],
  ['proxy', { proxyCredentialsFile: 'x' }, '--proxy-credentials-file needs --proxy'],
])('a %s that is not allowed is refused before anything is written', async (_, changes, message) => {
  await expect(run(changes)).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringContaining(message) as string,
  });
  expect(existsSync(join(root, 'etc'))).toBe(false);
});

test('a machine that cannot have services is said, with what to do', async () => {
  const obstacle = 'only root installs services; run it with sudo';
  const { deployment, group, relay, tokenFile, slot, start } = options;
  const here = { deployment, group, relay, tokenFile, slot, start };
  await expect(
    installConnector(here, io, { ...HOST, obstacle }, join(root, 'program')),
  ).rejects.toMatchObject({
    exitCode: EXIT.no,
    message: `connector install: ${obstacle}`,
  });
  await expect(uninstallConnector({}, io, { ...HOST, obstacle })).rejects.toMatchObject({
    exitCode: EXIT.no,
  });
});

test('uninstall says what it has removed', async () => {
  await run();
  await uninstallConnector({ root }, io, HOST);
  expect(lines.join('')).toContain(`removed ${join(root, 'etc/app-proxy/connector.json')}`);
  await uninstallConnector({ root }, io, HOST);
  expect(lines.at(-1)).toContain('there was nothing to remove');
});
