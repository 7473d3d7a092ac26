import Ajv, { type ValidateFunction } from 'ajv';
import { MAX_REQUEST_BYTES } from '../pki/limits';
import { MAX_JWT_BYTES } from './limits';
import { RefusedEnrolment } from './refused';

/** What a connector proves itself with when it enrols. */
export type EnrolmentCredential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'managed-identity'; readonly jwt: string };

/** Body of `POST /enrol`. */
export interface EnrolRequest {
  readonly version: 1;
  /** PKCS #10, PEM. */
  readonly csr: string;
  readonly group: string;
  readonly slot?: number;
  /** Version of the connector's program. */
  readonly runtime: string;
  readonly credential: EnrolmentCredential;
}

/** Body of `POST /renew`; the client certificate says who asks. */
export interface RenewRequest {
  readonly version: 1;
  /** PKCS #10, PEM. */
  readonly csr: string;
}

/** Answer to both. */
export interface EnrolmentAnswer {
  readonly version: 1;
  readonly connector: string;
  /** PEM. */
  readonly certificate: string;
  /** Trust bundle, PEM. */
  readonly trust: string;
  /** End of the certificate's life, ISO 8601. */
  readonly expires: string;
}

const CSR = { type: 'string', maxLength: MAX_REQUEST_BYTES };
const GROUP = { type: 'string', maxLength: 32, pattern: '^[a-z](-?[a-z0-9])*$' };

const ENROL = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'csr', 'group', 'runtime', 'credential'],
  properties: {
    version: { const: 1 },
    csr: CSR,
    group: GROUP,
    slot: { type: 'integer', minimum: 0, maximum: 99 },
    runtime: { type: 'string', pattern: '^[0-9A-Za-z.+-]{1,64}$' },
    credential: {
      oneOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['kind', 'token'],
          properties: { kind: { const: 'token' }, token: { type: 'string', maxLength: 256 } },
        },
        {
          type: 'object',
          additionalProperties: false,
          required: ['kind', 'jwt'],
          properties: {
            kind: { const: 'managed-identity' },
            jwt: { type: 'string', maxLength: MAX_JWT_BYTES },
          },
        },
      ],
    },
  },
};

const RENEW = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'csr'],
  properties: { version: { const: 1 }, csr: CSR },
};

// A relay that is one version ahead may add fields.
const ANSWER = {
  type: 'object',
  required: ['version', 'connector', 'certificate', 'trust', 'expires'],
  properties: {
    version: { const: 1 },
    connector: { type: 'string', pattern: '^[0-9a-f]{16}$' },
    certificate: { type: 'string' },
    trust: { type: 'string' },
    expires: { type: 'string' },
  },
};

const ajv = new Ajv({ strict: false });
const isEnrolRequest = ajv.compile<EnrolRequest>(ENROL);
const isRenewRequest = ajv.compile<RenewRequest>(RENEW);
const isAnswer = ajv.compile<EnrolmentAnswer>(ANSWER);

/** @throws RefusedEnrolment `bad-request` */
export function enrolRequest(body: unknown): EnrolRequest {
  return checked(isEnrolRequest, body);
}

/** @throws RefusedEnrolment `bad-request` */
export function renewRequest(body: unknown): RenewRequest {
  return checked(isRenewRequest, body);
}

/** `undefined` where it is of another form. */
export function enrolmentAnswer(value: unknown): EnrolmentAnswer | undefined {
  return isAnswer(value) ? value : undefined;
}

function checked<T>(isRight: ValidateFunction<T>, body: unknown): T {
  if (isRight(body)) {
    return body;
  }
  // Where it is wrong and how, never what stands there: it may be a credential.
  throw new RefusedEnrolment('bad-request', ajv.errorsText(isRight.errors, { dataVar: 'request' }));
}
