import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { makeAuthority } from '../../../runtime/pki/make-certificate';
import { localSigner } from '../../../runtime/pki/signer';
import { keyPairOf, secretKeyPair, userKeyPair } from '../../../runtime/secrets/key-pair';
import { Secrets } from '../../../runtime/secrets/secrets';
import { RecordingLog } from '../configuration/recording-log';

interface Made {
  readonly certificate: string;
  readonly key: string;
}

/** A key with a certificate that it signs itself. */
async function make(name: string): Promise<Made> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = await makeAuthority(name, localSigner(privateKey), Date.now());
  return {
    certificate: certificate.toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

let own: Made;
let authority: Made;
let directory: string;

beforeAll(async () => {
  [own, authority] = await Promise.all([make('own'), make('authority')]);
  directory = mkdtempSync(join(tmpdir(), 'key-pair-'));
});

afterAll(() => rmSync(directory, { recursive: true }));

const subjects = (chain: string) =>
  chain
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((each) => /app-proxy (\w+) /.exec(new X509Certificate(each).subject)?.[1]);

function secretsOf(text: string, contentType?: string): Secrets {
  return new Secrets({
    log: new RecordingLog(),
    clock: { now: () => 0, random: () => 0, after: () => () => undefined },
    readVaultSecret: () => Promise.resolve({ text, ...(contentType !== undefined && { contentType }) }),
  });
}

describe('certificate and key', () => {
  test.each([
    [
      'as Azure Key Vault stores them: the key first',
      () => own.key + own.certificate + authority.certificate,
    ],
    ['with the certificate first', () => own.certificate + authority.certificate + own.key],
    ['with the authority first', () => authority.certificate + own.certificate + own.key],
    [
      'with text between them',
      () => `Bag Attributes\r\n${own.key}x\r\n${own.certificate}\n\n${authority.certificate}`,
    ],
  ])('are found %s', (_, text) => {
    const pair = keyPairOf(text(), 'the secret');
    expect(subjects(pair.certificate)).toEqual(['own', 'authority']);
    expect(pair.key).toBe(own.key);
    expect(() => createSecureContext({ cert: pair.certificate, key: pair.key })).not.toThrow();
  });

  test.each([
    ['no-key', 'the secret holds 0 private keys, allowed: one, in PEM form', () => own.certificate],
    ['no-key', 'the secret holds 2 private keys', () => own.key + authority.key + own.certificate],
    [
      'no-key',
      'cannot be read; allowed: PEM without a password',
      () => own.key.replace(/\n[^-]{20}/, '\n') + own.certificate,
    ],
    ['no-certificate', 'the secret holds no certificate', () => own.key],
    [
      'no-certificate',
      'a certificate of the secret cannot be read',
      () => own.key + own.certificate.replace(/\n[^-]{20}/, '\n'),
    ],
    [
      'key-mismatch',
      'the private key of the secret belongs to none of its certificates',
      () => own.key + authority.certificate,
    ],
  ])('are refused with the code %s: %s', (code, message, text) => {
    expect(() => keyPairOf(text(), 'the secret')).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error,
    );
  });

  test('come from the secret of a key vault certificate', async () => {
    const secrets = secretsOf(own.key + own.certificate, 'application/x-pem-file');
    const pair = await userKeyPair(secrets, { keyVaultSecret: 'certificate-default' }, 'https://kv.example/');
    expect(subjects(pair.certificate)).toEqual(['own']);
  });

  test('come from two files', async () => {
    const files = { certificate: join(directory, 'a.pem'), key: join(directory, 'a.key') };
    writeFileSync(files.certificate, own.certificate + authority.certificate);
    writeFileSync(files.key, own.key);
    expect(subjects((await userKeyPair(secretsOf(''), { files })).certificate)).toEqual(['own', 'authority']);
  });

  test.each([
    ['application/x-pkcs12', 'MIIKYQIBAzCC', "secret 'c' is PKCS #12"],
    [undefined, 'MIIKYQIBAzCC', "secret 'c' is no PEM text"],
  ])('are asked for as PEM where the content type is %p', async (contentType, text, message) => {
    const pair = secretKeyPair(secretsOf(text, contentType), { keyVaultSecret: 'c' }, 'https://kv.example/');
    await expect(pair).rejects.toMatchObject({
      code: 'not-pem',
      message: expect.stringContaining(
        `${message}, allowed: PEM with chain and key; set the content type application/x-pem-file`,
      ) as string,
    });
  });
});
