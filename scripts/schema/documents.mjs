import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { compile } from 'json-schema-to-typescript';
import { definitionName, isScalar, rewrite } from './read.mjs';

export const path = 'runtime/documents/types.generated.ts';

/** Schemas of the documents that the runtime reads and writes, and the names of their types. */
const TYPES = {
  relay: 'RelayDocument',
  group: 'GroupDocument',
  admission: 'AdmissionDocument',
  egress: 'EgressDocument',
  'relay-bootstrap': 'RelayBootstrap',
  'connector-bootstrap': 'ConnectorBootstrap',
  'instance-notice': 'InstanceNotice',
};

/**
 * TypeScript types of the documents. Definitions that several schemas hold become one type; a reference to a scalar
 * becomes the scalar itself. Only documents and definitions have names: the rest is found by its place in them.
 */
export async function generate() {
  const definitions = {};
  for (const [file, type] of Object.entries(TYPES)) {
    const { $schema, $id, $defs, ...document } = read(`${file}.schema.json`);
    for (const [name, definition] of Object.entries($defs)) {
      if (definitions[name] !== undefined && !isDeepStrictEqual(definitions[name], definition)) {
        throw new Error(`$defs/${name} of ${$id} differs from another schema's (${$schema})`);
      }
      definitions[name] = definition;
    }
    definitions[type] = document;
  }
  const simple = rewrite(definitions, (node) => {
    const { title, ...rest } = node;
    const bare = typeof title === 'string' ? rest : node;
    if (bare.$ref === undefined) {
      return bare;
    }
    const { $ref, ...beside } = bare;
    const target = definitions[definitionName($ref)];
    return isScalar(target) ? { ...target, ...beside } : { $ref };
  });
  const $defs = Object.fromEntries(
    Object.entries(simple)
      .filter(([, definition]) => !isScalar(definition))
      .map(([name, definition]) => [name, { ...definition, title: name }]),
  );
  const kinds = Object.entries(TYPES);
  const all = {
    $defs,
    type: 'object',
    description: 'The documents, by the name of their schema.',
    additionalProperties: false,
    required: kinds.map(([kind]) => kind),
    properties: Object.fromEntries(kinds.map(([kind, type]) => [kind, { $ref: `#/$defs/${type}` }])),
  };
  return compile(all, 'Documents', {
    bannerComment: '// Generated from the schemas of the documents by `npm run schema`. Do not edit.',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

function read(name) {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8'));
}
