// A connector that says hello, answers pings, and does nothing else: the cost of a tunnel without a request.
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { run } from './processes.mjs';

/** ALPN and frames of the tunnel protocol: length (3 bytes), type (1), stream (4), payload. */
const PROTOCOL = 'app-proxy-tunnel/1';
const HEADER_BYTES = 8;
const CONTROL = 1;
const PING = 2;
const PONG = 3;
/** Tunnels from one loopback address: a relay bounds the connections of each. */
const PER_ADDRESS = 250;

/** Certificates of so many connectors, with one key, signed by the deployment's authority. */
export async function makeConnectorCertificates({ authority, deployment, group }, count, folder) {
  const at = (name) => join(folder, name);
  const sections = Array.from(
    { length: count },
    (_, index) =>
      `[c${index}]\nbasicConstraints=critical,CA:false\nextendedKeyUsage=clientAuth\n` +
      `subjectAltName=URI:app-proxy://${deployment}/connectors/${group}/${index.toString(16).padStart(16, '0')}\n`,
  );
  writeFileSync(at('extensions'), sections.join(''));
  await run('openssl req', 'openssl', [
    ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-subj', '/CN=connector'],
    ...['-keyout', at('connector.key'), '-out', at('connector.csr')],
  ]);
  const sign =
    'i=0; while [ $i -lt "$1" ]; do openssl x509 -req -in connector.csr -CA "$2/ca.pem" -CAkey "$2/ca.key" ' +
    '-days 1 -set_serial $((i + 1000)) -extfile extensions -extensions c$i 2>/dev/null || exit 1; i=$((i + 1)); done';
  const text = await run('openssl x509', 'sh', ['-c', sign, 'sh', String(count), authority], {
    cwd: folder,
    seconds: 300,
  });
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length !== count)
    throw new Error(`openssl made ${certificates.length} certificates of ${count}`);
  return { certificates, key: readFileSync(at('connector.key'), 'utf8') };
}

/** @returns the connection, once the relay has welcomed it */
export function openIdleTunnel({ connectorsPort }, { certificates, key }, index) {
  return new Promise((resolve, reject) => {
    const socket = connect({
      port: connectorsPort,
      host: '127.0.0.1',
      localAddress: `127.0.0.${2 + Math.floor(index / PER_ADDRESS)}`,
      cert: certificates[index],
      key,
      rejectUnauthorized: false,
      ALPNProtocols: [PROTOCOL],
    });
    socket.setNoDelay(true);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`the relay closed tunnel ${index}`)));
    socket.once('secureConnect', () => {
      const hello = { type: 'hello', runtime: '0.0.0', run: `bench${index}` };
      socket.write(frame(CONTROL, Buffer.from(JSON.stringify(hello))));
    });
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (rest.length >= HEADER_BYTES) {
        const end = HEADER_BYTES + rest.readUIntBE(0, 3);
        if (rest.length < end) return;
        const payload = rest.subarray(HEADER_BYTES, end);
        if (rest[3] === PING) socket.write(frame(PONG, payload));
        if (rest[3] === CONTROL && JSON.parse(payload.toString()).type === 'welcome') resolve(socket);
        rest = rest.subarray(end);
      }
    });
  });
}

function frame(type, payload) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = type;
  return Buffer.concat([header, payload]);
}
