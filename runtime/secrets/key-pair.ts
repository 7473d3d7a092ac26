import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { RelayDocument, SecretReference } from '../documents/types.generated';
import type { KeyPair } from '../relay/messages';
import { SecretError } from './secret-error';
import type { Secrets } from './secrets';

/** Where a user certificate is found, but for those that the deployment's own authority signs. */
export type CertificateSource = Exclude<RelayDocument['certificates'][string]['source'], string>;

/** Certificate chain and key, from files or from the secret of a key vault certificate. @throws SecretError */
export async function userKeyPair(
  secrets: Secrets,
  source: CertificateSource,
  vault?: string,
): Promise<KeyPair> {
  if ('keyVaultSecret' in source) return secretKeyPair(secrets, source, vault);
  const { certificate, key } = source.files;
  const texts = await Promise.all([secrets.text({ file: key }), secrets.text({ file: certificate })]);
  return keyPairOf(texts.join('\n'), `'${certificate}' and '${key}'`);
}

/** Certificate chain and key that stand in one secret. @throws SecretError */
export async function secretKeyPair(
  secrets: Secrets,
  reference: SecretReference,
  vault?: string,
): Promise<KeyPair> {
  const what = 'file' in reference ? `'${reference.file}'` : `secret '${reference.keyVaultSecret}'`;
  const { text, contentType } = await secrets.secret(reference, vault);
  if (contentType === 'application/x-pkcs12' || !text.includes('-----BEGIN ')) {
    throw new SecretError(
      'not-pem',
      `${what} is ${contentType === 'application/x-pkcs12' ? 'PKCS #12' : 'no PEM text'}, allowed: PEM with chain and key; ` +
        'set the content type application/x-pem-file in the policy of the key vault certificate and make a new version of it, ' +
        'or write both with `openssl pkcs12 -in FILE -out FILE.pem -nodes`',
    );
  }
  return keyPairOf(text, what);
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]+-----END \1-----/g;

/**
 * The certificates and the one private key of a PEM text, in any order; Azure Key Vault puts the key first. The chain
 * begins with the certificate of the key.
 *
 * @param what where the text is from, for messages
 * @throws SecretError
 */
export function keyPairOf(text: string, what: string): KeyPair {
  const blocks = [...text.matchAll(BLOCK)].map(([block, label = '']) => ({ block, label }));
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
  const [only] = keys;
  if (only === undefined || keys.length > 1) {
    throw new SecretError('no-key', `${what} holds ${keys.length} private keys, allowed: one, in PEM form`);
  }
  const key = privateKey(only.block, what);
  const chain = blocks
    .filter(({ label }) => label === 'CERTIFICATE')
    .map(({ block }) => certificate(block, what));
  if (chain.length === 0) throw new SecretError('no-certificate', `${what} holds no certificate in PEM form`);
  const own = chain.find((each) => each.checkPrivateKey(key));
  if (own === undefined) {
    throw new SecretError('key-mismatch', `the private key of ${what} belongs to none of its certificates`);
  }
  const ordered = [own, ...chain.filter((each) => each !== own)];
  return {
    certificate: ordered.map((each) => each.toString()).join(''),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function privateKey(block: string, what: string): KeyObject {
  try {
    return createPrivateKey(block);
  } catch (error) {
    throw new SecretError(
      'no-key',
      `the private key of ${what} cannot be read; allowed: PEM without a password`,
      {
        cause: error,
      },
    );
  }
}

function certificate(block: string, what: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch (error) {
    throw new SecretError('no-certificate', `a certificate of ${what} cannot be read; allowed: PEM`, {
      cause: error,
    });
  }
}
