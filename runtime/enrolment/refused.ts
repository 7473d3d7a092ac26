import type { Refusal } from '../relay/messages';
import type { ConnectorRefusalCode } from '../pki/identity';

/** Status of the answer to a refused enrolment or renewal, by its code. Codes are stable. */
export const REFUSAL_STATUS = {
  'bad-request': 400,
  'bad-certificate-request': 400,
  'too-large': 413,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-many-attempts': 429,
  busy: 503,
  unavailable: 503,
  'no-certificate': 401,
  'unknown-authority': 401,
  'not-a-connector': 401,
  expired: 401,
  'not-yet-valid': 401,
  revoked: 403,
  'wrong-deployment': 403,
  'wrong-group': 403,
  'token-invalid': 401,
  'token-expired': 401,
  'token-revoked': 401,
  'token-used': 401,
  'no-admission': 403,
  'jwt-invalid': 401,
  'jwt-expired': 401,
  'wrong-issuer': 401,
  'wrong-audience': 401,
  'wrong-identity': 403,
  'key-set-unavailable': 503,
} as const satisfies Readonly<Record<ConnectorRefusalCode, number>> & Readonly<Record<string, number>>;

export type EnrolmentRefusalCode = keyof typeof REFUSAL_STATUS;

/** An enrolment or renewal that is refused: its code and message go to the peer. */
export class RefusedEnrolment extends Error implements Refusal {
  override readonly name = 'RefusedEnrolment';

  constructor(
    readonly code: EnrolmentRefusalCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function isEnrolmentRefusalCode(code: string): code is EnrolmentRefusalCode {
  return Object.hasOwn(REFUSAL_STATUS, code);
}
