import type { Log } from '../../../log/log';
import type { RelayView, Route } from '../../messages';
import { AllowRule } from './allow-rule';
import { answer, refuse, signedOutPage } from './answers';
import type { Answer, Decision, SignInRequest } from './decision';
import { IdentitySigner } from './identity-token';
import type { KeptIdentity, KeptSession } from './kept-sessions';
import { SESSION_IDLE_SECONDS, SESSION_REFRESH_SECONDS, SESSION_SECONDS } from './limits';
import { OwnHosts } from './own-hosts';
import { CALLBACK, KEY_SET, OWN_PATH, SIGN_OUT, SIGNED_OUT } from './own-paths';
import { Provider } from './provider';
import { asked, type Asked } from './request-traits';
import { isAlive, isSession, type SessionLife } from './session';
import type { SignInFailure } from './sign-in-failure';
import { OTHER_USER, SignInFlow } from './sign-in-flow';

export interface SignInOptions extends Partial<SessionLife> {
  readonly log: Log;
  /** @default Node's */
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Milliseconds between two lines of the log about failed sign-ins with one provider: users can make them fail at will. */
const LOG_PAUSE_MS = 1000;
const NO_CLAIMS: ReadonlySet<string> = new Set();

/** A request to an application, with what is needed to judge it. */
interface Visit {
  readonly asked: Asked;
  readonly provider: Provider;
  readonly route: Route;
  readonly rule: AllowRule;
}

/**
 * Pre-authentication at the relay: users sign in with an OpenID Connect provider before a request reaches the application. The
 * session is an encrypted cookie that every relay instance can read: nothing is stored.
 */
export class SignIn {
  private readonly log: Log;
  private readonly now: () => number;
  private readonly life: SessionLife;
  private readonly flow: SignInFlow;
  private providers: ReadonlyMap<string, Provider> = new Map();
  /** Claims that the rules of a provider's applications ask for. */
  private claimNames = new Map<string, Set<string>>();
  private hosts = new OwnHosts([]);
  private signer = new IdentitySigner('', undefined);
  private readonly rules = new WeakMap<Route, AllowRule>();
  private readonly lastLogged = new Map<string, number>();

  constructor(private readonly options: SignInOptions) {
    this.log = options.log;
    this.now = options.now ?? Date.now;
    this.life = {
      seconds: options.seconds ?? SESSION_SECONDS,
      idleSeconds: options.idleSeconds ?? SESSION_IDLE_SECONDS,
      refreshSeconds: options.refreshSeconds ?? SESSION_REFRESH_SECONDS,
    };
    this.flow = new SignInFlow({
      now: this.now,
      onFailed: (provider, host, failure) => this.onFailed(provider, host, failure),
    });
  }

  /** Takes over what is declared now. Sessions and what is known of a provider stay where the provider stays as it is. */
  update({ signIn, deployment, routes, identityToken }: RelayView): void {
    const providers = new Map<string, Provider>();
    for (const [name, view] of Object.entries(signIn)) {
      const before = this.providers.get(name);
      providers.set(
        name,
        before?.is(view, deployment) === true ? before : this.provider(name, view, deployment),
      );
    }
    this.providers = providers;
    this.hosts = new OwnHosts(routes);
    this.claimNames = new Map();
    for (const { settings } of routes) {
      const { preAuthentication } = settings;
      if (preAuthentication === 'passthrough') continue;
      const names = this.claimNames.get(preAuthentication.provider) ?? new Set();
      this.claimNames.set(preAuthentication.provider, names);
      for (const name of Object.keys(preAuthentication.allow.claims)) names.add(name);
    }
    this.signer = new IdentitySigner(deployment, identityToken);
  }

  /**
   * Whether a path belongs to sign-in whatever routes the host has: such requests go to `decide` without a route.
   *
   * @param host lower case, without a port
   */
  owns(host: string, target: string): boolean {
    return target.startsWith(OWN_PATH) && this.hosts.has(host);
  }

  /** For requests to applications with sign-in, and for those that `owns` names. At once where the session is known. */
  decide(request: SignInRequest): Promise<Decision> | Decision {
    const own = asked(request);
    if (request.target.startsWith(OWN_PATH)) return this.ownPath(own);
    const { route } = request;
    if (route === undefined) return refuse('sign-in-path', own);
    const { preAuthentication } = route.settings;
    if (preAuthentication === 'passthrough')
      return { kind: 'pass', headers: [], user: '', answerHeaders: [] };
    const provider = this.providers.get(preAuthentication.provider);
    if (provider === undefined) return refuse('sign-in-unavailable', own);
    let rule = this.rules.get(route);
    if (rule === undefined) this.rules.set(route, (rule = new AllowRule(preAuthentication)));
    const cookie = provider.cookies.read(own.traits.cookies);
    if (cookie === undefined) return this.flow.challenge(own, provider);
    const kept = provider.kept.get(cookie);
    const visit: Visit = { asked: own, provider, route, rule };
    return kept === undefined ? this.unseal(visit, cookie) : this.judge(visit, kept, cookie);
  }

  private provider(name: string, view: RelayView['signIn'][string], deployment: string): Provider {
    return new Provider(name, view, deployment, {
      now: this.now,
      fetch: this.options.fetch ?? fetch,
      onUnavailable: (reason) => this.log.event('sign-in-provider-unavailable', { provider: name, reason }),
    });
  }

  private async unseal(visit: Visit, cookie: string): Promise<Decision> {
    const { provider, asked: own } = visit;
    const session = await provider.sessions.open(cookie);
    if (!isSession(session)) return this.flow.challenge(own, provider);
    return this.judge(visit, provider.kept.add(cookie, session), cookie);
  }

  private judge(visit: Visit, kept: KeptSession, cookie: string): Promise<Decision> | Decision {
    const { asked: own, provider, route, rule } = visit;
    const { session } = kept;
    const now = this.now();
    if (session.h !== own.host) return this.flow.challenge(own, provider);
    if (!isAlive(session, this.life, now / 1000)) {
      provider.kept.remove(cookie);
      return this.flow.challenge(own, provider);
    }
    switch (rule.judge(session)) {
      case 'ask':
        return this.flow.challenge(own, provider);
      case 'no':
        return refuse('sign-in-not-allowed', own, { link: OTHER_USER });
      case 'groups-unknown':
        return refuse('sign-in-groups-unknown', own, { link: OTHER_USER });
      case 'yes':
    }
    const identity = kept.identities.get(route);
    const fresh = identity !== undefined && now < identity.until;
    const due = own.traits.refreshable && now / 1000 >= session.r + this.life.refreshSeconds;
    if (fresh && !due) return { kind: 'pass', headers: identity.headers, user: session.u, answerHeaders: [] };
    return this.pass(visit, kept, fresh ? identity : undefined, due);
  }

  private async pass(
    { asked: own, provider, route, rule }: Visit,
    kept: KeptSession,
    known: KeptIdentity | undefined,
    due: boolean,
  ): Promise<Decision> {
    const { session } = kept;
    const now = this.now();
    const identity = known ?? (await this.signer.identity(session, route, rule, provider.view.issuer, now));
    kept.identities.set(route, identity);
    if (due) kept.next ??= renewed(kept, provider, own.traits.cookies, Math.floor(now / 1000));
    const answerHeaders = due ? ((await kept.next) ?? []) : [];
    return { kind: 'pass', headers: identity.headers, user: session.u, answerHeaders };
  }

  private ownPath(own: Asked): Promise<Decision> | Decision {
    const { target, method } = own.request;
    const query = target.indexOf('?');
    const reads = method === 'GET' || method === 'HEAD';
    switch (query < 0 ? target : target.slice(0, query)) {
      case KEY_SET:
        if (reads) return this.keySet();
        break;
      case CALLBACK:
        if (method === 'GET') {
          return this.flow.callback(own, this.providers, (name) => this.claimNames.get(name) ?? NO_CLAIMS);
        }
        break;
      case SIGN_OUT:
        if ((reads || method === 'POST') && !own.traits.crossSite) {
          return this.flow.signOut(own, this.providers.values());
        }
        break;
      case SIGNED_OUT:
        if (reads) return signedOutPage();
    }
    return refuse('sign-in-path', own);
  }

  private keySet(): Answer {
    const headers = ['Content-Type', 'application/jwk-set+json', 'Cache-Control', 'public, max-age=60'];
    return answer(200, headers, this.signer.keySet);
  }

  private onFailed(provider: string, host: string, { code, reason }: SignInFailure): void {
    const now = this.now();
    if (now - (this.lastLogged.get(provider) ?? Number.NEGATIVE_INFINITY) < LOG_PAUSE_MS) return;
    this.lastLogged.set(provider, now);
    this.log.event('sign-in-failed', { provider, host, refusal: code, reason });
  }
}

/** Flat headers with the cookie of a session that is used now. */
async function renewed(
  { session }: KeptSession,
  provider: Provider,
  cookies: ReadonlyMap<string, string>,
  seconds: number,
): Promise<readonly string[]> {
  const next = { ...session, r: seconds };
  const cookie = await provider.sessions.close(next);
  provider.kept.add(cookie, next);
  return provider.cookies.write(cookie, cookies) ?? [];
}
