import Ajv from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { follow, groupsFile, rewrite, schema } from './read.mjs';

export const path = 'declaration/validator.generated.ts';

/**
 * The validation functions, compiled ahead: compiling them at each start would cost more than
 * validating a large declaration. Alternatives (`oneOf`) are turned into a choice by the shape of the
 * value, so that a mistake is reported by the alternative that was meant, and by that one alone.
 */
export async function generate() {
  const ajv = new Ajv.default({
    allErrors: true,
    messages: false,
    strict: true,
    strictRequired: false,
    inlineRefs: false,
    code: { source: true, lines: true, esm: true },
  });
  ajv.addSchema(bare(choosing(schema)));
  ajv.addSchema(bare(groupsFile));
  const code = standalone.default(ajv, {
    validateDeclaration: schema.$id,
    validateGroupsFile: groupsFile.$id,
  });
  return [
    '// @ts-nocheck',
    '// Generated from schemas/declaration.schema.json by `npm run schema`. Do not edit.',
    appending(code),
    'function append(all, more) {',
    '  for (const one of more) {',
    '    all.push(one);',
    '  }',
    '  return all;',
    '}',
    '',
  ].join('\n');
}

/** The same code, appending errors where ajv copies all that it has for each one more. */
function appending(code) {
  const copies = /vErrors\.concat\((\w+\.errors)\)/g;
  if (!copies.test(code)) {
    throw new Error('ajv writes its errors in another way: look again at how it collects them');
  }
  return code.replaceAll(copies, 'append(vErrors, $1)');
}

/** The same schema with each `oneOf` as if/then/else. */
export function choosing(whole) {
  return rewrite(whole, (node) => {
    if (node.oneOf === undefined) {
      return node;
    }
    const { oneOf, ...rest } = node;
    const [first, second, ...more] = oneOf;
    if (second === undefined || more.length > 0) {
      throw new Error(`oneOf of '${node.title}' must have two alternatives`);
    }
    if (first.type === 'object' && second.type === 'object') {
      const own = Object.keys(second.properties).filter((key) => first.properties[key] === undefined);
      if (!second.required.some((key) => own.includes(key))) {
        throw new Error(`alternatives '${first.title}' and '${second.title}' cannot be told apart by a key`);
      }
      const has = own.map((key) => ({ required: [key] }));
      return { ...rest, if: { type: 'object', anyOf: has }, then: second, else: first };
    }
    const types = second.type === 'object' ? ['object'] : [second.type];
    return { ...rest, if: { type: types }, then: second, else: first };
  });
}

const FOR_PEOPLE = ['title', 'description', 'examples', 'default', 'patternErrorMessage'];

/** The same schema without what is there for people. */
function bare(whole) {
  return rewrite(whole, (node) => {
    const entries = Object.entries(node)
      // A map of properties may have a property of such a name.
      .filter(([key, value]) => !FOR_PEOPLE.includes(key) || value?.type !== undefined)
      // Errors of a name carry the name only where its schema stands in place.
      .map(([key, value]) => [key, key === 'propertyNames' ? bare(follow(value)) : value]);
    return Object.fromEntries(entries);
  });
}
