import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, isIP, type AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import {
  LOCAL_REQUEST_SECONDS,
  MAX_LOCAL_BODY_BYTES,
  MAX_LOCAL_CONNECTIONS,
  MAX_LOCAL_HEAD_BYTES,
} from './limits';

/** What a path answers. */
export interface LocalAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @param body what came with it, JSON or nothing */
export type LocalHandler = (body: unknown) => LocalAnswer | Promise<LocalAnswer>;

export interface LocalServerOptions {
  /** By method and path: `GET /status`. A GET answers HEAD too. */
  readonly routes: Readonly<Record<string, LocalHandler>>;
  /** Only these answer where it is reached by TCP: what changes something is for the socket alone. @default - all GETs */
  readonly overTcp?: (route: string) => boolean;
}

/** A small server for this machine alone: a socket file that only its owner may use, and an address. */
export class LocalServer {
  private readonly servers: { readonly server: Server; readonly socketPath?: string }[] = [];
  private readonly routes: ReadonlyMap<string, LocalHandler>;

  constructor(private readonly options: LocalServerOptions) {
    this.routes = new Map(Object.entries(options.routes));
  }

  /**
   * Listens on a socket file; one that a dead process left behind is replaced.
   *
   * @throws Error where a process listens there
   */
  async listenOnSocket(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    if (await answers(path)) {
      throw new Error(`'${path}' is in use: another app-proxy runs with this runtime directory`);
    }
    await rm(path, { force: true });
    const server = this.server(false);
    // No other user may connect in the moment between listening and the change of the mode.
    const mask = process.umask(0o177);
    const ready = listening(server, { path });
    process.umask(mask);
    await ready;
    await chmod(path, 0o600);
    this.servers.push({ server, socketPath: path });
  }

  /**
   * Listens on an address.
   *
   * @returns the port
   */
  async listenOnAddress(host: string, port: number): Promise<number> {
    const server = this.server(true);
    await listening(server, { host, port });
    this.servers.push({ server });
    return (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const { server, socketPath } of this.servers.splice(0)) {
      // Closing takes the socket file away, before a successor could have made its own.
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      if (socketPath !== undefined && !(await answers(socketPath))) await rm(socketPath, { force: true });
    }
  }

  private server(tcp: boolean): Server {
    const server = createServer(
      {
        requestTimeout: LOCAL_REQUEST_SECONDS * 1000,
        headersTimeout: LOCAL_REQUEST_SECONDS * 1000,
        maxHeaderSize: MAX_LOCAL_HEAD_BYTES,
      },
      (request, response) => {
        this.answer(request, tcp)
          .catch(() => plain(500, 'the answer could not be made'))
          .then((answer) => send(response, answer))
          .catch(() => response.destroy());
      },
    );
    server.maxConnections = MAX_LOCAL_CONNECTIONS;
    server.on('clientError', (_error, socket) => socket.destroy());
    return server;
  }

  private async answer(request: IncomingMessage, tcp: boolean): Promise<LocalAnswer> {
    if (tcp && !isOwnName(request.headers.host)) {
      return plain(421, 'ask for this server by its address');
    }
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const route = `${method} ${path}`;
    const allowed = this.options.overTcp ?? ((each: string) => each.startsWith('GET '));
    const handler = !tcp || allowed(route) ? this.routes.get(route) : undefined;
    if (handler === undefined) {
      return [...this.routes.keys()].some((each) => each.endsWith(` ${path}`))
        ? plain(405, 'not by this method here')
        : plain(404, 'there is nothing here');
    }
    const body = await readBody(request);
    return 'refused' in body ? body.refused : handler(body.value);
  }
}

export function json(value: unknown, status = 200): LocalAnswer {
  return { status, contentType: 'application/json', body: `${JSON.stringify(value, undefined, 2)}\n` };
}

export function plain(status: number, text: string): LocalAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}

function send(response: ServerResponse, { status, contentType, body, headers }: LocalAnswer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // What is left unread of a refused body ends with the connection.
    ...(status === 413 && { Connection: 'close' }),
    ...headers,
  });
  response.end(body);
}

async function readBody(
  request: IncomingMessage,
): Promise<{ readonly value: unknown } | { readonly refused: LocalAnswer }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_LOCAL_BODY_BYTES) {
      return { refused: plain(413, `the body is larger than ${MAX_LOCAL_BODY_BYTES} bytes`) };
    }
    parts.push(part);
  }
  if (length === 0) return { value: undefined };
  try {
    return { value: JSON.parse(Buffer.concat(parts).toString('utf8')) };
  } catch {
    return { refused: plain(400, 'the body is not JSON') };
  }
}

/**
 * Whether the Host header is `localhost` or an address. A web page elsewhere may lead its own name to this machine and have a
 * browser ask (DNS rebinding): its name is then in the Host header. An address cannot be led elsewhere.
 */
function isOwnName(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name === 'localhost' || isIP(name) !== 0;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function listening(
  server: Server,
  where: { readonly path: string } | { readonly host: string; readonly port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
