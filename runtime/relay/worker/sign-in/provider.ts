import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  type Configuration,
} from 'openid-client';
import type { SignInView } from '../../messages';
import type { Claims } from './claims';
import { SessionCookies } from './cookies';
import { KeptSessions } from './kept-sessions';
import { MAX_EXCHANGES } from './limits';
import { ProviderMetadata, type ProviderMetadataOptions } from './provider-metadata';
import { Seal } from './seal';
import { failureOf, SignInFailure } from './sign-in-failure';
import type { Transaction } from './transactions';

/** Who has signed in, by the word of the provider. */
export interface SignedIn {
  readonly subject: string;
  readonly claims: Claims;
}

/** One provider, with the keys that its sessions are sealed with. */
export class Provider {
  readonly sessions: Seal;
  readonly transactions: Seal;
  readonly cookies: SessionCookies;
  readonly kept = new KeptSessions();
  private readonly metadata: ProviderMetadata;
  private exchanges = 0;

  constructor(
    readonly name: string,
    readonly view: SignInView,
    readonly deployment: string,
    options: ProviderMetadataOptions,
  ) {
    const { issuer, clientId, clientSecret } = view;
    const context = [deployment, name, issuer, clientId];
    this.sessions = new Seal(clientSecret, ['session', ...context]);
    this.transactions = new Seal(clientSecret, ['transaction', ...context]);
    this.cookies = new SessionCookies(name);
    this.metadata = new ProviderMetadata(view, options);
  }

  /** Whether it is declared as it was. */
  is(view: SignInView, deployment: string): boolean {
    return deployment === this.deployment && JSON.stringify(view) === JSON.stringify(this.view);
  }

  /**
   * Where the user signs in.
   *
   * @throws SignInFailure
   */
  async authorizationUrl(transaction: Transaction, redirectUri: string): Promise<URL> {
    const configuration = await this.metadata.get();
    const scopes = new Set(['openid', ...this.view.scopes]);
    return buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: [...scopes].join(' '),
      state: transaction.s,
      nonce: transaction.n,
      code_challenge: await calculatePKCECodeChallenge(transaction.p),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Exchanges the code that the user came back with.
   *
   * @param url address of the callback with its query
   * @param wanted claims without which the user information is asked for, too
   * @throws SignInFailure
   */
  async exchange(url: URL, transaction: Transaction, wanted: ReadonlySet<string>): Promise<SignedIn> {
    if (this.exchanges >= MAX_EXCHANGES) {
      throw new SignInFailure('sign-in-unavailable', `${MAX_EXCHANGES} sign-ins are under way`);
    }
    this.exchanges += 1;
    try {
      const configuration = await this.metadata.get();
      const tokens = await authorizationCodeGrant(configuration, url, {
        expectedState: transaction.s,
        expectedNonce: transaction.n,
        pkceCodeVerifier: transaction.p,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new SignInFailure('sign-in-failed', 'the answer has no ID token');
      const more = await userInformation(configuration, tokens.access_token, claims, wanted);
      return { subject: claims.sub, claims: { ...more, ...claims } };
    } catch (error) {
      throw failureOf(error);
    } finally {
      this.exchanges -= 1;
    }
  }

  /** @returns false where its metadata have only just been read */
  renewMetadata(): boolean {
    return this.metadata.renew();
  }

  /** Where the user signs out at the provider; undefined where it has no such place, or cannot be asked. */
  async endSessionUrl(afterwards: string): Promise<URL | undefined> {
    try {
      const configuration = await this.metadata.get();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: afterwards });
    } catch {
      return undefined;
    }
  }
}

/** Some providers say there what others say in the ID token (OpenID Connect Core, 5.4). What cannot be had there is not needed. */
async function userInformation(
  configuration: Configuration,
  accessToken: string,
  claims: { readonly sub: string } & Claims,
  wanted: ReadonlySet<string>,
): Promise<Claims> {
  const missing = [...wanted].some((name) => claims[name] === undefined);
  if (!missing || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  try {
    return await fetchUserInfo(configuration, accessToken, claims.sub);
  } catch {
    return {};
  }
}
