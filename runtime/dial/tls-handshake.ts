import type { Duplex } from 'node:stream';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { DialError } from './dial-error';

export interface HandshakeOptions {
  readonly carrier: Duplex;
  /** Whom it is with, for errors. */
  readonly where: string;
  /** ALPN protocol; a peer that does not choose it is not spoken to. */
  readonly protocol: string;
  readonly tls: ConnectionOptions;
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly errorOf: (error: Error) => DialError;
  /** Gets the connection before anything has arrived, to check the peer on the way; `fail` ends it. */
  readonly watch?: (socket: TLSSocket, fail: (error: DialError) => void) => void;
}

/**
 * Makes TLS of a connection, in bounded time.
 *
 * @throws DialError `stopped`, `timed-out`, `tls`, or what `errorOf` and `watch` say; the connection is gone then
 */
export function handshake(options: HandshakeOptions): Promise<TLSSocket> {
  const { carrier, where, protocol, seconds, signal } = options;
  return new Promise<TLSSocket>((resolve, reject) => {
    const socket = connect({
      ...options.tls,
      socket: carrier,
      minVersion: 'TLSv1.2',
      ALPNProtocols: [protocol],
    });
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.off('error', failed);
    };
    const fail = (error: DialError): void => {
      settle();
      socket.on('error', () => undefined);
      socket.destroy();
      carrier.destroy();
      reject(error);
    };
    const stop = (): void => fail(new DialError('stopped', 'dialling was stopped'));
    const failed = (error: Error): void => fail(options.errorOf(error));
    const timer = setTimeout(
      () => fail(new DialError('timed-out', `TLS with ${where} was not done within ${seconds} s`)),
      seconds * 1000,
    );
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', failed);
    options.watch?.(socket, fail);
    socket.once('secureConnect', () => {
      if (socket.destroyed) return;
      if (socket.alpnProtocol !== protocol) {
        fail(new DialError('tls', `${where} does not speak ${protocol}`));
        return;
      }
      settle();
      resolve(socket);
    });
    if (signal.aborted) stop();
  });
}
