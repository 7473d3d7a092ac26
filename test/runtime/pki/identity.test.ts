import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { makeKeyWithRequest } from '../../../runtime/pki/certificate-request';
import {
  checkRelayIdentity,
  CLIENT_AUTH,
  readConnectorIdentity,
  readRelayIdentity,
  SERVER_AUTH,
  type ConnectorCheck,
} from '../../../runtime/pki/identity';
import { makeLeaf, type LeafContent } from '../../../runtime/pki/make-certificate';
import { localSigner } from '../../../runtime/pki/signer';
import type { KeyPair } from '../../../runtime/relay/messages';
import {
  CONNECTOR,
  connectorOf,
  removeDirectories,
  testDeployment,
  type TestDeployment,
} from './test-deployment';

const HOUR = 3_600_000;
const URI = `app-proxy://contoso/connectors/hq/${CONNECTOR}`;

let contoso: TestDeployment;
let relay: KeyPair;

beforeAll(async () => {
  contoso = await testDeployment();
  relay = await contoso.issuer.relayCertificate({ deployment: 'contoso', instance: 'r0' });
});

afterAll(removeDirectories);

beforeEach(() => {
  contoso.time = Date.now();
});

describe('a tunnel server', () => {
  let server: Server;
  let check: Partial<ConnectorCheck>;

  beforeAll(async () => {
    server = createServer(
      { cert: relay.certificate, key: relay.key, requestCert: true, rejectUnauthorized: false },
      (socket) => {
        socket.on('error', () => socket.destroy());
        const reading = readConnectorIdentity(socket.getPeerX509Certificate(), {
          trust: contoso.issuer.trust,
          deployment: 'contoso',
          revoked: [],
          now: Date.now(),
          ...check,
        });
        socket.end(JSON.stringify(reading));
      },
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(() => {
    server.close();
  });

  beforeEach(() => {
    check = {};
  });

  test('knows a connector by its certificate', async () => {
    expect(await shown(await connectorOf(contoso))).toEqual({
      identity: { deployment: 'contoso', group: 'hq', connector: CONNECTOR },
      expires: expect.any(Number) as number,
    });
  });

  test('refuses who shows no certificate', async () => {
    expect(await shown(undefined)).toMatchObject({ code: 'no-certificate' });
  });

  test('refuses a certificate of another authority, even of one with the same deployment', async () => {
    const other = await testDeployment();
    expect(await shown(await connectorOf(other))).toMatchObject({ code: 'unknown-authority' });
  });

  test('refuses an expired certificate', async () => {
    contoso.time = Date.now() - 25 * HOUR;
    expect(await shown(await connectorOf(contoso))).toMatchObject({ code: 'expired' });
  });

  test('takes an expired certificate where its id is all that is asked for', async () => {
    contoso.time = Date.now() - 25 * HOUR;
    check = { mayBeExpired: true };
    expect(await shown(await connectorOf(contoso))).toMatchObject({ identity: { connector: CONNECTOR } });
  });

  test('refuses a certificate that is not valid yet', async () => {
    contoso.time = Date.now() + HOUR;
    expect(await shown(await connectorOf(contoso))).toMatchObject({ code: 'not-yet-valid' });
  });

  test('refuses a certificate of another deployment by the same authority', async () => {
    const fabrikam = await connectorOf({ issuer: contoso.issuer, deployment: 'fabrikam' });
    expect(await shown(fabrikam)).toMatchObject({ code: 'wrong-deployment' });
  });

  test('refuses a certificate of another group where one is asked for', async () => {
    check = { group: 'plant' };
    expect(await shown(await connectorOf(contoso))).toMatchObject({ code: 'wrong-group' });
  });

  test('refuses a revoked connector', async () => {
    check = { revoked: ['fedcba9876543210', CONNECTOR] };
    expect(await shown(await connectorOf(contoso))).toMatchObject({ code: 'revoked' });
  });

  test("refuses a users' certificate of the same authority", async () => {
    const user = await contoso.issuer.userCertificate(['mes.apps.example.com']);
    expect(await shown(user)).toMatchObject({ code: 'not-a-connector' });
  });

  test("refuses a relay instance's certificate", async () => {
    expect(await shown(relay)).toMatchObject({ code: 'not-a-connector' });
  });

  test('refuses what a connector has signed with its own key, though it sends the chain', async () => {
    const connector = await connectorOf(contoso);
    const forged = await leafOf(
      { certificate: new X509Certificate(connector.certificate), key: connector.key },
      { names: [{ type: 'url', value: `app-proxy://contoso/connectors/hq/${'f'.repeat(16)}` }] },
    );
    const chain = { ...forged, certificate: forged.certificate + connector.certificate };
    expect(await shown(chain)).toMatchObject({ code: 'unknown-authority' });
  });

  test('refuses a certificate that names the authority, and that another key has signed', async () => {
    const { certificate } = await authority();
    const { key } = await makeKeyWithRequest();
    expect(await shown(await leafOf({ certificate, key }, {}))).toMatchObject({ code: 'unknown-authority' });
  });

  test.each([
    ['for servers', { usage: SERVER_AUTH }],
    ['with a second name', { names: [uri(URI), { type: 'dns', value: 'apps.example.com' }] }],
    ['with two identities', { names: [uri(URI), uri(URI.replace('hq', 'plant'))] }],
    ['whose DNS name looks like two names', { names: [{ type: 'dns', value: `x, URI:${URI}` }] }],
    ['with an identity of another form', { names: [uri(`${URI}/more`)] }],
    ['with a group of another form', { names: [uri(URI.replace('/hq/', '/HQ/'))] }],
  ] as const)('refuses a certificate %s', async (_what, content) => {
    expect(await shown(await leafOf(await authority(), content))).toMatchObject({ code: 'not-a-connector' });
  });

  test('refuses everything once the authority itself has ended', async () => {
    const connector = await connectorOf(contoso);
    check = { now: Date.now() + 11 * 365 * 24 * HOUR };
    expect(await shown(connector)).toMatchObject({ code: 'unknown-authority' });
  });

  /** What the server thinks of a client certificate. */
  async function shown(identity: KeyPair | undefined): Promise<unknown> {
    const { port } = server.address() as AddressInfo;
    const socket: TLSSocket = connect({
      host: '127.0.0.1',
      port,
      ca: contoso.issuer.trust,
      checkServerIdentity: checkRelayIdentity('contoso'),
      ...(identity !== undefined && { cert: identity.certificate, key: identity.key }),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString());
  }
});

describe('the identity of a relay', () => {
  test('is read from its certificate', () => {
    expect(readRelayIdentity(new X509Certificate(relay.certificate))).toEqual({
      deployment: 'contoso',
      instance: 'r0',
    });
  });

  test("is not in a connector's, nor in a users' certificate", async () => {
    const connector = await connectorOf(contoso);
    const user = await contoso.issuer.userCertificate(['apps.example.com']);
    for (const { certificate } of [connector, user]) {
      expect(readRelayIdentity(new X509Certificate(certificate))).toBeUndefined();
    }
  });

  test('is not one that is for clients', async () => {
    const { certificate } = await leafOf(await authority(), {
      names: [uri('app-proxy://contoso/relays/r0')],
    });
    expect(readRelayIdentity(new X509Certificate(certificate))).toBeUndefined();
  });

  test('is refused by who wants another deployment', () => {
    const { raw } = new X509Certificate(relay.certificate);
    const peer = { raw } as unknown as Parameters<ReturnType<typeof checkRelayIdentity>>[1];
    expect(checkRelayIdentity('contoso')('any name', peer)).toBeUndefined();
    expect(checkRelayIdentity('fabrikam')('any name', peer)).toBeInstanceOf(Error);
  });
});

function uri(value: string): LeafContent['names'][number] {
  return { type: 'url', value };
}

interface Authority {
  readonly certificate: X509Certificate;
  readonly key: string;
}

async function authority(): Promise<Authority> {
  const [certificate, key] = await Promise.all(
    ['ca.pem', 'ca.key'].map((name) => readFile(join(contoso.ca, name), 'utf8')),
  );
  return { certificate: new X509Certificate(certificate ?? ''), key: key ?? '' };
}

/** A certificate by that authority's key, whatever it says. */
async function leafOf({ certificate, key }: Authority, content: Partial<LeafContent>): Promise<KeyPair> {
  const keys = await makeKeyWithRequest();
  const leaf = await makeLeaf(
    { certificate, signer: localSigner(createPrivateKey(key)) },
    {
      commonName: 'x',
      names: [uri(URI)],
      usage: CLIENT_AUTH,
      publicKey: keys.publicKey,
      hours: 1,
      ...content,
    },
    Date.now(),
  );
  return { certificate: leaf.toString(), key: keys.key };
}
