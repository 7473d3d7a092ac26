import { HTTPParser } from '_http_common';

/** What the parser tells of a backend's answer. Header arrays are flat: name, value, name, value. */
export interface ResponseListener {
  /**
   * @returns what follows: a body that the parser takes apart, none (HEAD), or bytes that the listener counts or passes on by
   *   itself, of which the parser takes none.
   */
  onHead(head: ResponseHead): 'body' | 'no-body' | 'bytes';
  onBody(chunk: Buffer): void;
  /** The message is complete; `trailers` is flat and mostly empty. */
  onComplete(trailers: readonly string[]): void;
}

export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly headers: string[];
  readonly httpMinor: number;
  readonly keepAlive: boolean;
}

const ON_HEADERS = HTTPParser.kOnHeaders | 0;
const ON_HEADERS_COMPLETE = HTTPParser.kOnHeadersComplete | 0;
const ON_BODY = HTTPParser.kOnBody | 0;
const ON_MESSAGE_COMPLETE = HTTPParser.kOnMessageComplete | 0;
/** What the callback returns to the parser: see `parserOnIncomingClient` in Node. */
const FOLLOWS = { body: 0, 'no-body': 1, bytes: 2 } as const;
/** Parsers kept for the next request. */
const MAX_FREE_PARSERS = 512;
const RESOURCE = {};
const NONE: string[] = [];

const free: ResponseParser[] = [];

/** Reads one backend answer, strictly, with any informational ones before it. Parsers are used again: give them back. */
export class ResponseParser {
  private readonly parser = new HTTPParser();
  private listener: ResponseListener | undefined;
  /** Headers that came before the end of the head, or after the body. */
  private early: string[] | undefined;
  /** What the parser takes for the end of a message is none: an informational answer, or bytes that are not its own. */
  private endless = false;
  private depth = 0;

  static take(listener: ResponseListener, maxHeaderBytes: number): ResponseParser {
    const parser = free.pop() ?? new ResponseParser();
    parser.listener = listener;
    parser.early = undefined;
    parser.endless = false;
    parser.parser.initialize(HTTPParser.RESPONSE, RESOURCE, maxHeaderBytes, 0);
    return parser;
  }

  private constructor() {
    this.parser[ON_HEADERS] = (headers: string[]): void => {
      this.early = this.early === undefined ? headers : [...this.early, ...headers];
    };
    this.parser[ON_HEADERS_COMPLETE] = (
      _major: number,
      httpMinor: number,
      headers: string[] | undefined,
      _method: unknown,
      _url: unknown,
      status: number,
      reason: string,
      _upgrade: boolean,
      keepAlive: boolean,
    ): number => {
      let all = headers ?? NONE;
      if (this.early !== undefined) {
        all = [...this.early, ...all];
        this.early = undefined;
      }
      const informational = status < 200 && status !== 101;
      const next = this.listener?.onHead({ status, reason, headers: all, httpMinor, keepAlive }) ?? 'no-body';
      this.endless = informational || next === 'bytes';
      return informational ? FOLLOWS['no-body'] : FOLLOWS[next];
    };
    this.parser[ON_BODY] = (chunk: Buffer): void => this.listener?.onBody(chunk);
    this.parser[ON_MESSAGE_COMPLETE] = (): void => {
      const trailers = this.early ?? NONE;
      this.early = undefined;
      if (!this.endless) this.listener?.onComplete(trailers);
    };
  }

  /** @returns the bytes taken (fewer than given only where the listener takes the rest), or what is wrong with them. */
  push(chunk: Buffer): number | Error {
    this.depth += 1;
    const result = this.parser.execute(chunk);
    this.depth -= 1;
    return result;
  }

  /** The backend has ended: right for a body without a length. */
  finish(): Error | undefined {
    this.depth += 1;
    const result = this.parser.finish();
    this.depth -= 1;
    return typeof result === 'object' ? result : undefined;
  }

  /** Done with it. Not used again while it is on the stack below: the parser does not take that. */
  giveBack(): void {
    if (this.listener === undefined) return;
    this.listener = undefined;
    if (this.depth === 0 && free.length < MAX_FREE_PARSERS) free.push(this);
    else setImmediate(() => (free.length < MAX_FREE_PARSERS ? free.push(this) : this.parser.free()));
  }
}
