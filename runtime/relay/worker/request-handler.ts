import { randomBytes } from 'node:crypto';
import { Exchange } from './forward/exchange';
import type { ForwardContext } from './forward/forward-context';
import { refusalAnswer, type OwnAnswer, type RefusalCode } from './forward/refusals';
import type { UserRequest, UserSide } from './forward/user-side';
import type { RouteEntry, Routing } from './routing';
import type { Decision, SignInCode } from './sign-in/decision';
import type { SignIn } from './sign-in/sign-in';
import type { TokenBucket } from './token-bucket';

/** Name of the cookie that keeps a user on one connector. */
export const AFFINITY_COOKIE = '__Host-app-proxy-affinity';

const NO_HEADERS: readonly string[] = [];

interface AttachableUser extends UserSide {
  attach(exchange: Exchange, hasBody: boolean): void;
}

export interface RequestHandlerState {
  readonly routing: Routing;
  readonly signIn: SignIn;
  /** Requests of the whole instance, this worker's share. */
  readonly bucket: TokenBucket | undefined;
}

/** Decides what becomes of each request: refused, answered by sign-in, or forwarded. */
export class RequestHandler {
  private readonly prefix = randomBytes(6).toString('hex');
  private counter = 0;
  private state: RequestHandlerState | undefined;

  constructor(private readonly context: ForwardContext) {}

  update(state: RequestHandlerState): void {
    this.state = state;
  }

  handle(request: UserRequest, user: AttachableUser): void {
    this.counter += 1;
    const requestId = `${this.prefix}-${this.counter.toString(36)}`;
    const { state } = this;
    if (state === undefined) return this.refuse('starting', requestId, request, user, undefined);
    const now = this.context.now();
    if (hasDotSegment(request.target)) return this.refuse('bad-path', requestId, request, user, undefined);
    if (state.signIn.owns(request.host, request.target)) {
      return this.signIn(state.signIn, requestId, undefined, request, user);
    }
    const entry = state.routing.find(request.host, request.target);
    if (typeof entry === 'string') return this.refuse(entry, requestId, request, user, undefined);
    if (state.bucket?.take(now) === false) return this.refuse('relay-rate', requestId, request, user, entry);
    if (entry.bucket?.take(now) === false)
      return this.refuse('application-rate', requestId, request, user, entry);
    if (entry.inFlight >= entry.maxInFlight)
      return this.refuse('application-busy', requestId, request, user, entry);
    if (
      entry.maxBodyBytes !== undefined &&
      typeof request.body === 'number' &&
      request.body > entry.maxBodyBytes
    ) {
      return this.refuse('body-too-large', requestId, request, user, entry);
    }
    if (!entry.signIn) return this.forward(requestId, entry, request, user, NO_HEADERS, NO_HEADERS);
    this.signIn(state.signIn, requestId, entry, request, user);
  }

  /** @param entry missing for the paths of sign-in itself */
  private signIn(
    signIn: SignIn,
    requestId: string,
    entry: RouteEntry | undefined,
    request: UserRequest,
    user: AttachableUser,
  ): void {
    const decision = signIn.decide({
      method: request.method,
      host: request.host,
      authority: request.authority,
      target: request.target,
      rawHeaders: request.rawHeaders,
      route: entry?.route,
      requestId,
    });
    if (!(decision instanceof Promise)) return this.decided(requestId, entry, request, user, decision);
    decision.then(
      (result) => this.decided(requestId, entry, request, user, result),
      () => this.refuse('internal', requestId, request, user, entry),
    );
  }

  private decided(
    requestId: string,
    entry: RouteEntry | undefined,
    request: UserRequest,
    user: AttachableUser,
    decision: Decision,
  ): void {
    if (decision.kind === 'pass') {
      if (entry === undefined) return this.refuse('unknown-path', requestId, request, user, undefined);
      return this.forward(requestId, entry, request, user, decision.headers, decision.answerHeaders);
    }
    const { status, headers, body, code } = decision;
    this.answer(
      { status, headers: [...headers], body: Buffer.from(body) },
      code,
      requestId,
      request,
      user,
      entry,
    );
  }

  private forward(
    requestId: string,
    entry: RouteEntry,
    request: UserRequest,
    user: AttachableUser,
    extra: readonly string[],
    answerHeaders: readonly string[],
  ): void {
    const exchange = new Exchange(this.context, entry, request, user, requestId);
    user.attach(exchange, request.body !== 'none');
    exchange.start(
      extra,
      answerHeaders,
      entry.affinity ? cookie(request.rawHeaders, AFFINITY_COOKIE) : undefined,
    );
  }

  private refuse(
    code: RefusalCode,
    requestId: string,
    request: UserRequest,
    user: UserSide,
    entry: RouteEntry | undefined,
  ): void {
    this.answer(refusalAnswer(code, requestId, request.accept), code, requestId, request, user, entry);
  }

  private answer(
    { status, headers, body }: OwnAnswer,
    code: RefusalCode | SignInCode | undefined,
    requestId: string,
    request: UserRequest,
    user: UserSide,
    entry: RouteEntry | undefined,
  ): void {
    const started = performance.now();
    if (request.body !== 'none' && request.httpVersion !== '2.0') headers.push('Connection', 'close');
    const withBody = request.method !== 'HEAD' && body.length > 0;
    user.head(status, '', headers, withBody, false);
    if (withBody) user.write(body);
    user.end([]);
    const query = request.target.indexOf('?');
    this.context.record({
      requestId,
      entry,
      connector: undefined,
      method: request.method,
      host: request.host,
      path: query < 0 ? request.target : request.target.slice(0, query),
      httpVersion: request.httpVersion,
      status,
      code,
      bytesIn: 0,
      bytesOut: withBody ? body.length : 0,
      started,
      answered: started,
      ended: performance.now(),
      attempts: 0,
    });
  }
}

const DOT_SEGMENT = /(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:[/\\?#;]|%2f|%5c|%3b|$)/i;

/**
 * Whether a path holds `.` or `..` as a segment, in any spelling that some server takes for one: the backend would see another
 * path than the one that the route, and the sign-in, were chosen by. Browsers never send one.
 */
function hasDotSegment(target: string): boolean {
  if (!target.includes('/.') && !target.includes('%') && !target.includes('\\')) return false;
  const query = target.indexOf('?');
  return DOT_SEGMENT.test(query < 0 ? target : target.slice(0, query));
}

/** The value of one cookie, or undefined. */
function cookie(rawHeaders: readonly string[], name: string): string | undefined {
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const header = rawHeaders[i] ?? '';
    if (header.length !== 6 || header.toLowerCase() !== 'cookie') continue;
    for (const part of (rawHeaders[i + 1] ?? '').split(';')) {
      const equals = part.indexOf('=');
      if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
    }
  }
  return undefined;
}
