import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOCAL_REQUEST_SECONDS, MAX_LOCAL_HEAD_BYTES, MAX_PROBE_CONNECTIONS } from './limits';

/** `/healthz` (the process works) and `/readyz` (it should get users), for load balancers. Says nothing else to anybody. */
export class ProbeServer {
  private readonly server: Server;

  constructor(readiness: () => { readonly ready: boolean; readonly reason?: string }) {
    this.server = createServer(
      {
        requestTimeout: LOCAL_REQUEST_SECONDS * 1000,
        headersTimeout: LOCAL_REQUEST_SECONDS * 1000,
        maxHeaderSize: MAX_LOCAL_HEAD_BYTES,
      },
      (request, response) => {
        const path = request.url?.split('?')[0];
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.setHeader('Cache-Control', 'no-store');
        if (path === '/healthz') return response.writeHead(200).end('ok\n');
        if (path !== '/readyz') return response.writeHead(404).end();
        const { ready, reason } = readiness();
        return response
          .writeHead(ready ? 200 : 503)
          .end(ready ? 'ready\n' : `not ready: ${reason ?? 'unknown'}\n`);
      },
    );
    this.server.maxConnections = MAX_PROBE_CONNECTIONS;
    this.server.on('clientError', (_error, socket) => socket.destroy());
  }

  /**
   * Listens.
   *
   * @param host every address where it is missing
   * @returns the port
   */
  listen(host: string | undefined, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, ...(host !== undefined && { host }) }, () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
