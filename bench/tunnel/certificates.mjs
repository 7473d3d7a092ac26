// Keys and certificates of the two nginx hops, made for one run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

/** Names in the hops' certificates. */
export const HOPS = { first: 'first.localhost', second: 'second.localhost' };

/** @returns paths of PEM files */
export async function makeCertificates(folder) {
  const at = (name) => join(folder, name);
  const openssl = (...args) => run(`openssl ${args[0]}`, 'openssl', args);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  await openssl(
    ...['req', '-x509', ...key, '-days', '2', '-subj', '/CN=benchmark', '-keyout', at('ca.key')],
    ...['-out', at('ca.pem'), '-addext', 'basicConstraints=critical,CA:true'],
  );
  for (const [hop, name] of Object.entries(HOPS)) {
    await openssl(
      'req',
      ...key,
      '-subj',
      `/CN=${name}`,
      '-keyout',
      at(`${hop}.key`),
      '-out',
      at(`${hop}.csr`),
    );
    writeFileSync(
      at(`${hop}.ext`),
      `subjectAltName=DNS:${name}\nextendedKeyUsage=serverAuth,clientAuth\nbasicConstraints=CA:false\n`,
    );
    await openssl(
      ...['x509', '-req', '-in', at(`${hop}.csr`), '-CA', at('ca.pem'), '-CAkey', at('ca.key')],
      ...['-days', '2', '-set_serial', hop === 'first' ? '2' : '3', '-extfile', at(`${hop}.ext`)],
      ...['-out', at(`${hop}.pem`)],
    );
  }
  return {
    authority: at('ca.pem'),
    first: { certificate: at('first.pem'), key: at('first.key') },
    second: { certificate: at('second.pem'), key: at('second.key') },
  };
}
