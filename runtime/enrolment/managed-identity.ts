import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { AdmissionDocument } from '../documents/types.generated';
import type { KeySets } from './key-sets';
import { JWT_CLOCK_SECONDS } from './limits';
import { RefusedEnrolment } from './refused';
import { messageOf } from '../store/fault';

export interface ManagedIdentitiesOptions {
  readonly keySets: Pick<KeySets, 'of'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default JWT_CLOCK_SECONDS */
  readonly clockSeconds?: number;
}

/** Checks access tokens of managed identities against admissions. */
export class ManagedIdentities {
  constructor(private readonly options: ManagedIdentitiesOptions) {}

  /**
   * Whether the token is one of the admitted identity: signed by the tenant, for the audience, alive, and with its resource id in
   * the claim `xms_mirid`, which Azure alone writes and in a case of its own.
   *
   * @throws RefusedEnrolment
   */
  async check(jwt: string, admission: AdmissionDocument): Promise<void> {
    const { authority, tenantId, audience, identity } = admission;
    const { issuers, keys } = await this.options.keySets.of(authority, tenantId);
    const bare = audience.replace(/\/$/, '');
    let claims: JWTPayload;
    try {
      const { payload } = await jwtVerify(jwt, keys, {
        algorithms: ['RS256'],
        issuer: [...issuers],
        audience: [bare, `${bare}/`],
        requiredClaims: ['exp', 'iat', 'xms_mirid'],
        clockTolerance: this.options.clockSeconds ?? JWT_CLOCK_SECONDS,
        currentDate: new Date(this.options.now()),
      });
      claims = payload;
    } catch (error) {
      throw refusalOf(error);
    }
    const { xms_mirid: owner, tid } = claims;
    if (typeof tid === 'string' && tid.toLowerCase() !== tenantId.toLowerCase()) {
      throw new RefusedEnrolment(
        'wrong-issuer',
        `the token is of tenant ${tid.slice(0, 64)}, not ${tenantId}`,
      );
    }
    if (typeof owner !== 'string' || owner.toLowerCase() !== identity.toLowerCase()) {
      throw new RefusedEnrolment(
        'wrong-identity',
        `the token is of ${typeof owner === 'string' ? owner.slice(0, 512) : 'no managed identity'}, admitted is ${identity}`,
      );
    }
  }
}

function refusalOf(error: unknown): RefusedEnrolment {
  if (error instanceof RefusedEnrolment) {
    return error;
  }
  if (error instanceof errors.JWTExpired) {
    return new RefusedEnrolment('jwt-expired', 'the token has expired', { cause: error });
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const code = CLAIM_CODES[error.claim] ?? 'jwt-invalid';
    return new RefusedEnrolment(code, `the token's claim '${error.claim}' does not count: ${error.message}`, {
      cause: error,
    });
  }
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) {
    return new RefusedEnrolment('key-set-unavailable', 'the sign-in service does not give its keys', {
      cause: error,
    });
  }
  const why = messageOf(error);
  return new RefusedEnrolment('jwt-invalid', `the token does not count: ${why}`, { cause: error });
}

const CLAIM_CODES: Readonly<Record<string, 'wrong-issuer' | 'wrong-audience' | 'wrong-identity'>> = {
  iss: 'wrong-issuer',
  aud: 'wrong-audience',
  xms_mirid: 'wrong-identity',
};
