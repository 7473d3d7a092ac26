import { readFileSync } from 'node:fs';

/** The schema of the declaration. */
export const schema = read('declaration.schema.json');

/** The schema of a file that a declaration includes. */
export const groupsFile = read('declaration-groups.schema.json');

function read(name) {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8'));
}

/** Name of the definition that a `$ref` leads to. */
export function definitionName(ref) {
  return ref.slice('#/$defs/'.length);
}

/** The schema with its `$ref` followed; what stands beside the `$ref` wins. */
export function follow(node) {
  if (node.$ref === undefined) {
    return node;
  }
  const { $ref, ...beside } = node;
  return { ...schema.$defs[definitionName($ref)], ...beside };
}

/** Whether the schema describes one scalar value. */
export function isScalar(node) {
  return ['string', 'integer', 'number', 'boolean'].includes(node.type) || node.const !== undefined;
}

/** A deep copy in which `change` has seen every schema object, leaves first. */
export function rewrite(node, change) {
  if (Array.isArray(node)) {
    return node.map((item) => rewrite(item, change));
  }
  if (node === null || typeof node !== 'object') {
    return node;
  }
  return change(
    Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rewrite(value, change)])),
  );
}
