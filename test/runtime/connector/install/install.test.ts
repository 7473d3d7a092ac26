import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../../../runtime/connector/install/host';
import {
  install,
  installBootstrap,
  type InstallOptions,
} from '../../../../runtime/connector/install/install';
import { uninstall } from '../../../../runtime/connector/install/uninstall';
import { connectorUnit } from '../../../../runtime/connector/install/units';
import { parseDocument } from '../../../../runtime/documents/parse';

let root: string;
let options: InstallOptions;
let calls: string[];
const host: Host = {
  obstacle: undefined,
  systemctl: (...args) => {
    calls.push(args.join(' '));
    return Promise.resolve();
  },
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'));
  calls = [];
  const program = join(root, 'program');
  writeFileSync(program, 'the program');
  options = {
    deployment: 'contoso',
    group: 'branch',
    slot: 1,
    relay: { name: 'apps.example.com', port: 8443 },
    token: { text: 'apx1.branch', trust: 'a'.repeat(64) },
    program,
    root,
    start: true,
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string): string => join(root, path);
const read = (path: string): string => readFileSync(at(path), 'utf8');

test('program, bootstrap, token and unit are put in their places, and the service is started', async () => {
  await install(options, host);
  const release = createHash('sha256').update('the program').digest('hex');
  expect(read(`/opt/app-proxy/releases/${release}/app-proxy`)).toBe('the program');
  expect(statSync(at(`/opt/app-proxy/releases/${release}/app-proxy`)).mode & 0o777).toBe(0o755);
  expect(read(`/opt/app-proxy/releases/${release}/sha256`)).toBe(`${release}  app-proxy\n`);
  expect(readlinkSync(at('/opt/app-proxy/current'))).toBe(`releases/${release}`);
  expect(readlinkSync(at('/usr/local/bin/app-proxy'))).toBe('/opt/app-proxy/current/app-proxy');
  expect(read('/var/lib/app-proxy/token')).toBe('apx1.branch\n');
  expect(statSync(at('/var/lib/app-proxy/token')).mode & 0o777).toBe(0o600);
  expect(statSync(at('/var/lib/app-proxy')).mode & 0o777).toBe(0o700);
  expect(JSON.parse(read('/etc/app-proxy/connector.json'))).toEqual({
    version: 1,
    deployment: 'contoso',
    group: 'branch',
    slot: 1,
    relay: { name: 'apps.example.com', port: 8443 },
    trust: { sha256: 'a'.repeat(64) },
    enrolment: { method: 'token', token: { file: '/var/lib/app-proxy/token' } },
    stateDirectory: '/var/lib/app-proxy',
  });
  expect(readdirSync(at('/etc/systemd/system'))).toEqual(['app-proxy-connector.service']);
  expect(calls).toEqual([
    'daemon-reload',
    'enable app-proxy-connector.service',
    'restart app-proxy-connector.service',
  ]);
});

test('the bootstrap is one that the connector reads', () => {
  const bootstrap = installBootstrap({ ...options, proxy: { url: 'http://proxy:3128', credentials: 'a:b' } });
  expect(parseDocument('connector-bootstrap', JSON.stringify(bootstrap))).toMatchObject({ ok: true });
});

test('done twice it is as done once, and nothing is restarted', async () => {
  await install(options, host);
  calls = [];
  await expect(install(options, host)).resolves.toMatchObject({ changed: false });
  expect(calls).not.toContain('restart app-proxy-connector.service');
});

test('a new program takes the place of the old one, which stays for a way back', async () => {
  await install(options, host);
  writeFileSync(options.program, 'a newer program');
  await expect(install(options, host)).resolves.toMatchObject({ changed: true });
  expect(
    readFileSync(join(at('/opt/app-proxy'), readlinkSync(at('/opt/app-proxy/current')), 'app-proxy'), 'utf8'),
  ).toBe('a newer program');
  expect(readdirSync(at('/opt/app-proxy/releases'))).toHaveLength(2);
});

test('a connector that has its identity gets no token', async () => {
  await install(options, host);
  rmSync(at('/var/lib/app-proxy/token'));
  writeFileSync(at('/var/lib/app-proxy/identity.json'), '{}');
  await install(options, host);
  expect(existsSync(at('/var/lib/app-proxy/token'))).toBe(false);
  await install({ ...options, group: 'plant' }, host);
  expect(existsSync(at('/var/lib/app-proxy/token'))).toBe(true);
});

test("the proxy's credentials are in a file of root's that systemd hands to the service", async () => {
  await install({ ...options, proxy: { url: 'http://proxy:3128', credentials: 'agent:secret' } }, host);
  expect(statSync(at('/etc/app-proxy/proxy-credentials')).mode & 0o777).toBe(0o600);
  expect(read('/etc/app-proxy/connector.json')).not.toContain('secret');
  expect(JSON.parse(read('/etc/app-proxy/connector.json'))).toMatchObject({
    proxy: { credentials: { file: '/run/credentials/app-proxy-connector.service/proxy-credentials' } },
  });
  expect(read('/etc/systemd/system/app-proxy-connector.service')).toContain(
    '\nLoadCredential=proxy-credentials:/etc/app-proxy/proxy-credentials\n',
  );
  await install(options, host);
  expect(existsSync(at('/etc/app-proxy/proxy-credentials'))).toBe(false);
});

test('the service is restarted always, watched, and has no privileges', () => {
  const { text } = connectorUnit(undefined);
  for (const line of [
    'Restart=always',
    'WatchdogSec=60',
    'DynamicUser=yes',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

test('uninstalling leaves nothing', async () => {
  await install({ ...options, proxy: { url: 'http://proxy:3128', credentials: 'agent:secret' } }, host);
  calls = [];
  const removed = await uninstall({ root, keepIdentity: false, stop: true }, host);
  expect(removed).toContain(at('/var/lib/app-proxy'));
  expect(calls).toEqual(['disable --now app-proxy-connector.service', 'daemon-reload']);
  for (const path of [
    '/opt/app-proxy',
    '/etc/app-proxy',
    '/var/lib/app-proxy',
    '/etc/systemd/system/app-proxy-connector.service',
  ]) {
    expect(existsSync(at(path))).toBe(false);
  }
  expect(() => lstatSync(at('/usr/local/bin/app-proxy'))).toThrow('ENOENT');
  await expect(uninstall({ root, keepIdentity: false, stop: true }, host)).resolves.toEqual([]);
});

test('uninstalling can leave the identity, never the token', async () => {
  await install(options, host);
  writeFileSync(at('/var/lib/app-proxy/identity.json'), '{}');
  await uninstall({ root, keepIdentity: true, stop: false }, host);
  expect(readdirSync(at('/var/lib/app-proxy'))).toEqual(['identity.json']);
});
