import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import admission from '../../schemas/admission.schema.json';
import connectorBootstrap from '../../schemas/connector-bootstrap.schema.json';
import egress from '../../schemas/egress.schema.json';
import group from '../../schemas/group.schema.json';
import instanceNotice from '../../schemas/instance-notice.schema.json';
import relayBootstrap from '../../schemas/relay-bootstrap.schema.json';
import relay from '../../schemas/relay.schema.json';
import { furtherProblems } from './further-problems';
import { MAX_DOCUMENT_BYTES } from './limits';
import { shown, type Problem } from './problem';
import { schemaProblems } from './schema-problems';
import type { Documents } from './types.generated';

export type DocumentKind = keyof Documents;

export type Parsed<T> =
  { readonly ok: true; readonly document: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * The schemas of each kind by the version that they read. When a kind gets version 2, its schema of version 1 moves
 * beside it under the key 1, and `parseDocument` brings what it accepts to version 2: a relay and its connectors may be
 * one version apart while a deployment is updated. The version before that goes.
 */
const SCHEMAS: { readonly [K in DocumentKind]: Readonly<Record<number, object>> } = {
  relay: { 1: relay },
  group: { 1: group },
  admission: { 1: admission },
  egress: { 1: egress },
  'relay-bootstrap': { 1: relayBootstrap },
  'connector-bootstrap': { 1: connectorBootstrap },
  'instance-notice': { 1: instanceNotice },
};

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true });
const validators = new Map<object, ValidateFunction>();

/**
 * Reads a document: JSON text of a version that this program knows, valid by its schema. The text may come from
 * anywhere; it is refused unread above `MAX_DOCUMENT_BYTES`.
 */
export function parseDocument<K extends DocumentKind>(kind: K, text: string): Parsed<Documents[K]> {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DOCUMENT_BYTES) {
    return refused({ path: '', given: `${bytes} bytes`, allowed: `at most ${MAX_DOCUMENT_BYTES}` });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused({ path: '', given: shown(text), allowed: 'JSON text' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused({ path: '', given: shown(value), allowed: 'one JSON object' });
  }
  const version = 'version' in value ? value.version : undefined;
  const schema = typeof version === 'number' ? SCHEMAS[kind][version] : undefined;
  if (schema === undefined) {
    const allowed = Object.keys(SCHEMAS[kind]).join(' or ');
    return refused({
      path: '/version',
      given: shown(version),
      allowed: `${allowed}: what this program reads`,
    });
  }
  const validate = validator(schema);
  if (!validate(value)) return refused(...schemaProblems(validate.errors ?? []));
  // A document of the version before is brought to the newest form here.
  const document = value as Documents[K];
  const problems = furtherProblems(kind, document);
  return problems.length > 0 ? refused(...problems) : { ok: true, document };
}

function validator(schema: object): ValidateFunction {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    validators.set(schema, validate);
  }
  return validate;
}

function refused(...problems: readonly Problem[]): Parsed<never> {
  return { ok: false, problems };
}
