import { Agent, request as httpsRequest } from 'node:https';
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';

export interface Address {
  /** Port of the entry address. */
  readonly port: number;
  readonly host: string;
  /** Trust bundle, PEM. */
  readonly trust: string;
}

export interface UsersOptions {
  /** @default 'h1' */
  readonly protocol?: 'h1' | 'h2';
  /** Requests in flight at any time. @default 8 */
  readonly concurrency?: number;
  /** @default 'GET', 'POST' with a body */
  readonly method?: string;
  /** @default '/' */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Milliseconds between an answer and the next request of the same user. @default 5 */
  readonly pauseMilliseconds?: number;
  /** A request that takes longer has failed. @default 20_000 */
  readonly timeoutMilliseconds?: number;
  /** Whether an answer is as it must be. @default status 200 */
  readonly accept?: (answer: Answer) => boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export interface UsersCount {
  readonly answered: number;
  /** One text for each failed request: what happened, and when since the start. */
  readonly failures: readonly string[];
  /** Milliseconds of each answered request. */
  readonly times: readonly number[];
}

/** Sends one request and reads its whole answer. @throws Error where the answer does not come whole and in time */
export interface UserAgent {
  send(options: UsersOptions): Promise<Answer>;
  close(): void;
}

/**
 * Users that send requests one after the other until they are stopped, and count those that failed: no whole answer in time,
 * or not the one that must come. They never send a request a second time.
 */
export class Users {
  private readonly agent: UserAgent;
  private readonly began = performance.now();
  private readonly times: number[] = [];
  private readonly failures: string[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly loops: readonly Promise<void>[];
  private going = true;

  constructor(
    address: Address,
    private readonly options: UsersOptions = {},
  ) {
    this.agent = userAgent(address, options.protocol ?? 'h1');
    this.loops = Array.from({ length: options.concurrency ?? 8 }, () => this.loop());
  }

  /** Requests that were answered as they must be, and those that failed, up to now. */
  get count(): UsersCount {
    return { answered: this.times.length, failures: [...this.failures], times: [...this.times] };
  }

  /** Waits for so many more answers or failures. */
  async more(requests: number): Promise<void> {
    const goal = this.done + requests;
    while (this.done < goal && this.going) {
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Lets requests in flight end. */
  async stop(): Promise<UsersCount> {
    this.going = false;
    await Promise.all(this.loops);
    this.agent.close();
    return this.count;
  }

  private get done(): number {
    return this.times.length + this.failures.length;
  }

  private async loop(): Promise<void> {
    const { accept = ({ status }) => status === 200, pauseMilliseconds = 5 } = this.options;
    while (this.going) {
      const start = performance.now();
      try {
        const answer = await this.agent.send(this.options);
        if (accept(answer)) {
          this.times.push(performance.now() - start);
        } else {
          this.fail(start, `status ${answer.status}: ${answer.body.toString('utf8', 0, 300)}`);
        }
      } catch (error) {
        this.fail(start, error instanceof Error ? error.message : String(error));
      }
      for (const resolve of this.waiting) {
        this.waiting.delete(resolve);
        resolve();
      }
      await pause(pauseMilliseconds);
    }
  }

  private fail(start: number, what: string): void {
    const after = Math.round(start - this.began);
    this.failures.push(
      `sent ${after} ms after the start, ${Math.round(performance.now() - start)} ms: ${what}`,
    );
  }
}

export function userAgent(address: Address, protocol: 'h1' | 'h2'): UserAgent {
  return protocol === 'h1' ? http1Agent(address) : http2Agent(address);
}

function http1Agent({ port, host, trust }: Address): UserAgent {
  const agent = new Agent({ keepAlive: true, ca: trust, servername: host });
  return {
    send: ({ method, path = '/', headers, body, timeoutMilliseconds = 20_000 }) =>
      new Promise((resolve, reject) => {
        const request = httpsRequest({
          ...{ host: '127.0.0.1', port, agent, path },
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: { host: `${host}:${port}`, ...(body && { 'content-length': body.length }), ...headers },
          signal: AbortSignal.timeout(timeoutMilliseconds),
        });
        request.once('error', reject);
        request.once('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        });
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}

function http2Agent({ port, host, trust }: Address): UserAgent {
  let session: ClientHttp2Session | undefined;
  const open = (): ClientHttp2Session => {
    if (session === undefined || session.closed || session.destroyed) {
      const opened = connectHttp2(`https://${host}:${port}`, {
        createConnection: () =>
          connectTls({ port, host: '127.0.0.1', servername: host, ca: trust, ALPNProtocols: ['h2'] }),
      });
      // Streams tell it too; a request after that gets a new session.
      opened.on('error', () => opened.destroy());
      opened.on('goaway', () => opened.close());
      session = opened;
    }
    return session;
  };
  return {
    send: ({ method, path = '/', headers, body, timeoutMilliseconds = 20_000 }) =>
      new Promise((resolve, reject) => {
        const stream = open().request(
          {
            [constants.HTTP2_HEADER_METHOD]: method ?? (body === undefined ? 'GET' : 'POST'),
            [constants.HTTP2_HEADER_PATH]: path,
            ...headers,
          },
          { endStream: body === undefined },
        );
        const deadline = setTimeout(() => {
          reject(new Error(`no whole answer after ${timeoutMilliseconds} ms`));
          stream.close(constants.NGHTTP2_CANCEL);
        }, timeoutMilliseconds);
        const chunks: Buffer[] = [];
        let answer: Omit<Answer, 'body'> | undefined;
        let whole = false;
        stream.once('response', (received) => {
          const { [constants.HTTP2_HEADER_STATUS]: status, ...rest } = received;
          answer = { status: Number(status), headers: rest };
        });
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.once('end', () => {
          whole = true;
        });
        stream.once('error', reject);
        stream.once('close', () => {
          clearTimeout(deadline);
          if (answer !== undefined && whole && stream.rstCode === constants.NGHTTP2_NO_ERROR) {
            resolve({ ...answer, body: Buffer.concat(chunks) });
          } else {
            reject(new Error(`the stream was closed with code ${stream.rstCode}`));
          }
        });
        if (body !== undefined) {
          stream.end(body);
        }
      }),
    close: () => session?.close(),
  };
}
