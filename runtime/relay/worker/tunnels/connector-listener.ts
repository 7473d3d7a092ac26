import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import { constants } from 'node:crypto';
import { ENROLMENT_PROTOCOL, TUNNEL_PROTOCOL } from '../../../tunnel/control';
import type { KeyPair } from '../../messages';
import { HANDSHAKE_SECONDS } from '../limits';

export interface ConnectorListenerOptions {
  /** A connection that speaks the tunnel protocol; whoever it is. */
  readonly onTunnel: (socket: TLSSocket) => void;
  /** Enrolment and renewal. */
  readonly onEnrolment: RequestListener;
  /** A connection that came no further than its handshake. */
  readonly onFailure: (remoteAddress: string, why: string) => void;
}

/** Seconds for one request of enrolment or renewal, its answer included. */
export const ENROLMENT_SECONDS = 30;
/** Bytes of the header of such a request. */
export const MAX_ENROLMENT_HEADER_BYTES = 8 * 1024;

/**
 * The connectors' side of a worker. Certificates are asked for and not judged by TLS: who may enter is decided, with a reason
 * that can be logged, once the handshake is done and before anything is said.
 */
export class ConnectorListener {
  private tls: TlsServer | undefined;
  private readonly http: HttpServer;

  constructor(private readonly options: ConnectorListenerOptions) {
    this.http = createHttpServer(
      {
        headersTimeout: ENROLMENT_SECONDS * 1000,
        requestTimeout: ENROLMENT_SECONDS * 1000,
        keepAliveTimeout: 5000,
        connectionsCheckingInterval: 2000,
        maxHeaderSize: MAX_ENROLMENT_HEADER_BYTES,
      },
      options.onEnrolment,
    );
    this.http.emit('listening');
  }

  /** @param trust certificates (PEM) that connectors' are signed by */
  setIdentity(identity: KeyPair, trust: string): void {
    const context = {
      cert: identity.certificate,
      key: identity.key,
      ca: trust,
      minVersion: 'TLSv1.2' as const,
      // A resumed session would not show the certificate anew.
      secureOptions: constants.SSL_OP_NO_TICKET,
      sessionIdContext: 'app-proxy-connectors',
    };
    if (this.tls !== undefined) return this.tls.setSecureContext(context);
    this.tls = createTlsServer({
      ...context,
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: HANDSHAKE_SECONDS * 1000,
      ALPNProtocols: [TUNNEL_PROTOCOL, ENROLMENT_PROTOCOL],
    });
    this.tls.on('secureConnection', (socket) => {
      if (socket.alpnProtocol === TUNNEL_PROTOCOL) this.options.onTunnel(socket);
      else if (socket.alpnProtocol === ENROLMENT_PROTOCOL) this.http.emit('connection', socket);
      else {
        this.options.onFailure(
          socket.remoteAddress ?? '',
          'speaks neither the tunnel nor the enrolment protocol',
        );
        socket.destroy();
      }
    });
    this.tls.on('tlsClientError', (error, socket) => {
      this.options.onFailure(socket.remoteAddress ?? '', error.message);
      socket.destroy();
    });
  }

  accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.tls === undefined) {
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 15_000);
    this.tls.emit('connection', socket);
  }

  close(): void {
    this.http.close();
    this.http.closeAllConnections();
  }
}
