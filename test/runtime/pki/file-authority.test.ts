import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileAuthority } from '../../../runtime/pki/file-authority';
import { freshDirectory, removeDirectories } from './test-deployment';

let directory: string;

beforeEach(async () => {
  directory = await freshDirectory();
});

afterEach(removeDirectories);

function authority(): FileAuthority {
  return new FileAuthority({ directory, deployment: 'contoso', now: Date.now });
}

test('makes a key that only its owner can read, and takes it again', async () => {
  const [made] = await authority().load();
  expect((await stat(join(directory, 'ca.key'))).mode & 0o777).toBe(0o600);
  const [taken] = await authority().load();
  expect(taken?.certificate.fingerprint256).toBe(made?.certificate.fingerprint256);
  expect(made?.certificate.subject).toMatch(/^CN=app-proxy contoso [0-9a-f]{12}$/);
  expect(made?.certificate.ca).toBe(true);
});

test('of many that begin at once, all take the same authority', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => authority().load()));
  expect(new Set(all.map(([first]) => first?.certificate.fingerprint256)).size).toBe(1);
  expect(await readdir(directory)).toEqual(['ca.key', 'ca.pem']);
});

test('half of a key that a killed process left behind does not count', async () => {
  await writeFile(join(directory, '.4711-aabbccddeeff.tmp'), '-----BEGIN PRIVATE KEY-----\nMIGH');
  const [made] = await authority().load();
  expect(made?.signer).toBeDefined();
});

test('a key without its certificate gets one', async () => {
  await authority().load();
  await rm(join(directory, 'ca.pem'));
  const [again] = await authority().load();
  expect(await readFile(join(directory, 'ca.pem'), 'utf8')).toBe(again?.certificate.toString());
});

test('a certificate without its key is an error, never a new key', async () => {
  await authority().load();
  await rm(join(directory, 'ca.key'));
  await expect(authority().load()).rejects.toThrow('ca.pem without ca.key');
  expect(await readdir(directory)).toEqual(['ca.pem']);
});

test('a certificate of another key is an error', async () => {
  await authority().load();
  const other = await readFile(join(directory, 'ca.pem'), 'utf8');
  await rm(join(directory, 'ca.key'));
  await rm(join(directory, 'ca.pem'));
  await authority().load();
  await writeFile(join(directory, 'ca.pem'), other);
  await expect(authority().load()).rejects.toThrow('is not the certificate of an authority with the key');
});

test('text that is no key is an error that does not show it', async () => {
  await writeFile(join(directory, 'ca.key'), 'hunter2');
  await expect(authority().load()).rejects.toThrow(/^(?!.*hunter2).*ca\.key is not a private key in PEM/);
});

test('keeps further authorities beside the first', async () => {
  const [first] = await authority().load();
  const second = await authority().add();
  const kept = await authority().load();
  expect(kept.map(({ certificate }) => certificate.subject)).toEqual([
    first?.certificate.subject,
    second.subject,
  ]);
  expect(kept.every(({ signer }) => signer !== undefined)).toBe(true);
});
