import { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import type { Refusal } from '../relay/messages';
import {
  parseIdentityUri,
  type ConnectorIdentity,
  type NamedIdentity,
  type RelayIdentity,
} from './identity-uri';
import { subjectNames } from './subject-names';
import { authoritiesOf } from './trust-bundle';

export { connectorUri, parseIdentityUri, relayUri } from './identity-uri';
export type { ConnectorIdentity, RelayIdentity } from './identity-uri';

/** Object ids of extended key usages (RFC 5280, 4.2.1.12). */
export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

/** Why a certificate does not count as a connector's. Stable. */
export type ConnectorRefusalCode =
  | 'no-certificate'
  | 'unknown-authority'
  | 'not-a-connector'
  | 'wrong-deployment'
  | 'wrong-group'
  | 'revoked'
  | 'not-yet-valid'
  | 'expired';

export interface ConnectorRefusal extends Refusal {
  readonly code: ConnectorRefusalCode;
}

export interface ConnectorCheck {
  /** The trust bundle, PEM: the authorities that may have signed it. */
  readonly trust: string;
  readonly deployment: string;
  /** The group that it must be of. @default any */
  readonly group?: string;
  /** Connector ids that count no more. */
  readonly revoked: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether a certificate counts after its end, as it does for who asks to keep its id. @default false */
  readonly mayBeExpired?: boolean;
}

/** A connector that has proved itself. */
export interface ProvedConnector {
  readonly identity: ConnectorIdentity;
  /** End of the certificate's life, milliseconds since 1970. */
  readonly expires: number;
}

/**
 * Who the owner of a certificate is, checked from the ground up: TLS has proved that the peer owns the key, and nothing else,
 * as `rejectUnauthorized` is off. Only certificates that an authority of the bundle has signed itself count: there are no
 * authorities in between, so the chain that the peer sent does not matter.
 *
 * @param certificate `TLSSocket.getPeerX509Certificate()`
 */
export function readConnectorIdentity(
  certificate: X509Certificate | undefined,
  check: ConnectorCheck,
): ProvedConnector | ConnectorRefusal {
  if (certificate === undefined) {
    return refused('no-certificate', 'no client certificate was shown; enrol first');
  }
  if (!isSignedByOneOf(authoritiesOf(check.trust), certificate, check.now)) {
    return refused(
      'unknown-authority',
      'the certificate is not signed by an authority of this deployment; enrol again',
    );
  }
  const named = namedIdentity(certificate);
  if (named?.kind !== 'connector' || !isLeafFor(certificate, CLIENT_AUTH)) {
    return refused('not-a-connector', "the certificate is not a connector's");
  }
  const { deployment, group, connector } = named;
  if (deployment !== check.deployment) {
    return refused(
      'wrong-deployment',
      `the certificate is of deployment '${deployment}', not '${check.deployment}'`,
    );
  }
  if (check.group !== undefined && group !== check.group) {
    return refused('wrong-group', `the certificate is of group '${group}', not '${check.group}'`);
  }
  if (check.revoked.includes(connector)) {
    return refused('revoked', `connector ${connector} is revoked`);
  }
  const { notBefore, expires } = lifeOf(certificate);
  if (!(check.now >= notBefore)) {
    return refused(
      'not-yet-valid',
      `the certificate is valid from ${certificate.validFrom} on; check the clocks`,
    );
  }
  if (!(check.now < expires) && check.mayBeExpired !== true) {
    return refused('expired', `the certificate expired at ${certificate.validTo}; enrol again`);
  }
  return { identity: { deployment, group, connector }, expires };
}

/** The relay instance that a certificate is of; the signature is not looked at. */
export function readRelayIdentity(certificate: X509Certificate): RelayIdentity | undefined {
  const named = namedIdentity(certificate);
  return named?.kind === 'relay' && isLeafFor(certificate, SERVER_AUTH)
    ? { deployment: named.deployment, instance: named.instance }
    : undefined;
}

/**
 * For `checkServerIdentity` of a TLS connection to a relay: takes a certificate of any relay instance of the deployment, whatever
 * name or address was dialled. TLS has checked the chain and the times before it.
 */
export function checkRelayIdentity(
  deployment: string,
): (host: string, certificate: PeerCertificate) => Error | undefined {
  return (_host, { raw }) =>
    // A connection that was given up meanwhile has no certificate any more, whatever the type says.
    (raw as Buffer | undefined) !== undefined &&
    readRelayIdentity(new X509Certificate(raw))?.deployment === deployment
      ? undefined
      : new Error(`the certificate names no relay instance of deployment '${deployment}'`);
}

/** The life of a certificate, milliseconds since 1970. */
export function lifeOf({ validFrom, validTo }: X509Certificate): {
  readonly notBefore: number;
  readonly expires: number;
} {
  return { notBefore: Date.parse(validFrom), expires: Date.parse(validTo) };
}

/** Whether one of the authorities, alive at that time, has signed the certificate. */
export function isSignedByOneOf(
  authorities: readonly X509Certificate[],
  certificate: X509Certificate,
  now: number,
): boolean {
  return authorities.some((authority) => {
    const { notBefore, expires } = lifeOf(authority);
    return (
      authority.ca &&
      now >= notBefore &&
      now < expires &&
      certificate.checkIssued(authority) &&
      certificate.verify(authority.publicKey)
    );
  });
}

/** The identity in the certificate's one subject alternative name. */
function namedIdentity(certificate: X509Certificate): NamedIdentity | undefined {
  const names = subjectNames(certificate) ?? [];
  const uri = names.length === 1 ? names.find(({ type }) => type === 'URI') : undefined;
  return uri === undefined ? undefined : parseIdentityUri(uri.value);
}

function isLeafFor(certificate: X509Certificate, usage: string): boolean {
  // Node's `keyUsage` is the extended key usage; it is not there where the certificate has none, against its type.
  const usages = certificate.keyUsage as readonly string[] | undefined;
  return !certificate.ca && usages?.length === 1 && usages[0] === usage;
}

function refused(code: ConnectorRefusalCode, message: string): ConnectorRefusal {
  return { code, message };
}
