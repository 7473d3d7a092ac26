import { importPKCS8, SignJWT, type CryptoKey } from 'jose';
import type { RelayView, Route } from '../../messages';
import type { AllowRule } from './allow-rule';
import type { KeptIdentity } from './kept-sessions';
import { MAX_GROUPS_BYTES, TOKEN_SECONDS } from './limits';
import type { Session } from './session';

const ALGORITHM = 'ES256';

/** Tells backends who the user is: by headers, and by a token that they can verify. */
export class IdentitySigner {
  /** JSON Web Key Set with the public keys of all instances. */
  readonly keySet: string;
  private key: Promise<CryptoKey> | undefined;

  constructor(
    private readonly deployment: string,
    readonly view: RelayView['identityToken'],
  ) {
    this.keySet = `${JSON.stringify({ keys: view?.publicKeys ?? [] })}\n`;
  }

  /**
   * @param provider issuer that the user has signed in with
   * @param now milliseconds since 1970
   */
  async identity(
    session: Session,
    route: Route,
    rule: AllowRule,
    provider: string,
    now: number,
  ): Promise<KeptIdentity> {
    const groups = groupsFor(session, rule);
    const headers = ['X-App-Proxy-User', session.u, 'X-App-Proxy-Subject', session.s];
    if (session.n !== undefined) headers.push('X-App-Proxy-Name', session.n);
    if (session.e !== undefined) headers.push('X-App-Proxy-Email', session.e);
    if (groups.length > 0) headers.push('X-App-Proxy-Groups', groups.map(listed).join(','));
    const token = await this.token(session, route, groups, provider, now);
    if (token !== undefined) headers.push('X-App-Proxy-Token', token);
    return { headers, until: now + (TOKEN_SECONDS * 1000) / 2 };
  }

  private async token(
    session: Session,
    route: Route,
    groups: readonly string[],
    provider: string,
    now: number,
  ): Promise<string | undefined> {
    const { view } = this;
    if (view === undefined) return undefined;
    const seconds = Math.floor(now / 1000);
    this.key ??= importPKCS8(view.key, ALGORITHM);
    return new SignJWT({
      preferred_username: session.u,
      ...(session.n !== undefined && { name: session.n }),
      ...(session.e !== undefined && { email: session.e }),
      groups,
      idp: provider,
      auth_time: session.t,
    })
      .setProtectedHeader({ alg: ALGORITHM, kid: view.keyId, typ: 'JWT' })
      .setIssuer(`app-proxy:${this.deployment}`)
      .setAudience(audienceOf(route))
      .setSubject(session.s)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + TOKEN_SECONDS)
      .sign(await this.key);
  }
}

/** The application's external address, as it is declared. */
export function audienceOf({ host, path }: Route): string {
  return `https://${host}${path}`;
}

/** Servers take headers of some kilobytes: of very many groups only those that the rule names. */
function groupsFor({ g: groups = [] }: Session, rule: AllowRule): readonly string[] {
  const bytes = groups.reduce((sum, group) => sum + Buffer.byteLength(group) + 1, 0);
  return bytes <= MAX_GROUPS_BYTES ? groups : rule.named(groups);
}

/** A comma in a name would make two groups of one. */
function listed(group: string): string {
  return group.replaceAll('%', '%25').replaceAll(',', '%2C');
}
