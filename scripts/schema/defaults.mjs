import { format } from 'prettier';
import { follow, schema } from './read.mjs';

export const path = 'declaration/defaults.generated.ts';

/** The defaults of every object of the declaration, as one constant. */
export async function generate() {
  const defaults = { declaration: defaultsOf(schema) };
  for (const name of Object.keys(schema.$defs).sort()) {
    const found = defaultsOf(schema.$defs[name]);
    if (found !== undefined) {
      defaults[name[0].toLowerCase() + name.slice(1)] = found;
    }
  }
  return format(
    [
      '// Generated from schemas/declaration.schema.json by `npm run schema`. Do not edit.',
      '',
      '/** What the schema gives as defaults, by definition and key. */',
      `export const DEFAULTS = ${JSON.stringify(defaults)} as const;`,
    ].join('\n'),
    { parser: 'typescript', singleQuote: true, printWidth: 110 },
  );
}

function defaultsOf(node) {
  const found = {};
  for (const [key, property] of Object.entries(node.properties ?? {})) {
    const value =
      follow(property).default ?? (property.$ref === undefined ? defaultsOf(property) : undefined);
    if (value !== undefined) {
      found[key] = value;
    }
  }
  const items = node.additionalProperties;
  if (typeof items === 'object' && items.$ref === undefined) {
    return defaultsOf(items);
  }
  return Object.keys(found).length === 0 ? undefined : found;
}
