// Stands in for the runtime where a test is about the processes alone: the same commands, no tunnels. What it is to do wrong
// comes by the environment: FAKE_EXIT=relay|connector|token ends there at once, FAKE_UNREADY=relay|connector is never ready,
// FAKE_BROKEN=<path> is an application that is answered with 502.
import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { webcrypto } from 'node:crypto';

const [command, ...args] = process.argv.slice(2);
const { FAKE_BROKEN, FAKE_EXIT, FAKE_UNREADY, APP_PROXY_EXIT_WITH_PARENT } = process.env;
const option = (name) => args[args.indexOf(`--${name}`) + 1];
const port = (listener) => Number(listener.split(':').pop());
const listen = (server, listener) => server.listen(port(listener), '127.0.0.1');

if (FAKE_EXIT === command) {
  console.log('{"msg":"a line before the end"}');
  console.error(`the ${command} does not want to`);
  process.exit(1);
}
if (APP_PROXY_EXIT_WITH_PARENT === '1') {
  process.on('disconnect', () => process.exit(0));
}
process.on('SIGTERM', () => process.exit(0));
await { relay, connector, token }[command](JSON.parse(readConfig()));

function readConfig() {
  return command === 'token' ? '{}' : readFileSync(option('config'), 'utf8');
}

async function relay({ listeners, configuration: { directory }, revealConnector }) {
  const { certificate, key } = await usersCertificate(directory);
  const users = createSecureServer({ cert: certificate, key }, (incoming, outgoing) => {
    const application = applicationFor(directory, incoming);
    if (application === undefined) {
      outgoing.writeHead(421).end();
      return;
    }
    if (application.path === FAKE_BROKEN) {
      outgoing.writeHead(502).end();
      return;
    }
    const { url, method, headers } = incoming;
    const { hostname, port: backendPort } = new URL(application.backend.url);
    const forwarded = request({ host: hostname, port: backendPort, path: url, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, {
        ...answer.headers,
        ...(revealConnector && { 'x-app-proxy-connector': idOf(application.group, 0) }),
      });
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(forwarded);
  });
  listen(users, listeners.users);
  listen(
    createTcpServer((socket) => socket.destroy()),
    listeners.connectors,
  );
  listen(health(), listeners.probe);
  listen(health({ groups: groupsIn(directory) }), listeners.status);
}

function connector({ group, slot, health: listener }) {
  listen(health({ connector: idOf(group, slot) }), listener);
}

function token() {
  writeFileSync(option('out'), `apx1.${option('group')}.fake`, { mode: 0o600 });
}

function health(status = {}) {
  return createServer((incoming, outgoing) => {
    outgoing.writeHead(FAKE_UNREADY === command ? 503 : 200).end(JSON.stringify(status));
  });
}

/** As if each declared connector were there. */
function groupsIn(directory) {
  return documentsIn(directory).map(({ group, connectors }) => ({ group, inService: connectors.declared }));
}

function documentsIn(directory) {
  return readdirSync(join(directory, 'groups')).map((name) =>
    JSON.parse(readFileSync(join(directory, 'groups', name), 'utf8')),
  );
}

/** The application with the longest path that the request is under. */
function applicationFor(directory, { url, headers: { host = '' } }) {
  return documentsIn(directory)
    .flatMap(({ group, applications }) => Object.values(applications).map((each) => ({ ...each, group })))
    .filter((each) => each.host === host.replace(/:\d+$/, '') && url.startsWith(each.path))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

function idOf(group, slot) {
  return `${Buffer.from(group).toString('hex').padEnd(14, '0').slice(0, 14)}0${slot}`;
}

/** A certificate for the hosts of the relay document, signed by itself: it is the trust bundle too. The first instance makes it. */
async function usersCertificate(directory) {
  mkdirSync(join(directory, 'trust'), { recursive: true });
  const files = {
    certificate: join(directory, 'trust', 'ca.pem'),
    key: join(directory, 'trust', 'fake.key'),
  };
  const mine = join(directory, 'trust', 'fake.lock');
  try {
    writeFileSync(mine, '', { flag: 'wx' });
    const document = readdirSync(directory).find((name) => name.startsWith('relay-'));
    const { certificates } = JSON.parse(readFileSync(join(directory, document), 'utf8'));
    const hosts = Object.values(certificates).flatMap((each) => each.hosts);
    // The library asks for metadata of its own classes alone; nothing here has any.
    Object.assign(Reflect, {
      getMetadata: () => undefined,
      defineMetadata: () => undefined,
      getOwnMetadata: () => undefined,
    });
    const x509 = await import('@peculiar/x509');
    x509.cryptoProvider.set(webcrypto);
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const made = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: '01',
      name: 'CN=fake',
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
      signingAlgorithm: algorithm,
      keys,
      extensions: [new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns', value })))],
    });
    writeFileSync(
      files.key,
      x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    );
    writeFileSync(files.certificate, made.toString('pem'));
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  while (!existsSync(files.certificate) || readFileSync(files.certificate, 'utf8') === '') {
    await pause(20);
  }
  return { certificate: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') };
}
