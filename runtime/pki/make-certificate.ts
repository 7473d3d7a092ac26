import './metadata-reflection';
import { randomBytes, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { AUTHORITY_YEARS, BACKDATE_MINUTES } from './limits';
import { cryptoOf, EC_P256, keyFingerprint, publicKeyOf, type Signer } from './signer';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

/** What a certificate that is no authority's says. */
export interface LeafContent {
  /** Name for people; nothing is decided by it. */
  readonly commonName: string;
  readonly names: readonly { readonly type: 'url' | 'dns'; readonly value: string }[];
  /** Object id of its one extended key usage. */
  readonly usage: string;
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly hours: number;
}

/** An authority: its certificate, and what signs with its key. */
export interface SigningAuthority {
  readonly certificate: X509Certificate;
  readonly signer: Signer;
}

/** Makes the certificate of an authority: signed by itself, for nothing but signing certificates directly. */
export async function makeAuthority(
  deployment: string,
  signer: Signer,
  now: number,
): Promise<X509Certificate> {
  const name = `CN=app-proxy ${deployment} ${keyFingerprint(signer.publicKey)}`;
  const begin = beginAt(now);
  const key = await publicKeyOf(signer);
  return made(signer, {
    subject: name,
    issuer: name,
    notBefore: begin,
    notAfter: new Date(begin.getTime() + AUTHORITY_YEARS * YEAR),
    publicKey: key,
    signingKey: key,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(key),
    ],
  });
}

/** Makes a certificate that is no authority's. It ends with the authority's at the latest. */
export async function makeLeaf(
  { certificate, signer }: SigningAuthority,
  content: LeafContent,
  now: number,
): Promise<X509Certificate> {
  const authority = new x509.X509Certificate(certificate.raw);
  const end = Math.min(now + content.hours * HOUR, authority.notAfter.getTime());
  return made(signer, {
    subject: [{ CN: [content.commonName] }],
    issuer: authority.subjectName,
    notBefore: beginAt(now),
    notAfter: new Date(end),
    publicKey: content.publicKey,
    signingKey: await publicKeyOf(signer),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([content.usage]),
      new x509.SubjectAlternativeNameExtension([...content.names]),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(content.publicKey),
    ],
  });
}

async function made(
  signer: Signer,
  parameters: Omit<x509.X509CertificateCreateWithKeyParams, 'signingAlgorithm' | 'serialNumber'>,
): Promise<X509Certificate> {
  const certificate = await x509.X509CertificateGenerator.create(
    { ...parameters, serialNumber: serialNumber(), signingAlgorithm: EC_P256 },
    cryptoOf(signer),
  );
  return new X509Certificate(Buffer.from(certificate.rawData));
}

/** Random, positive, and without leading zeros (RFC 5280, 4.1.2.2: at most 20 bytes). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

/** Certificates count in whole seconds. */
function beginAt(now: number): Date {
  return new Date(Math.floor((now - BACKDATE_MINUTES * MINUTE) / 1000) * 1000);
}
