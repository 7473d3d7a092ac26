import './metadata-reflection';
import { createPublicKey, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { MAX_REQUEST_BYTES } from './limits';
import { EC_P256 } from './signer';

/** Curves of connectors' keys, in OpenSSL's words. */
const CURVES: readonly (string | undefined)[] = ['prime256v1', 'secp384r1'];

/** A certificate request that does not count. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/**
 * The public key of a certificate request (PEM) whose maker has shown that it owns the key. Nothing else in the request counts.
 *
 * @returns DER of the SubjectPublicKeyInfo
 * @throws BadRequest
 */
export async function requestedKey(pem: string): Promise<Buffer> {
  if (Buffer.byteLength(pem) > MAX_REQUEST_BYTES) {
    throw new BadRequest(`certificate request: larger than ${MAX_REQUEST_BYTES} bytes`);
  }
  let key: Buffer;
  let request: x509.Pkcs10CertificateRequest;
  try {
    request = new x509.Pkcs10CertificateRequest(pem);
    key = Buffer.from(request.publicKey.rawData);
  } catch (error) {
    throw new BadRequest('certificate request: expected PKCS #10 in PEM', { cause: error });
  }
  if (!isAllowedKey(key)) {
    throw new BadRequest('certificate request: expected an EC key on curve P-256 or P-384');
  }
  if (!(await request.verify(webcrypto).catch(() => false))) {
    throw new BadRequest('certificate request: its signature is not by its key');
  }
  return key;
}

/** A key that was made here, and a request for a certificate of it. */
export interface KeyWithRequest {
  /** PKCS #8, PEM. */
  readonly key: string;
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  /** PKCS #10, PEM. */
  readonly request: string;
}

/** Makes a key (EC P-256) and a request for a certificate of it. */
export async function makeKeyWithRequest(): Promise<KeyWithRequest> {
  const keys = await webcrypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);
  const request = await x509.Pkcs10CertificateRequestGenerator.create(
    { name: 'CN=app-proxy', keys, signingAlgorithm: EC_P256 },
    webcrypto,
  );
  const [key, publicKey] = await Promise.all([
    webcrypto.subtle.exportKey('pkcs8', keys.privateKey),
    webcrypto.subtle.exportKey('spki', keys.publicKey),
  ]);
  return {
    key: `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
    publicKey: Buffer.from(publicKey),
    request: `${request.toString('pem')}\n`,
  };
}

function isAllowedKey(key: Buffer): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key, type: 'spki', format: 'der' });
    return asymmetricKeyType === 'ec' && CURVES.includes(asymmetricKeyDetails?.namedCurve);
  } catch {
    return false;
  }
}
