import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/**
 * Ports that free ones are taken from. They lie below the ranges that Linux (from 32768) and others (from 49152) take for
 * outgoing connections, so that a port stays free while the process that had it restarts.
 */
const PORTS = { first: 20_000, last: 32_000 } as const;
/** Ports that are tried before giving up. */
const ATTEMPTS = 200;

/** Hands out ports of the loopback address that nothing listens on, none of them twice. */
export class FreePorts {
  private readonly given = new Set<number>();

  /** @throws Error when a great many ports in a row are taken */
  public async take(): Promise<number> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const port = randomInt(PORTS.first, PORTS.last);
      if (!this.given.has(port) && (await isFree(port))) {
        this.given.add(port);
        return port;
      }
    }
    throw new Error(
      `no free port found from ${PORTS.first} to ${PORTS.last} after ${ATTEMPTS} attempts; end what listens there`,
    );
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
