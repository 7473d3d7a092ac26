import { Token } from 'cdktf';

/**
 * A resource group that exists: its name, or a construct of it. `nameInput` and `locationInput` are what the construct was
 * given, which is literal text where `name` is known only while Terraform runs.
 */
export type ResourceGroupReference =
  | string
  | {
      readonly name: string;
      readonly nameInput?: string | undefined;
      readonly location?: string | undefined;
      readonly locationInput?: string | undefined;
    };

/** A resource that exists: its id, or a construct of it. */
export type ResourceReference = string | { readonly id: string };

/** The name for an argument of a resource, so that the resource waits for the group. */
export function resourceGroupName(reference: ResourceGroupReference): string {
  return typeof reference === 'string' ? reference : reference.name;
}

/** The name as literal text; `undefined` where it is known only while Terraform runs. */
export function literalResourceGroupName(reference: ResourceGroupReference): string | undefined {
  return typeof reference === 'string'
    ? literalOf(reference)
    : (literalOf(reference.nameInput) ?? literalOf(reference.name));
}

/** The region as literal text; `undefined` where it is not known, or only while Terraform runs. */
export function literalLocation(reference: ResourceGroupReference): string | undefined {
  if (typeof reference === 'string') return undefined;
  return literalOf(reference.locationInput) ?? literalOf(reference.location);
}

/** The id for an argument of a resource. */
export function resourceId(reference: ResourceReference): string {
  return typeof reference === 'string' ? reference : reference.id;
}

function literalOf(value: string | undefined): string | undefined {
  return value === undefined || Token.isUnresolved(value) ? undefined : value;
}
