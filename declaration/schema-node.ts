import schema from '../schemas/declaration.schema.json';
import type { Path } from './finding';

export type Scalar = string | number | boolean;

/** The parts of a JSON Schema that findings speak of. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: Scalar;
  readonly enum?: readonly Scalar[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly oneOf?: readonly SchemaNode[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  /** What the pattern asks for, in words; editors show it too. */
  readonly patternErrorMessage?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

const definitions = schema.$defs as Readonly<Record<string, SchemaNode>>;

/** The definition that a `$ref` leads to, with what stands beside it laid over. */
export function follow(node: SchemaNode): SchemaNode {
  if (node.$ref === undefined) {
    return node;
  }
  const { $ref, ...beside } = node;
  return { ...definitions[$ref.slice('#/$defs/'.length)], ...beside };
}

/**
 * The schema of the value at a path, and whether the value is part of a reference to a secret. Where
 * alternatives exist on the way, the one that knows the next key is followed.
 */
export function schemaAt(path: Path): { readonly node: SchemaNode | undefined; readonly secret: boolean } {
  let node: SchemaNode | undefined = schema;
  let secret = false;
  for (const step of path) {
    secret ||= isSecret(node);
    node = node === undefined ? undefined : child(follow(node), step);
  }
  return { node: node === undefined ? undefined : follow(node), secret: secret || isSecret(node) };
}

function isSecret(node: SchemaNode | undefined): boolean {
  return node?.$ref === '#/$defs/SecretReference' || node?.$ref === '#/$defs/HeaderRules';
}

function child(node: SchemaNode, step: string | number): SchemaNode | undefined {
  if (typeof step === 'number') {
    return node.items ?? alternatives(node).map((one) => one.items)[0];
  }
  const own = node.properties?.[step] ?? items(node);
  return own ?? alternatives(node).flatMap((one) => one.properties?.[step] ?? [])[0];
}

function items(node: SchemaNode): SchemaNode | undefined {
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

function alternatives(node: SchemaNode): readonly SchemaNode[] {
  return (node.oneOf ?? []).map(follow);
}
