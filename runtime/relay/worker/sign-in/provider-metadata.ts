import {
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import type { SignInView } from '../../messages';
import { boundedFetch } from './bounded-fetch';
import { METADATA_MINUTES, METADATA_PAUSE_SECONDS, PROVIDER_CLOCK_SECONDS, PROVIDER_SECONDS } from './limits';
import { reasonOf, SignInFailure } from './sign-in-failure';

export interface ProviderMetadataOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly fetch: typeof fetch;
  readonly onUnavailable: (reason: string) => void;
}

/** What a provider says about itself: read once by whoever needs it first, kept, and read anew now and then. */
export class ProviderMetadata {
  private known: Configuration | undefined;
  private loading: Promise<Configuration> | undefined;
  private loadedAt = Number.NEGATIVE_INFINITY;
  private failedAt = Number.NEGATIVE_INFINITY;
  private failure = '';

  constructor(
    private readonly view: SignInView,
    private readonly options: ProviderMetadataOptions,
  ) {}

  /** @throws SignInFailure `sign-in-unavailable` */
  async get(): Promise<Configuration> {
    const now = this.options.now();
    if (this.known !== undefined && now - this.loadedAt < METADATA_MINUTES * 60_000) return this.known;
    if (this.loading === undefined) {
      if (now - this.failedAt < METADATA_PAUSE_SECONDS * 1000) {
        if (this.known !== undefined) return this.known;
        throw new SignInFailure('sign-in-unavailable', this.failure);
      }
      this.loading = this.load().finally(() => (this.loading = undefined));
    }
    if (this.known === undefined) return this.loading;
    this.loading.catch(() => undefined);
    return this.known;
  }

  /**
   * The provider signs with a key that its metadata did not lead to: they are read anew at the next need.
   *
   * @returns false where they have only just been read
   */
  renew(): boolean {
    if (this.options.now() - this.loadedAt < METADATA_PAUSE_SECONDS * 1000) return false;
    this.known = undefined;
    return true;
  }

  private async load(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.view;
    const { fetch, now, onUnavailable } = this.options;
    try {
      const configuration = await discovery(
        new URL(issuer),
        clientId,
        { client_secret: clientSecret, [clockTolerance]: PROVIDER_CLOCK_SECONDS },
        clientAuthentication(clientSecret),
        {
          [customFetch]: boundedFetch(fetch),
          timeout: PROVIDER_SECONDS,
          execute: [enableNonRepudiationChecks],
        },
      );
      const named = configuration.serverMetadata().issuer;
      if (withoutClosingSlash(named) !== withoutClosingSlash(issuer)) {
        throw new Error(
          `the metadata name the issuer ${named}; one that stands for many tenants is not allowed`,
        );
      }
      this.known = configuration;
      this.loadedAt = now();
      return configuration;
    } catch (error) {
      this.failure = reasonOf(error);
      this.failedAt = now();
      onUnavailable(this.failure);
      throw new SignInFailure('sign-in-unavailable', this.failure);
    }
  }
}

/** In the body where the provider takes that, else in a header, which every provider takes (RFC 8414, 2). */
function clientAuthentication(secret: string): ClientAuth {
  const post = ClientSecretPost(secret);
  const basic = ClientSecretBasic(secret);
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const authenticate = methods?.includes('client_secret_post') === true ? post : basic;
    authenticate(server, ...rest);
  };
}

function withoutClosingSlash(url: string): string {
  return url.replace(/\/$/, '');
}
