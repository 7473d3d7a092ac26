import Ajv, { type ValidateFunction } from 'ajv';

/** What is kept of a token: `tokens/<id>.json`. */
export interface TokenRecord {
  readonly version: 1;
  readonly id: string;
  readonly deployment: string;
  readonly group: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secret: string;
  /** ISO 8601, as the other times. */
  readonly created: string;
  readonly expires: string;
  readonly uses: number;
  readonly revoked?: string;
}

/** One use of a token: `tokens/<id>.use-<n>.json`. */
export interface TokenUse {
  readonly version: 1;
  readonly time: string;
  /** SHA-256 of the public key that a certificate was made for, hexadecimal. */
  readonly key: string;
  readonly connector: string;
  readonly remoteAddress: string;
}

const TEXT = { type: 'string', maxLength: 256 };
const SHA256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const ajv = new Ajv({ strict: false });
const isRecord = ajv.compile<TokenRecord>({
  type: 'object',
  required: ['version', 'id', 'deployment', 'group', 'secret', 'created', 'expires', 'uses'],
  properties: {
    version: { const: 1 },
    id: { type: 'string', pattern: '^[0-9a-f]{12}$' },
    deployment: TEXT,
    group: TEXT,
    secret: SHA256,
    created: TEXT,
    expires: TEXT,
    uses: { type: 'integer', minimum: 1 },
    revoked: TEXT,
  },
});
const isUse = ajv.compile<TokenUse>({
  type: 'object',
  required: ['version', 'time', 'key', 'connector', 'remoteAddress'],
  properties: { version: { const: 1 }, time: TEXT, key: SHA256, connector: TEXT, remoteAddress: TEXT },
});

/** `undefined` where the text is no such document. */
export function tokenRecord(text: string): TokenRecord | undefined {
  return parsed(isRecord, text);
}

/** `undefined` where the text is no such document. */
export function tokenUse(text: string): TokenUse | undefined {
  return parsed(isUse, text);
}

function parsed<T>(isRight: ValidateFunction<T>, text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRight(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
