import { follow, type Scalar, type SchemaNode } from './schema-node';
import { orList } from './wording';

/** Keys that a finding lists even where it knows which one was meant, and where it needs none of them. */
export const SHORT_LIST = 8;

/** The types of JSON Schema, as findings call them. */
export const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
};

/** What a schema allows, in words. */
export function allowedBy(node: SchemaNode | undefined): string {
  if (node === undefined) {
    return '';
  }
  if (node.oneOf !== undefined) {
    const others = node.oneOf.map(follow).filter((one) => choicesOf(one).length === 0);
    return orList([...choicesOf(node), ...others.map(allowedBy)]);
  }
  const choices = choicesOf(node);
  if (choices.length > 0) {
    return orList(choices);
  }
  switch (node.type) {
    case 'integer':
    case 'number':
      return range(node);
    case 'object':
      return keysOf(node).length === 0 || keysOf(node).length > SHORT_LIST
        ? 'a map'
        : `a map with ${keysOf(node).join(', ')}`;
    default:
      return TYPE_WORDS[node.type ?? ''] ?? '';
  }
}

function range({ type, minimum, maximum, exclusiveMinimum }: SchemaNode): string {
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  if (exclusiveMinimum !== undefined) {
    return `${kind} above ${exclusiveMinimum}${maximum === undefined ? '' : `, at most ${maximum}`}`;
  }
  return minimum === undefined || maximum === undefined ? kind : `${kind} from ${minimum} to ${maximum}`;
}

/** The values that a schema lists. */
export function choicesOf(node: SchemaNode | undefined): readonly Scalar[] {
  if (node === undefined) {
    return [];
  }
  const own = node.const === undefined ? (node.enum ?? []) : [node.const];
  return [...own, ...(node.oneOf ?? []).flatMap((one) => choicesOf(follow(one)))];
}

/** The keys that a map may have, of all alternatives. */
export function keysOf(node: SchemaNode | undefined): readonly string[] {
  return [node, ...(node?.oneOf ?? [])].flatMap((one) => Object.keys(one?.properties ?? {}));
}

/** A sentence as part of another one. */
export function withoutStop(sentence: string): string {
  const text = sentence.replace(/\.$/, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
