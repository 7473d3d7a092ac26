import '../../../runtime/pki/metadata-reflection';
import { createPrivateKey, generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { BadRequest, makeKeyWithRequest, requestedKey } from '../../../runtime/pki/certificate-request';
import { FileAuthority } from '../../../runtime/pki/file-authority';
import { lifeOf, readConnectorIdentity } from '../../../runtime/pki/identity';
import { Issuer } from '../../../runtime/pki/issuer';
import { authoritiesOf, bundleDigest, pinnedPart, TRUST_NAME } from '../../../runtime/pki/trust-bundle';
import { VaultAuthority } from '../../../runtime/pki/vault-authority';
import { DirectoryStore } from '../../../runtime/store/directory-store';
import { CONNECTOR, connectorOf, freshDirectory, removeDirectories, testDeployment } from './test-deployment';
import { TestVaultKey } from './test-vault';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-01-01T00:00:00Z');

afterEach(removeDirectories);

describe('certificates', () => {
  test.each([
    ['connector', 24],
    ['relay', 168],
    ['user', 720],
  ] as const)('of a %s live for a while and begin a little before they are made', async (kind, hours) => {
    const { issuer, time } = await testDeployment();
    const { certificate, key } = await {
      connector: () => connectorOf({ issuer, deployment: 'contoso' }),
      relay: () => issuer.relayCertificate({ deployment: 'contoso', instance: 'r0' }),
      user: () => issuer.userCertificate(['mes.apps.example.com', '*.apps.example.com']),
    }[kind]();
    const read = new X509Certificate(certificate);
    const { notBefore, expires } = lifeOf(read);
    expect(Math.abs(notBefore - (time - 5 * MINUTE))).toBeLessThan(1000);
    expect(Math.abs(expires - (time + hours * HOUR))).toBeLessThan(1000);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  test('of users name hosts and nothing else', async () => {
    const { issuer } = await testDeployment();
    const { certificate } = await issuer.userCertificate([
      'mes.apps.example.com',
      '*.apps.example.com',
      'mes.localhost',
    ]);
    const read = new X509Certificate(certificate);
    expect(read.subjectAltName).toBe('DNS:mes.apps.example.com, DNS:*.apps.example.com, DNS:mes.localhost');
    expect(read.checkHost('other.apps.example.com')).toBe('*.apps.example.com');
  });

  test.each([[[]], [['app-proxy://contoso/relays/r0']], [['a b']], [['A.example']], [['x..y']], [['*']]])(
    'of users are refused for the hosts %j',
    async (hosts) => {
      const { issuer } = await testDeployment();
      await expect(issuer.userCertificate(hosts)).rejects.toThrow("users' certificate");
    },
  );

  test('end with their authority at the latest', async () => {
    const contoso = await testDeployment();
    const [authority] = authoritiesOf(contoso.issuer.trust);
    const { expires } = lifeOf(authority ?? new X509Certificate(''));
    contoso.time = expires - HOUR;
    const { certificate } = await connectorOf(contoso);
    expect(lifeOf(new X509Certificate(certificate)).expires).toBe(expires);
  });

  test.each([
    ['deployment', { deployment: 'Contoso' }],
    ['group', { group: 'hq/x' }],
    ['connector id', { connector: 'x' }],
  ])('are not made for a %s of another form', async (_what, part) => {
    const { issuer } = await testDeployment();
    const { request } = await makeKeyWithRequest();
    const identity = { deployment: 'contoso', group: 'hq', connector: CONNECTOR, ...part };
    await expect(issuer.connectorCertificate(request, identity)).rejects.toThrow(
      'a form that is not allowed',
    );
  });
});

describe('a certificate request', () => {
  test('gives its key and nothing else', async () => {
    const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, [
      'sign',
      'verify',
    ]);
    const request = await x509.Pkcs10CertificateRequestGenerator.create({
      name: 'CN=admin',
      keys,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-384' },
      extensions: [
        new x509.BasicConstraintsExtension(true),
        new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'x' }]),
      ],
    });
    const { issuer } = await testDeployment();
    const made = await issuer.connectorCertificate(request.toString('pem'), {
      deployment: 'contoso',
      group: 'hq',
      connector: CONNECTOR,
    });
    expect(made).toMatchObject({
      ca: false,
      subject: `CN=connector ${CONNECTOR}`,
      subjectAltName: `URI:app-proxy://contoso/connectors/hq/${CONNECTOR}`,
    });
    expect(made.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'secp384r1' });
  });

  test('is refused where its signature is not by its key', async () => {
    const [mine, other] = await Promise.all([makeKeyWithRequest(), makeKeyWithRequest()]);
    const der = Buffer.from(x509.PemConverter.decodeFirst(mine.request));
    const at = der.indexOf(mine.publicKey);
    expect(at).toBeGreaterThan(0);
    other.publicKey.copy(der, at);
    await expect(requestedKey(x509.PemConverter.encode(der, 'CERTIFICATE REQUEST'))).rejects.toThrow(
      'its signature is not by its key',
    );
  });

  test.each(['RSA', 'P-521', 'secp256k1'])('is refused for a key of the kind %s', async (kind) => {
    const request = await foreignRequest(kind);
    await expect(requestedKey(request)).rejects.toThrow('expected an EC key on curve P-256 or P-384');
  });

  test.each([
    ['no text', ''],
    ['text', 'hello'],
    ['a broken block', '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n'],
    ['much text', 'A'.repeat(9000)],
  ])('is refused where it is %s', async (_what, text) => {
    await expect(requestedKey(text)).rejects.toThrow(BadRequest);
  });

  async function foreignRequest(kind: string): Promise<string> {
    if (kind === 'RSA') {
      const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
      const keys = await webcrypto.subtle.generateKey(
        { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
        true,
        ['sign', 'verify'],
      );
      return (
        await x509.Pkcs10CertificateRequestGenerator.create({ keys, signingAlgorithm: algorithm })
      ).toString('pem');
    }
    if (kind === 'P-521') {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' };
      const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      return (
        await x509.Pkcs10CertificateRequestGenerator.create({ keys, signingAlgorithm: algorithm })
      ).toString('pem');
    }
    // WebCrypto knows no such curve: the key of a right request is replaced.
    const { request, publicKey } = await makeKeyWithRequest();
    const { publicKey: other } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const parsed = new x509.Pkcs10CertificateRequest(request);
    const text = Buffer.from(parsed.rawData).toString('hex');
    const spki = other.export({ type: 'spki', format: 'der' });
    // Three bytes shorter, as the curve's object id is.
    const outer = shortened(
      text.replace(publicKey.toString('hex'), spki.toString('hex')),
      publicKey.length - spki.length,
    );
    return x509.PemConverter.encode(Buffer.from(outer, 'hex'), 'CERTIFICATE REQUEST');
  }

  /** Both sequences around the key have a length of one byte after 0x81, or one byte. */
  function shortened(hex: string, by: number): string {
    const bytes = Buffer.from(hex, 'hex');
    let at = 0;
    for (let depth = 0; depth < 2; depth += 1) {
      at += 1;
      if (bytes[at] === 0x81) at += 1;
      bytes[at] = (bytes[at] ?? 0) - by;
      at += 1;
    }
    return bytes.toString('hex');
  }
});

describe('rotation', () => {
  test('goes on without a moment at which a certificate that lives is not trusted', async () => {
    const contoso = await testDeployment();
    const authority = new FileAuthority({
      directory: contoso.ca,
      deployment: 'contoso',
      now: () => contoso.time,
    });
    const begin = contoso.time;
    const certificates: { readonly certificate: X509Certificate; readonly expires: number }[] = [];
    const signers = new Set<string>();
    for (let day = 0; day <= 60; day += 1) {
      contoso.time = begin + day * DAY;
      if (day === 3) await authority.add();
      await contoso.issuer.refresh();
      for (const { certificate, expires } of certificates.filter((each) => each.expires > contoso.time)) {
        const check = { trust: contoso.issuer.trust, deployment: 'contoso', revoked: [], now: contoso.time };
        expect(readConnectorIdentity(certificate, check)).toMatchObject({ expires });
      }
      const made = new X509Certificate((await connectorOf(contoso)).certificate);
      certificates.push({ certificate: made, expires: lifeOf(made).expires });
      signers.add(made.issuer);
    }
    expect(signers.size).toBe(2);
    expect(authoritiesOf(contoso.issuer.trust)).toHaveLength(1);
    expect(contoso.issuer.authorities.map(({ state }) => state)).toEqual(['dropped', 'signing']);
  });

  test('is seen by another relay instance, and says that something has changed', async () => {
    const contoso = await testDeployment();
    const now = (): number => contoso.time;
    const source = new FileAuthority({ directory: contoso.ca, deployment: 'contoso', now });
    const other = new Issuer({ source, store: contoso.store, now });
    expect(await other.refresh()).toBe(true);
    expect(await other.refresh()).toBe(false);
    await source.add();
    expect(await other.refresh()).toBe(true);
    await contoso.issuer.refresh();
    expect(contoso.issuer.trust).toBe(other.trust);
    expect(authoritiesOf(other.trust)).toHaveLength(2);
  });

  test('leaves a pin of the bundle before with what it stood for', async () => {
    const contoso = await testDeployment();
    const before = contoso.issuer.trust;
    contoso.time += MINUTE;
    await new FileAuthority({ directory: contoso.ca, deployment: 'contoso', now: () => contoso.time }).add();
    await contoso.issuer.refresh();
    const { trust } = contoso.issuer;
    expect(trust).not.toBe(before);
    expect(pinnedPart(trust, bundleDigest(before))).toBe(before);
    expect(pinnedPart(trust, bundleDigest(trust))).toBe(trust);
    expect(pinnedPart(trust, bundleDigest('other'))).toBeUndefined();
  });
});

describe('an authority in a key vault', () => {
  async function instance(key: TestVaultKey, store: DirectoryStore, now: () => number): Promise<Issuer> {
    const issuer = new Issuer({
      source: new VaultAuthority({ key, deployment: 'contoso', now }),
      store,
      now,
    });
    await issuer.refresh();
    return issuer;
  }

  test('signs certificates that count, without its key being seen', async () => {
    const key = new TestVaultKey();
    key.rotate(START);
    const store = new DirectoryStore({ directory: await freshDirectory() });
    const issuer = await instance(key, store, Date.now);
    const { certificate } = await connectorOf({ issuer, deployment: 'contoso' });
    const check = { trust: issuer.trust, deployment: 'contoso', revoked: [], now: Date.now() };
    expect(readConnectorIdentity(new X509Certificate(certificate), check)).toMatchObject({
      identity: { group: 'hq' },
    });
    expect(key.signatures).toBe(2);
  });

  test('gets one certificate, whichever relay instances begin at once', async () => {
    const key = new TestVaultKey();
    key.rotate(START);
    const directory = await freshDirectory();
    const issuers = await Promise.all(
      Array.from({ length: 5 }, () => instance(key, new DirectoryStore({ directory }), Date.now)),
    );
    expect(new Set(issuers.map(({ trust }) => trust)).size).toBe(1);
    expect(authoritiesOf(issuers[0]?.trust ?? '')).toHaveLength(1);
    for (const issuer of issuers) {
      const { certificate } = await connectorOf({ issuer, deployment: 'contoso' });
      expect(
        new X509Certificate(certificate).verify(
          (authoritiesOf(issuer.trust)[0] as X509Certificate).publicKey,
        ),
      ).toBe(true);
    }
  });

  test('takes a new version of the key for a rotation, and never the old one for another', async () => {
    let time = START;
    const key = new TestVaultKey();
    key.rotate(time);
    const directory = await freshDirectory();
    const issuers = await Promise.all(
      [1, 2].map(() => instance(key, new DirectoryStore({ directory }), () => time)),
    );
    time += DAY;
    key.rotate(time);
    const trusted: number[] = [];
    for (const days of [0, 9, 11, 39, 41, 42, 400]) {
      time = START + DAY + days * DAY;
      await Promise.all(issuers.map((issuer) => issuer.refresh()));
      expect(issuers[0]?.trust).toBe(issuers[1]?.trust);
      trusted.push(authoritiesOf(issuers[0]?.trust ?? '').length);
    }
    expect(trusted).toEqual([2, 2, 2, 2, 1, 1, 1]);
  });

  test('goes on with a new version where the old one was disabled before its time', async () => {
    let time = START;
    const key = new TestVaultKey();
    key.rotate(time);
    const issuer = await instance(key, new DirectoryStore({ directory: await freshDirectory() }), () => time);
    time += HOUR;
    key.rotate(time);
    key.disable('v1');
    await issuer.refresh();
    const { certificate } = await connectorOf({ issuer, deployment: 'contoso' });
    const [, second] = authoritiesOf(issuer.trust);
    expect(new X509Certificate(certificate).verify((second as X509Certificate).publicKey)).toBe(true);
  });

  test('is refused without a version, or with a key of another curve', async () => {
    const store = new DirectoryStore({ directory: await freshDirectory() });
    await expect(instance(new TestVaultKey(), store, Date.now)).rejects.toThrow('no enabled version');
    const key = new TestVaultKey();
    key.rotate(START, 'P-384');
    await expect(instance(key, store, Date.now)).rejects.toThrow('expected an EC key on curve P-256');
    expect(await store.read(TRUST_NAME)).toBeUndefined();
  });
});
