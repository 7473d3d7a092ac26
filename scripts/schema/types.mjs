import { compile } from 'json-schema-to-typescript';
import { definitionName, follow, isScalar, rewrite, schema } from './read.mjs';

export const path = 'declaration/types.generated.ts';

/**
 * TypeScript types of the declaration. A reference to a scalar becomes the scalar itself, and a
 * reference to an object loses what stands beside it: else every mention would get a type of its own.
 */
export async function generate() {
  const simple = rewrite(schema, (node) => {
    if (node.$ref !== undefined) {
      const target = schema.$defs[definitionName(node.$ref)];
      return isScalar(target) ? untitled(follow(node)) : { $ref: node.$ref };
    }
    return isScalar(node) ? untitled(node) : node;
  });
  for (const [name, definition] of Object.entries(simple.$defs)) {
    if (isScalar(definition)) {
      delete simple.$defs[name];
    } else {
      definition.title = name;
    }
  }
  return compile(simple, 'Declaration', {
    bannerComment: '// Generated from schemas/declaration.schema.json by `npm run schema`. Do not edit.',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

function untitled(node) {
  return Object.fromEntries(Object.entries(node).filter(([key]) => key !== 'title'));
}
