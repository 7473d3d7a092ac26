import { readFileSync } from 'node:fs';
import { connect as connectTcp, isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import { rootCertificates } from 'node:tls';
import type { BackendSettings } from '../../tunnel/control';

/** Gives the PEM text (certificate chain and key) that a reference stands for. */
export type SecretResolver = (
  reference: NonNullable<NonNullable<BackendSettings['tls']>['clientCertificate']>,
  vault: string | undefined,
) => Promise<string>;

/** Why no connection could be made. */
export type ConnectFailure = 'unreachable' | 'tls' | 'credentials' | 'timeout';

export interface ConnectorOptions {
  readonly resolveSecret: SecretResolver;
  readonly connectSeconds: number;
  /** @default - read from the system's usual places, beside those that Node ships */
  readonly systemAuthorities?: readonly string[];
}

/** Milliseconds that a backend's TLS settings are kept: a renewed client certificate is seen after it. */
const CONTEXT_LIFE_MS = 60_000;

/** Makes connections to one backend. Each asks DNS anew. */
export class BackendConnector {
  private readonly host: string;
  private readonly port: number;
  private context: { readonly value: SecureContext; readonly until: number } | undefined;
  private session: Buffer | undefined;

  constructor(
    private readonly settings: BackendSettings,
    private readonly vault: string | undefined,
    private readonly options: ConnectorOptions,
  ) {
    const url = new URL(settings.url);
    this.host = url.hostname.replace(/^\[|\]$/g, '');
    this.port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  }

  /**
   * @param read where bytes go that come from a plain connection; one over TLS tells them by `data` events.
   * @param done called once, never before this returns.
   */
  connect(
    read: OnReadOpts,
    done: (failure: ConnectFailure | undefined, socket: Socket | undefined, why: string) => void,
  ): void {
    const { tls } = this.settings;
    if (tls === undefined) {
      this.settle(
        connectTcp({ host: this.host, port: this.port, noDelay: true, keepAlive: true, onread: read }),
        'connect',
        done,
      );
      return;
    }
    this.secureContext(tls).then(
      (secureContext) => {
        const socket = connectTls({
          host: this.host,
          port: this.port,
          secureContext,
          ALPNProtocols: ['http/1.1'],
          ...(isIP(tls.serverName) === 0 && { servername: tls.serverName }),
          ...(tls.verify === 'chain' && { checkServerIdentity: () => undefined }),
          ...(tls.verify === 'full' && isIP(tls.serverName) !== 0 && { host: this.host }),
          ...(this.session !== undefined && { session: this.session }),
        });
        socket.setNoDelay(true);
        socket.on('session', (session) => {
          this.session = session;
        });
        this.settle(socket, 'secureConnect', done);
      },
      (error: unknown) =>
        done('credentials', undefined, error instanceof Error ? error.message : String(error)),
    );
  }

  private settle(
    socket: Socket,
    event: 'connect' | 'secureConnect',
    done: (failure: ConnectFailure | undefined, socket: Socket | undefined, why: string) => void,
  ): void {
    const timer = setTimeout(() => {
      fail('timeout', `no connection within ${this.options.connectSeconds} s`);
    }, this.options.connectSeconds * 1000);
    const onError = (error: NodeJS.ErrnoException): void =>
      fail(isTlsError(error) ? 'tls' : 'unreachable', error.code ?? error.message);
    const onClose = (): void => fail('unreachable', 'closed before it was made');
    const fail = (failure: ConnectFailure, why: string): void => {
      clearTimeout(timer);
      socket.off('close', onClose);
      socket.off('error', onError);
      socket.on('error', () => undefined);
      socket.destroy();
      if (failure === 'tls') this.session = undefined;
      done(failure, undefined, why);
    };
    socket.once('error', onError);
    socket.once('close', onClose);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off('error', onError);
      socket.off('close', onClose);
      done(undefined, socket, '');
    });
  }

  private async secureContext(tls: NonNullable<BackendSettings['tls']>): Promise<SecureContext> {
    const now = Date.now();
    if (this.context !== undefined && this.context.until > now) return this.context.value;
    const pair =
      tls.clientCertificate === undefined
        ? undefined
        : await this.options.resolveSecret(tls.clientCertificate, this.vault);
    const value = createSecureContext({
      minVersion: 'TLSv1.2',
      ca:
        tls.ca === undefined
          ? [...(this.options.systemAuthorities ?? systemAuthorities())]
          : tls.ca.join('\n'),
      ...(pair !== undefined && { cert: pair, key: pair }),
    });
    this.context = { value, until: now + CONTEXT_LIFE_MS };
    return value;
  }
}

/** Where Linux systems keep the authorities that they trust. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];
let authorities: readonly string[] | undefined;

/** Those of the system, which an administrator may have added to, and those of Node. */
function systemAuthorities(): readonly string[] {
  authorities ??= [...rootCertificates, ...SYSTEM_BUNDLES.flatMap(readBundle)];
  return authorities;
}

function readBundle(path: string): string[] {
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    return [];
  }
}

/** A failure of the handshake or of the certificate, not of the connection below. */
function isTlsError(error: NodeJS.ErrnoException): boolean {
  const code = error.code ?? '';
  return (
    code.startsWith('ERR_TLS') ||
    code.startsWith('ERR_SSL') ||
    code === 'EPROTO' ||
    /^(CERT|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|HOSTNAME|INVALID)/.test(code)
  );
}
