import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import type { Application, Backend } from '../../declaration/model';
import { samplePage } from './sample-page';

/** Largest WebSocket message that is sent back. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
const EVENT_MS = 1_000;
/** The download: so many pieces of so many bytes, one after each pause. */
const DOWNLOAD = { pieces: 64, bytes: 64 * 1024, pauseMs: 100 } as const;

/**
 * What answers for an application on a machine that is not in its private network. Below the path of the declared backend:
 * a page anywhere, `echo` (the request as JSON), `ws` (a WebSocket that sends back what it gets, and a cookie with the
 * upgrade), `events` (server-sent events, one a second), `download` (4 MiB in 6 seconds).
 */
export class SampleBackend {
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  private readonly closing = new AbortController();

  private constructor(private readonly application: Application) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
    this.server.on('upgrade', (request, socket, head) => {
      if (lastPart(request) !== 'ws') {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (opened) => {
        opened.on('message', (data: Buffer, isBinary) => opened.send(data, { binary: isBinary }));
        opened.on('error', () => opened.terminate());
      });
    });
    this.sockets.on('headers', (headers) => headers.push(`Set-Cookie: sample=${application.name}; Path=/`));
  }

  /** Starts one on a free port of the loopback address. */
  public static async start(application: Application): Promise<SampleBackend> {
    const sample = new SampleBackend(application);
    await new Promise<void>((resolve, reject) => {
      sample.server.once('error', reject);
      sample.server.listen(0, '127.0.0.1', resolve);
    });
    return sample;
  }

  /**
   * Itself in the place of the declared backend, with the same path. Plain HTTP also where https is declared: Node.js makes
   * no certificates, and one made here would say nothing about the real backend's.
   */
  public get backend(): Backend {
    const { port } = this.server.address() as AddressInfo;
    const path = new URL(this.application.backend.url).pathname.replace(/\/$/, '');
    return {
      url: `http://127.0.0.1:${port}${path}`,
      protocol: 'http',
      host: '127.0.0.1',
      port,
      cidrs: ['127.0.0.1'],
    };
  }

  public async close(): Promise<void> {
    this.closing.abort();
    for (const socket of this.sockets.clients) {
      socket.terminate();
    }
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    response.setHeader('Server', 'sample');
    response.setHeader('Cache-Control', 'no-store');
    switch (lastPart(request)) {
      case 'echo':
        response.setHeader('Content-Type', 'application/json');
        response.end(echo(this.application, request));
        return;
      case 'events':
        response.setHeader('Content-Type', 'text/event-stream');
        await pipeline(Readable.from(this.events()), response);
        return;
      case 'download':
        response.setHeader('Content-Type', 'application/octet-stream');
        response.setHeader('Content-Length', DOWNLOAD.pieces * DOWNLOAD.bytes);
        await pipeline(Readable.from(this.download()), response);
        return;
      default:
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(samplePage(this.application, request));
    }
  }

  private async *events(): AsyncGenerator<string> {
    for (let number = 1; ; number += 1) {
      yield `data: event ${number}\n\n`;
      await pause(EVENT_MS, undefined, { signal: this.closing.signal });
    }
  }

  private async *download(): AsyncGenerator<Buffer> {
    for (let piece = 0; piece < DOWNLOAD.pieces; piece += 1) {
      yield Buffer.alloc(DOWNLOAD.bytes, 'sample ');
      await pause(DOWNLOAD.pauseMs, undefined, { signal: this.closing.signal });
    }
  }
}

function echo({ name, group }: Application, { method, url, httpVersion, headers }: IncomingMessage): string {
  return `${JSON.stringify({ application: name, group, method, url, httpVersion, headers }, undefined, 2)}\n`;
}

/** Last part of the path: `ws` of `/reports/ws?x=1`. */
function lastPart({ url = '/' }: IncomingMessage): string {
  const [path = ''] = url.split('?');
  return path.slice(path.lastIndexOf('/') + 1);
}
