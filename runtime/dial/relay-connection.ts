import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { ConnectionOptions, PeerCertificate, TLSSocket } from 'node:tls';
import { checkRelayIdentity, isSignedByOneOf, lifeOf, readRelayIdentity } from '../pki/identity';
import { authoritiesOf } from '../pki/trust-bundle';
import type { Dial } from './dial';
import { DialError, reasonOf } from './dial-error';
import { endpointText, type Endpoint } from './endpoint';
import { DIAL_SECONDS } from './limits';
import { handshake } from './tls-handshake';

/** What a connector shows to relays: a certificate chain and its key, PEM. */
export interface ClientIdentity {
  readonly certificate: string;
  readonly key: string;
}

export interface RelayConnectionOptions {
  readonly endpoint: Endpoint;
  /** ALPN protocol; a relay that does not choose it is not spoken to. */
  readonly protocol: string;
  /** Authorities that relays are checked against, PEM. */
  readonly trust: string;
  /** The relay's certificate must be one of a relay instance of this deployment. */
  readonly deployment: string;
  /** Name for SNI; an address is left out. */
  readonly serverName?: string;
  /** @default none is shown */
  readonly identity?: ClientIdentity;
  readonly signal: AbortSignal;
  /** Seconds for the TLS handshake. @default DIAL_SECONDS */
  readonly seconds?: number;
}

/**
 * A TLS connection to a relay instance that has proved to be one of the deployment. The client certificate goes out only after
 * the relay's has been checked: Node checks a certificate when the handshake is over, which would be too late, so the first check
 * is made where OpenSSL asks what to think of the OCSP response, before the client's answer is written.
 *
 * @throws DialError `untrusted-relay` where the certificate is not signed by `trust` or names no relay of the deployment
 */
export async function connectRelay(dial: Dial, options: RelayConnectionOptions): Promise<TLSSocket> {
  const { endpoint, signal } = options;
  const authorities = authoritiesOf(options.trust);
  const carrier = await dial(endpoint, signal);
  const where = endpointText(endpoint);
  let checked = false;
  return handshake({
    ...{ carrier, where, signal, protocol: options.protocol, seconds: options.seconds ?? DIAL_SECONDS },
    tls: tlsOptions(options, authorities),
    errorOf: (error) => tlsError(error, where),
    watch: (socket, fail) => {
      socket.once('OCSPResponse', () => {
        const problem = problemWith(shownBy(socket), authorities, options.deployment);
        if (problem === undefined) checked = true;
        else
          fail(new DialError('untrusted-relay', `${where} is no relay of ${options.deployment}: ${problem}`));
      });
      socket.once('secureConnect', () => {
        if (!checked) {
          fail(new DialError('untrusted-relay', `${where} was not checked before the handshake ended`));
        }
      });
    },
  });
}

function tlsOptions(
  { deployment, identity, serverName }: RelayConnectionOptions,
  authorities: readonly X509Certificate[],
): ConnectionOptions & { readonly requestOCSP: boolean } {
  return {
    ca: authorities.map(String),
    requestOCSP: true,
    rejectUnauthorized: true,
    checkServerIdentity: checkRelayIdentity(deployment),
    ...(serverName !== undefined && isIP(serverName) === 0 && { servername: serverName }),
    ...(identity !== undefined && { cert: identity.certificate, key: identity.key }),
  };
}

/**
 * The certificate that the peer has shown so far. `getPeerX509Certificate` takes it off the chain on a client of Node 20, so that
 * nobody finds it afterwards; this does not.
 */
function shownBy(socket: TLSSocket): X509Certificate | undefined {
  const { raw } = socket.getPeerCertificate() as Partial<PeerCertificate>;
  return raw === undefined ? undefined : new X509Certificate(raw);
}

/** Why a certificate is not one of a relay instance. The rest is OpenSSL's to check, after this. */
function problemWith(
  certificate: X509Certificate | undefined,
  authorities: readonly X509Certificate[],
  deployment: string,
): string | undefined {
  if (certificate === undefined) return 'it showed no certificate';
  if (!isSignedByOneOf(authorities, certificate, Date.now())) {
    return 'its certificate is not signed by an authority of the trust bundle';
  }
  const { notBefore, expires } = lifeOf(certificate);
  if (Date.now() < notBefore || Date.now() >= expires)
    return 'its certificate is not valid now; check the clocks';
  if (readRelayIdentity(certificate)?.deployment !== deployment) {
    return 'its certificate names no relay instance of the deployment';
  }
  return undefined;
}

/** Codes of OpenSSL's verification that say that the relay's certificate does not count. */
const CERTIFICATE_CODES =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/;

function tlsError(error: Error, where: string): DialError {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (CERTIFICATE_CODES.test(code)) {
    return new DialError('untrusted-relay', `certificate of ${where}: ${reasonOf(error)}`, { cause: error });
  }
  return new DialError('tls', `TLS with ${where}: ${reasonOf(error)}`, { cause: error });
}
