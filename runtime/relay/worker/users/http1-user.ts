import type { IncomingMessage } from 'node:http';
import { ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchange } from '../forward/exchange';
import type { UserSide } from '../forward/user-side';

/** The answer to an HTTP/1.1 user, and the exchange that it belongs to. Made by Node's server for each request. */
export class UserResponse extends ServerResponse {
  exchange: Exchange | undefined;
  /** Attached while a request body flows. */
  message: IncomingMessage | undefined;
}

function onClose(this: UserResponse): void {
  this.exchange?.onUserGone();
  this.exchange = undefined;
}

function onDrain(this: UserResponse): void {
  this.exchange?.onUserDrain();
}

/** Bytes of a whole body up to which it is worth making a text of it. */
const MAX_TEXT_BYTES = 8 * 1024;

/** An HTTP/1.1 user. */
export class Http1User implements UserSide {
  constructor(
    private readonly message: IncomingMessage,
    private readonly response: UserResponse,
  ) {}

  /** Starts telling the exchange what the user does. */
  attach(exchange: Exchange, hasBody: boolean): void {
    const { response, message } = this;
    response.exchange = exchange;
    response.on('close', onClose);
    if (!hasBody) return;
    message.on('data', (chunk: Buffer) => response.exchange?.onUserBody(chunk));
    message.on('end', () => response.exchange?.onUserBodyEnd(message.rawTrailers));
    message.on('error', () => response.exchange?.onUserGone());
  }

  inform(status: number, headers: string[]): void {
    const { response } = this;
    if (response.destroyed || response.headersSent) return;
    if (status === 100) response.writeContinue();
    else if (status === 102) response.writeProcessing();
    else if (status === 103) response.writeEarlyHints(hints(headers));
  }

  head(status: number, reason: string, headers: string[]): void {
    const { response } = this;
    if (response.destroyed || response.headersSent) return;
    response.writeHead(status, reason === '' ? (STATUS_CODES[status] ?? '') : reason, headers);
  }

  write(chunk: Buffer): boolean {
    const { response } = this;
    if (response.destroyed || response.write(chunk)) return true;
    if (response.listenerCount('drain') === 0) response.on('drain', onDrain);
    return false;
  }

  endWith(chunk: Buffer): void {
    const { response } = this;
    if (response.destroyed) return;
    // Node sends a head and a text in one piece, a head and bytes in two.
    if (chunk.length <= MAX_TEXT_BYTES) response.end(chunk.toString('latin1'), 'latin1');
    else response.end(chunk);
  }

  end(trailers: readonly string[]): void {
    const { response } = this;
    if (response.destroyed) return;
    if (trailers.length > 0) response.addTrailers(pairs(trailers));
    response.end();
  }

  abort(): void {
    this.response.exchange = undefined;
    this.response.destroy();
  }

  pauseBody(): void {
    this.message.pause();
  }

  resumeBody(): void {
    this.message.resume();
  }

  upgrade(): void {
    this.abort();
  }

  endRaw(): void {
    this.response.end();
  }
}

/** An HTTP/1.1 user who asked for another protocol: Node has given the connection away. */
export class UpgradeUser implements UserSide {
  private readonly response: UserResponse;
  private raw = false;

  constructor(
    message: IncomingMessage,
    private readonly socket: Socket,
  ) {
    this.response = new UserResponse(message);
    this.response.shouldKeepAlive = false;
    this.response.assignSocket(socket);
  }

  attach(exchange: Exchange): void {
    const { response, socket } = this;
    response.exchange = exchange;
    socket.on('close', () => onClose.call(response));
    socket.on('error', () => socket.destroy());
    socket.on('drain', () => onDrain.call(response));
    socket.setTimeout(0);
  }

  inform(): void {
    // Nothing but the answer is expected before the protocol changes.
  }

  head(status: number, reason: string, headers: string[]): void {
    this.response.writeHead(status, reason === '' ? (STATUS_CODES[status] ?? '') : reason, headers);
  }

  write(chunk: Buffer): boolean {
    if (this.raw) return this.socket.writable ? this.socket.write(chunk) : true;
    return this.response.write(chunk);
  }

  endWith(chunk: Buffer): void {
    this.response.end(chunk, () => this.socket.destroySoon());
  }

  end(): void {
    this.response.end(() => this.socket.destroySoon());
  }

  abort(): void {
    this.response.exchange = undefined;
    this.socket.destroy();
  }

  pauseBody(): void {
    this.socket.pause();
  }

  resumeBody(): void {
    this.socket.resume();
  }

  upgrade(reason: string, headers: string[]): void {
    const { response, socket } = this;
    this.raw = true;
    response.detachSocket(socket);
    let text = `HTTP/1.1 101 ${reason === '' ? 'Switching Protocols' : reason}\r\n`;
    for (let i = 0; i + 1 < headers.length; i += 2)
      text += `${headers[i] ?? ''}: ${headers[i + 1] ?? ''}\r\n`;
    socket.write(`${text}\r\n`, 'latin1');
    socket.on('data', (chunk: Buffer) => response.exchange?.onUserRaw(chunk));
    socket.on('end', () => response.exchange?.onUserRawEnd());
    socket.resume();
  }

  endRaw(): void {
    this.socket.end();
  }
}

function pairs(flat: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) result.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return result;
}

function hints(flat: readonly string[]): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = {};
  for (const [name, value] of pairs(flat)) {
    const key = name.toLowerCase();
    const before = result[key];
    result[key] = before === undefined ? value : [before, value].flat();
  }
  return result;
}
