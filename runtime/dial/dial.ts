import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { DialError, reasonOf } from './dial-error';
import { endpointText, type Endpoint } from './endpoint';
import { DIAL_SECONDS } from './limits';

/**
 * Makes a connection for bytes to an endpoint: directly, or through the outbound proxy.
 *
 * @throws DialError
 */
export type Dial = (endpoint: Endpoint, signal: AbortSignal) => Promise<Duplex>;

/** Dials directly. A name is resolved, and its addresses are tried, by the system's rules. */
export function directDial(seconds: number = DIAL_SECONDS): Dial {
  return (endpoint, signal) =>
    new Promise<Socket>((resolve, reject) => {
      if (signal.aborted) {
        reject(new DialError('stopped', 'dialling was stopped'));
        return;
      }
      const socket = connect({ ...endpoint, noDelay: true, keepAlive: true });
      const fail = (error: DialError): void => {
        settle();
        socket.on('error', () => undefined);
        socket.destroy();
        reject(error);
      };
      const stop = (): void => fail(new DialError('stopped', 'dialling was stopped'));
      const timer = setTimeout(
        () =>
          fail(new DialError('timed-out', `${endpointText(endpoint)} did not answer within ${seconds} s`)),
        seconds * 1000,
      );
      const failed = (error: Error): void =>
        fail(new DialError('unreachable', `${endpointText(endpoint)}: ${reasonOf(error)}`, { cause: error }));
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        socket.off('error', failed);
      };
      signal.addEventListener('abort', stop, { once: true });
      socket.once('error', failed);
      socket.once('connect', () => {
        settle();
        resolve(socket);
      });
    });
}
