import type { RelayDocument } from '../../documents/types.generated';
import type { Log } from '../../log/log';
import type { Secrets } from '../../secrets/secrets';
import type { RelayView, SignInView } from '../messages';

/** The sign-in providers with their secrets. One whose secret cannot be read is left out: its applications answer with 503. */
export class SignInSecrets {
  private readonly failing = new Map<string, string>();

  constructor(
    private readonly secrets: Secrets,
    private readonly log: Log,
  ) {}

  /** What is wrong with which provider, for status. */
  get problems(): ReadonlyMap<string, string> {
    return this.failing;
  }

  async load({ signIn, vault }: RelayDocument): Promise<RelayView['signIn']> {
    const result: Record<string, SignInView> = {};
    for (const [name, { issuer, clientId, clientSecret, scopes }] of Object.entries(signIn)) {
      try {
        result[name] = {
          issuer,
          clientId,
          scopes,
          clientSecret: await this.secrets.text(clientSecret, vault),
        };
        this.failing.delete(name);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (this.failing.get(name) !== reason)
          this.log.event('sign-in-secret-unavailable', { provider: name, reason });
        this.failing.set(name, reason);
      }
    }
    return result;
  }
}
