import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';

const SCHEMAS = join(__dirname, '..', '..', 'schemas');

export const DOCUMENT_KINDS = [
  'relay',
  'group',
  'admission',
  'egress',
  'connector-bootstrap',
  'relay-bootstrap',
  'instance-notice',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const ajv = new Ajv2020({ strict: true, allErrors: true });
const compiled = new Map<DocumentKind, ValidateFunction>();

/** What is wrong with a document by its schema: nothing, or a text for each failure. */
export function failuresOf(kind: DocumentKind, document: unknown): readonly string[] {
  let validate = compiled.get(kind);
  if (validate === undefined) {
    const schema = JSON.parse(readFileSync(join(SCHEMAS, `${kind}.schema.json`), 'utf8')) as object;
    validate = ajv.compile(schema);
    compiled.set(kind, validate);
  }
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
