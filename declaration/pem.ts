import { X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { readTextFile } from './text-file';
import type { PemReference } from './types.generated';

/** Public certificates, or why they cannot be used. */
export interface Pem {
  /** Certificates alone, one after the other; undefined where they cannot be used. */
  readonly text: string | undefined;
  readonly reason?: string;
  readonly fix?: string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Reads public certificates; a private key beside them is refused, never repeated. */
export function readPem(reference: PemReference, directory: string): Pem {
  if ('pem' in reference) {
    return publicCertificates(reference.pem);
  }
  const file = readTextFile(resolve(directory, reference.file));
  return file.ok
    ? publicCertificates(file.text)
    : {
        text: undefined,
        reason: `cannot be read: ${file.why.message}`,
        fix: 'the path is relative to the file that names it',
      };
}

function publicCertificates(text: string): Pem {
  if (text.includes('PRIVATE KEY')) {
    return {
      text: undefined,
      reason: 'holds a private key',
      fix: 'name a file with the public certificates alone, and replace that key: it may have been read',
    };
  }
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    return { text: undefined, reason: 'holds no certificate in PEM form', fix: 'convert it to PEM' };
  }
  const broken = certificates.findIndex((certificate) => !isCertificate(certificate));
  return broken === -1
    ? { text: `${certificates.map((one) => one.replaceAll('\r\n', '\n')).join('\n')}\n` }
    : { text: undefined, reason: `certificate ${broken + 1} cannot be read`, fix: 'export it again' };
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
