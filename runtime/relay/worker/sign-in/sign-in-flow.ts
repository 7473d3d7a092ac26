import { redirect, refuse } from './answers';
import { sessionOf } from './claims';
import { dropSessions } from './cookies';
import type { Answer } from './decision';
import { CALLBACK, SIGN_OUT, SIGNED_OUT } from './own-paths';
import type { Provider } from './provider';
import type { Asked } from './request-traits';
import { failureOf, SignInFailure } from './sign-in-failure';
import {
  destinationOf,
  dropTransaction,
  findTransaction,
  isLate,
  keepTransaction,
  newTransaction,
  providerOf,
} from './transactions';

export interface SignInFlowOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onFailed: (provider: string, host: string, failure: SignInFailure) => void;
}

/** Claims that are worth asking the user information for. */
const USUAL_CLAIMS = ['email', 'name'];
const START_PAGE = { href: '/', text: 'Start page' };
/** On pages that refuse a user who has signed in. */
export const OTHER_USER = { href: SIGN_OUT, text: 'Sign out' };

/** The way of a user to the provider and back. */
export class SignInFlow {
  constructor(private readonly options: SignInFlowOptions) {}

  /** The request needs a session: a person goes to the provider, a program is told. */
  challenge(asked: Asked, provider: Provider): Promise<Answer> | Answer {
    const { request, traits, host } = asked;
    if (traits.navigation) return this.begin(asked, provider, request.target, false);
    // RFC 9110, 11.6.1: 401 names a scheme.
    return refuse('sign-in-required', asked, { headers: ['WWW-Authenticate', `App-Proxy realm="${host}"`] });
  }

  /**
   * The user comes back.
   *
   * @param claimNames claims that allow rules of a provider's applications ask for
   */
  async callback(
    asked: Asked,
    providers: ReadonlyMap<string, Provider>,
    claimNames: (provider: string) => ReadonlySet<string>,
  ): Promise<Answer> {
    const { request, traits, host, origin } = asked;
    const address = origin + request.target;
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const state = url?.searchParams.get('state') ?? '';
    const provider = providers.get(providerOf(state));
    const transaction =
      provider === undefined ? undefined : await findTransaction(provider, state, host, traits.cookies);
    if (url === undefined || provider === undefined || transaction === undefined) {
      return refuse('sign-in-state', asked, { link: START_PAGE });
    }
    const drop = dropTransaction(state);
    const destination = origin + transaction.d;
    if (isLate(transaction, this.seconds())) return redirect(destination, drop);
    const names = claimNames(provider.name);
    try {
      const { subject, claims } = await provider.exchange(
        url,
        transaction,
        new Set([...USUAL_CLAIMS, ...names]),
      );
      const session = sessionOf(claims, subject, host, names, this.seconds());
      const sealed = await provider.sessions.close(session);
      const cookies = provider.cookies.write(sealed, traits.cookies);
      if (cookies === undefined) {
        throw new SignInFailure('sign-in-session-too-large', `a session of ${sealed.length} bytes`);
      }
      return redirect(destination, [...cookies, ...drop]);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.unknownKey && transaction.a === undefined && provider.renewMetadata()) {
        const began = await this.begin(asked, provider, transaction.d, true);
        return { ...began, headers: [...began.headers, ...drop] };
      }
      return this.failed(asked, provider, failure, drop);
    }
  }

  /** Ends the sessions that the browser has on this host, and that at the provider. */
  async signOut({ traits, origin }: Asked, providers: Iterable<Provider>): Promise<Answer> {
    const signedOut = origin + SIGNED_OUT;
    const { cookies } = traits;
    const used = [...providers].find((provider) => provider.cookies.read(cookies) !== undefined);
    const url = await used?.endSessionUrl(signedOut);
    return redirect(url?.href ?? signedOut, dropSessions(cookies));
  }

  private async begin(asked: Asked, provider: Provider, target: string, again: boolean): Promise<Answer> {
    const { traits, host, origin } = asked;
    const destination = destinationOf(origin, target);
    const transaction = newTransaction(provider.name, host, destination, this.seconds(), again);
    try {
      const url = await provider.authorizationUrl(transaction, origin + CALLBACK);
      return redirect(url.href, await keepTransaction(provider, transaction, traits.cookies));
    } catch (error) {
      return this.failed(asked, provider, failureOf(error), []);
    }
  }

  private failed(
    asked: Asked,
    provider: Provider,
    failure: SignInFailure,
    headers: readonly string[],
  ): Answer {
    this.options.onFailed(provider.name, asked.host, failure);
    return refuse(failure.code, asked, { headers, detail: failure.detail, link: START_PAGE });
  }

  private seconds(): number {
    return Math.floor(this.options.now() / 1000);
  }
}
