import { createServer as createHttp1Server, IncomingMessage, STATUS_CODES, type Server } from 'node:http';
import {
  constants,
  createServer as createHttp2Server,
  type Http2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import {
  createServer as createTlsServer,
  type SecureContext,
  type Server as TlsServer,
  type TLSSocket,
} from 'node:tls';
import { REFUSALS, type RefusalCode } from '../forward/refusals';
import type { UserRequest } from '../forward/user-side';
import {
  HANDSHAKE_SECONDS,
  HEADER_SECONDS,
  KEEP_ALIVE_SECONDS,
  MAX_HEADERS,
  HTTP2_RESETS_PER_SECOND,
  LINGER_MS,
  MAX_HTTP2_RESETS,
  MAX_HTTP2_STREAMS,
  MAX_PIPELINED,
} from '../limits';
import { TokenBucket } from '../token-bucket';
import { Http1User, UpgradeUser, UserResponse } from './http1-user';
import { Http2User } from './http2-user';
import { http1Request, http2Request } from './read-request';

type AnyUser = Http1User | UpgradeUser | Http2User;

export interface UserListenerOptions {
  /** The certificate for a name; undefined ends the handshake. */
  readonly certificate: (serverName: string | undefined) => SecureContext | undefined;
  /** Takes a request. It has checked the form of nothing but what HTTP itself says. */
  readonly onRequest: (request: UserRequest, user: AnyUser) => void;
  /** A request that never came to be one. */
  readonly onInvalid: (code: RefusalCode) => void;
  readonly maxHeaderBytes: number;
  /** @default - HEADER_SECONDS and KEEP_ALIVE_SECONDS */
  readonly timeouts?: { readonly headerSeconds?: number; readonly keepAliveSeconds?: number };
}

const HTTP2_SETTINGS = {
  maxConcurrentStreams: MAX_HTTP2_STREAMS,
  initialWindowSize: 256 * 1024,
  enablePush: false,
} as const;
const MAX_STREAM_ID = 2 ** 31 - 1;
const CONNECTIONS_CHECK_MS = 2_000;

const CURRENT = Symbol('the last answer that was begun');
const WAITING = Symbol('requests behind it');
const REFUSED = Symbol('no further request is taken');

/** A connection of an HTTP/1.1 user. */
interface Http1Connection extends Socket {
  [CURRENT]?: UserResponse;
  [WAITING]?: number;
  [REFUSED]?: boolean;
}

/**
 * The users' side of a worker: TLS, then HTTP/1.1 or HTTP/2 by Node's own servers. It listens on nothing: connections are
 * handed to it.
 */
export class UserListener {
  private readonly tls: TlsServer;
  private readonly http1: Server<typeof IncomingMessage, typeof UserResponse>;
  private readonly http2: Http2Server;
  private readonly sessions = new Set<ServerHttp2Session>();
  private readonly sockets = new Set<TLSSocket>();
  private readonly resets = new WeakMap<Http2Session, TokenBucket>();
  private readonly keepAliveMs: number;
  private leaving = false;
  private draining = false;

  constructor(private readonly options: UserListenerOptions) {
    this.keepAliveMs = (options.timeouts?.keepAliveSeconds ?? KEEP_ALIVE_SECONDS) * 1000;
    const headerMs = (options.timeouts?.headerSeconds ?? HEADER_SECONDS) * 1000;
    this.http1 = createHttp1Server({
      IncomingMessage,
      ServerResponse: UserResponse,
      maxHeaderSize: options.maxHeaderBytes,
      headersTimeout: headerMs,
      requestTimeout: 0,
      keepAliveTimeout: this.keepAliveMs,
      connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
      insecureHTTPParser: false,
      // Told with a code, as whatever else is wrong with a request.
      requireHostHeader: false,
      noDelay: true,
    });
    // Beyond a number Node leaves headers out without a word, or refuses them: which one depends on its release.
    this.http1.maxHeadersCount = 0;
    this.http1.on('request', (message, response) => this.onHttp1(message, response));
    // Waiting for the body is the backend's matter: its own 100 is what the user gets.
    this.http1.on('checkContinue', (message: IncomingMessage, response: UserResponse) =>
      this.onHttp1(message, response),
    );
    this.http1.on('checkExpectation', (message: IncomingMessage, response: UserResponse) =>
      this.onHttp1(message, response),
    );
    this.http1.on('upgrade', (message: IncomingMessage, socket: Socket, head: Buffer) =>
      this.onUpgrade(message, socket, head),
    );
    this.http1.on('connect', (_message: IncomingMessage, socket: Socket) => {
      this.refuse(socket, 'method-not-supported');
    });
    this.http1.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) =>
      this.onClientError(error, socket),
    );
    // Node starts watching slow headers when a server begins to listen; this one is given its connections.
    this.http1.emit('listening');
    this.http2 = createHttp2Server({
      maxHeaderListPairs: MAX_HEADERS,
      settings: { ...HTTP2_SETTINGS, maxHeaderListSize: options.maxHeaderBytes },
      maxSessionMemory: 32,
    });
    this.http2.on('session', (session) => this.onSession(session));
    this.http2.on('stream', (stream, headers, flags, raw?: unknown) =>
      this.onHttp2(stream, headers, flags, Array.isArray(raw) ? (raw as string[]) : []),
    );
    this.http2.on('sessionError', () => undefined);
    this.tls = createTlsServer({
      ALPNProtocols: ['h2', 'http/1.1'],
      minVersion: 'TLSv1.2',
      handshakeTimeout: HANDSHAKE_SECONDS * 1000,
      SNICallback: (name, done) => {
        const context = options.certificate(name);
        if (context === undefined) done(new Error('no certificate for this name'));
        else done(null, context);
      },
    });
    this.tls.on('secureConnection', (socket) => this.onConnection(socket));
    this.tls.on('tlsClientError', (_error, socket) => socket.destroy());
  }

  /** Connections that are open, after their handshake. */
  get connections(): number {
    return this.sockets.size;
  }

  /** The certificate for users who name no host. */
  setDefaultContext(pair: { readonly certificate: string; readonly key: string } | undefined): void {
    if (pair !== undefined) {
      this.tls.setSecureContext({
        cert: pair.certificate,
        key: pair.key,
        minVersion: 'TLSv1.2',
      });
    }
  }

  /** Takes requests with headers of so many bytes, on connections that begin from now on. */
  setMaxHeaderBytes(bytes: number): void {
    // Node reads it for each connection anew.
    Object.assign(this.http1, { maxHeaderSize: bytes });
    this.http2.updateSettings({ ...HTTP2_SETTINGS, maxHeaderListSize: bytes });
  }

  accept(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    this.tls.emit('connection', socket);
  }

  /** Answers on, and has users take another connection for what they ask next. */
  leave(): void {
    if (this.leaving) return;
    this.leaving = true;
    for (const session of this.sessions) this.leaveSession(session);
  }

  /** Ends connections as they become idle: no new requests on kept ones. */
  drain(): void {
    this.leave();
    this.draining = true;
    this.http1.closeIdleConnections();
    for (const session of this.sessions) session.close();
  }

  close(): void {
    this.http1.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private onConnection(socket: TLSSocket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    if (socket.alpnProtocol === 'h2') this.http2.emit('connection', socket);
    else this.http1.emit('connection', socket);
  }

  private onSession(session: ServerHttp2Session): void {
    this.sessions.add(session);
    session.on('close', () => this.sessions.delete(session));
    session.on('error', () => undefined);
    session.setTimeout(this.keepAliveMs, () => session.close());
  }

  /** Streams that are on their way are still served: the last one is told when no more are taken (RFC 9113, 6.8). */
  private leaveSession(session: ServerHttp2Session | Http2Session): void {
    if (session.closed || session.destroyed) return;
    if (this.draining) session.close();
    else session.goaway(constants.NGHTTP2_NO_ERROR, MAX_STREAM_ID);
  }

  private onHttp1(message: IncomingMessage, response: UserResponse): void {
    const connection: Http1Connection = message.socket;
    if (response.socket === null) return this.later(message, response, connection);
    connection[CURRENT] = response;
    if (this.leaving) response.shouldKeepAlive = false;
    const request = http1Request(message, false);
    if (typeof request === 'string') return refuseHttp1(response, request);
    this.options.onRequest(request, new Http1User(message, response));
  }

  /** One after the other: only safe requests may be handled side by side (RFC 9112, 9.3.2), and none behind a last one. */
  private later(message: IncomingMessage, response: UserResponse, connection: Http1Connection): void {
    const waiting = (connection[WAITING] ?? 0) + 1;
    if (waiting > MAX_PIPELINED) {
      connection.destroy();
      return;
    }
    connection[WAITING] = waiting;
    response.once('socket', () => {
      connection[WAITING] = (connection[WAITING] ?? 1) - 1;
      this.onHttp1(message, response);
    });
  }

  private onUpgrade(message: IncomingMessage, socket: Socket, head: Buffer): void {
    const connection: Http1Connection = message.socket;
    socket.on('error', () => undefined);
    if (isAnswering(connection)) {
      connection.destroy();
      return;
    }
    const request = http1Request(message, true);
    if (typeof request === 'string') return this.refuse(connection, request);
    // Newer Node.js gives a stream of its own for a request with a body, not the connection.
    if (request.body !== 'none') return this.refuse(connection, 'bad-request');
    // Node has taken its parser off the connection; what came behind the head belongs to the new protocol.
    if (head.length > 0) socket.unshift(head);
    this.options.onRequest(request, new UpgradeUser(message, socket));
  }

  private onHttp2(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    flags: number,
    raw: string[],
  ): void {
    stream.on('error', () => undefined);
    const ended = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    const request = http2Request(headers, raw, ended, stream.session?.socket.remoteAddress ?? '');
    if (typeof request === 'string') {
      this.options.onInvalid(request);
      const { status } = REFUSALS[request];
      if (!stream.destroyed) {
        stream.respond({ ':status': status, 'x-app-proxy-code': request }, { endStream: true });
      }
      return;
    }
    if (!this.admits(stream)) return;
    // Not before the first request: a user whose connection has just come would find it refused.
    if (this.leaving && stream.session !== undefined) this.leaveSession(stream.session);
    this.options.onRequest(request, new Http2User(stream));
  }

  /**
   * Whether the connection may open this stream. One whose user resets streams over and over is ended: each costs the relay a request
   * and its user next to nothing (CVE-2023-44487).
   */
  private admits(stream: ServerHttp2Stream): boolean {
    const { session } = stream;
    if (session === undefined) return false;
    let resets = this.resets.get(session);
    if (resets === undefined) {
      resets = new TokenBucket(HTTP2_RESETS_PER_SECOND, performance.now(), MAX_HTTP2_RESETS);
      this.resets.set(session, resets);
    }
    const bucket = resets;
    stream.on('close', () => {
      if (stream.rstCode === constants.NGHTTP2_NO_ERROR || bucket.take(performance.now())) return;
      this.options.onInvalid('too-many-resets');
      session.destroy(undefined, constants.NGHTTP2_ENHANCE_YOUR_CALM);
    });
    return true;
  }

  private onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
    const connection: Http1Connection = socket;
    // What follows a refusal is thrown away until the user has read it.
    if (connection[REFUSED] === true) return;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    this.refuse(
      socket,
      error.code === 'HPE_HEADER_OVERFLOW'
        ? 'header-too-large'
        : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
          ? 'request-timeout'
          : 'bad-request',
    );
  }

  /** Answers what is no request, and ends the connection. Never within or behind an answer that is the last one. */
  private refuse(connection: Http1Connection, code: RefusalCode): void {
    this.options.onInvalid(code);
    connection[REFUSED] = true;
    const current = connection[CURRENT];
    if (current !== undefined && isUnderWay(current)) {
      if (current.headersSent) {
        if (current.writableEnded) connection.destroySoon();
        else connection.destroy();
        return;
      }
      current.exchange?.onUserGone();
      current.exchange = undefined;
    }
    const { status, text } = REFUSALS[code];
    const body = `${text}\n`;
    connection.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
        `X-App-Proxy-Code: ${code}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    connection.resume();
    const linger = setTimeout(() => connection.destroy(), LINGER_MS);
    linger.unref();
    connection.once('close', () => clearTimeout(linger));
  }
}

function isAnswering(connection: Http1Connection): boolean {
  const current = connection[CURRENT];
  return current !== undefined && isUnderWay(current);
}

/** Whether nothing else may be said on the connection: the answer or its request is not complete, or it is the last one. */
function isUnderWay(response: UserResponse): boolean {
  return response.socket !== null || !response.req.complete || !response.shouldKeepAlive;
}

function refuseHttp1(response: UserResponse, code: RefusalCode): void {
  const { status, text } = REFUSALS[code];
  const body = `${text}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain',
    'Content-Length': body.length,
    Connection: 'close',
    'X-App-Proxy-Code': code,
  });
  response.end(body);
}
