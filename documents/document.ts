import { createHash } from 'node:crypto';

/** Digits of the content's SHA-256 in a document's name. */
export const NAME_DIGITS = 12;

/** A configuration document under a name that follows from its content. */
export interface ConfigurationDocument {
  /** `relay-<hash>.json`, or `<kind>/<group>-<hash>.json` of the kinds `groups`, `admission` and `egress`. */
  readonly name: string;
  /** JSON text: keys sorted, one fact a line, a newline at the end. */
  readonly content: string;
  /** SHA-256 of the content in UTF-8, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** @throws Error as `documentText` does */
export function configurationDocument(stem: string, value: object): ConfigurationDocument {
  const content = documentText(value);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name: `${stem}-${sha256.slice(0, NAME_DIGITS)}.json`, content, sha256 };
}

/**
 * The value as JSON text: keys sorted, two spaces, a newline at the end.
 *
 * @throws Error where a text is a value that is known only while Terraform runs: the name follows from the content.
 */
export function documentText(value: object): string {
  return `${JSON.stringify(sorted(value), undefined, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (typeof value === 'string' && value.includes('${TfToken[')) {
    throw new Error(
      `a document cannot hold '${value}', which is known only while Terraform runs; give a literal text`,
    );
  }
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
