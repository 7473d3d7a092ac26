import { createHash, X509Certificate } from 'node:crypto';
import { MAX_AUTHORITIES } from './limits';

/** Name of the trust bundle in the exchange store. */
export const TRUST_NAME = 'trust/ca.pem';

/** The bundle that was read last: it is asked for at each handshake and changes once in years. */
let last: { readonly bundle: string; readonly authorities: readonly X509Certificate[] } | undefined;

/**
 * The authorities of a trust bundle (PEM), none where it is empty.
 *
 * @throws Error where a certificate in it is broken or no authority's, or there are more than `MAX_AUTHORITIES`
 */
export function authoritiesOf(bundle: string): readonly X509Certificate[] {
  if (last?.bundle !== bundle) {
    last = { bundle, authorities: read(bundle) };
  }
  return last.authorities;
}

/** The text of a trust bundle. The same authorities in the same order give the same text. */
export function bundleOf(authorities: readonly X509Certificate[]): string {
  return authorities.map(String).join('');
}

/** SHA-256 of a trust bundle's text, 64 lower-case hexadecimal digits: what a token and a pin hold. */
export function bundleDigest(bundle: string): string {
  return createHash('sha256').update(bundle).digest('hex');
}

/**
 * The part of a bundle that a digest stands for. Bundles grow and shrink at their ends when the authority is rotated, so that a
 * pin of the bundle before still tells which of the authorities are meant. `undefined` where it stands for none of it.
 */
export function pinnedPart(bundle: string, digest: string): string | undefined {
  if (bundleDigest(bundle) === digest) {
    return bundle;
  }
  const authorities = authoritiesOf(bundle);
  for (let from = 0; from < authorities.length; from += 1) {
    for (let to = from + 1; to <= authorities.length; to += 1) {
      const part = bundleOf(authorities.slice(from, to));
      if (bundleDigest(part) === digest) {
        return part;
      }
    }
  }
  return undefined;
}

function read(bundle: string): readonly X509Certificate[] {
  const blocks = bundle.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length > MAX_AUTHORITIES) {
    throw new Error(`trust bundle: ${blocks.length} certificates, allowed: at most ${MAX_AUTHORITIES}`);
  }
  return blocks.map((block) => {
    const certificate = new X509Certificate(block);
    if (!certificate.ca) {
      throw new Error(`trust bundle: the certificate of '${certificate.subject}' is not one of an authority`);
    }
    return certificate;
  });
}
