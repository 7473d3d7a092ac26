import Ajv, { type ValidateFunction } from 'ajv';
import type { FromRelay } from '../tunnel/control';
import { MAX_RELAYS, MAX_TRUST_BYTES, MAX_WORKERS } from './limits';

const TEXT = { type: 'string', minLength: 1, maxLength: 256 };
const NUMBER = { type: 'integer', minimum: 0 };

const BACKEND = {
  type: 'object',
  required: ['url'],
  properties: {
    url: { type: 'string', maxLength: 2048, pattern: '^https?://[^\\s/?#@]+' },
    tls: {
      type: 'object',
      required: ['verify', 'serverName'],
      properties: {
        verify: { enum: ['full', 'chain'] },
        serverName: TEXT,
        ca: { type: 'array', maxItems: 4096, items: { type: 'string', maxLength: 4096 } },
        clientCertificate: {
          type: 'object',
          oneOf: [
            { required: ['file'], properties: { file: { type: 'string', pattern: '^/' } } },
            { required: ['keyVaultSecret'], properties: { keyVaultSecret: TEXT } },
          ],
        },
      },
    },
  },
};

/** The forms of the messages that a connector understands. Fields beyond them are from a later version, and are let through. */
const FORMS: Readonly<Record<FromRelay['type'], object>> = {
  welcome: form({
    instance: TEXT,
    generation: TEXT,
    runtime: TEXT,
    worker: NUMBER,
    workers: { type: 'integer', minimum: 1, maximum: MAX_WORKERS },
    tunnelsPerWorker: { type: 'integer', minimum: 1 },
  }),
  relays: form({
    relays: {
      type: 'array',
      maxItems: MAX_RELAYS,
      items: form({
        instance: TEXT,
        generation: TEXT,
        address: TEXT,
        state: { enum: ['ready', 'draining'] },
      }),
    },
  }),
  trust: form({ bundle: { type: 'string', maxLength: MAX_TRUST_BYTES } }),
  backends: {
    ...form({
      configuration: { type: 'string', maxLength: 256 },
      backends: {
        type: 'object',
        propertyNames: { pattern: '^[0-9]{1,10}$' },
        additionalProperties: BACKEND,
      },
      connections: NUMBER,
    }),
  },
  standing: form({ inService: { type: 'boolean' } }),
  drained: form({}),
  'go-away': form({ reason: TEXT }),
};

function form(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', required: Object.keys(properties), properties };
}

const ajv = new Ajv({ strict: false });
const checks = new Map<unknown, ValidateFunction<FromRelay>>(
  Object.entries(FORMS).map(([type, schema]) => [type, ajv.compile<FromRelay>(schema)]),
);

/** What became of a message: understood, of a later version, or wrong. */
export type Received =
  | { readonly kind: 'message'; readonly message: FromRelay }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrong'; readonly problem: string };

/** Reads a control message of a relay. */
export function readRelayMessage(value: unknown): Received {
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    return { kind: 'wrong', problem: 'a control message without a type' };
  }
  const check = checks.get(value.type);
  if (check === undefined) return { kind: 'unknown' };
  if (check(value)) return { kind: 'message', message: value };
  return {
    kind: 'wrong',
    problem: `message '${String(value.type)}': ${ajv.errorsText(check.errors, { dataVar: 'it' })}`,
  };
}
