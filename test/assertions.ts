import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { Testing, TerraformStack, type App } from 'cdktf';

/** A JSON value of a synthesized stack. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
/** A block of synthesized Terraform. */
export type Block = JsonObject;

/** A synthesized stack, to ask for its resources by type and name. */
export class SynthesizedStack {
  constructor(
    /** The text, as it is written. */
    public readonly text: string,
    public readonly json: JsonObject,
  ) {}

  /** `azurerm_x.y` of each resource, sorted. */
  public get addresses(): string[] {
    return Object.entries(object(this.json['resource'] ?? {}))
      .flatMap(([type, byName]) => Object.keys(object(byName)).map((name) => `${type}.${name}`))
      .sort();
  }

  /** The arguments of a resource. @throws Error where there is none, with those that there are */
  public resource(address: string): JsonObject {
    return this.find('resource', address);
  }

  /** The arguments of a data source, by `type.name`. @throws Error where there is none */
  public data(address: string): JsonObject {
    return this.find('data', address);
  }

  /** The arguments of all resources of a type, by name. */
  public all(type: string): { readonly [name: string]: JsonObject } {
    const found = object(object(this.json['resource'] ?? {})[type] ?? {});
    return Object.fromEntries(Object.entries(found).map(([name, body]) => [name, object(body)]));
  }

  /** The same as `all`. */
  public resources(type: string): { readonly [name: string]: JsonObject } {
    return this.all(type);
  }

  /** A top-level part, such as `provider` or `output`; `undefined` where there is none. */
  public part(name: string): Json | undefined {
    return this.json[name];
  }

  private find(part: string, address: string): JsonObject {
    const [type = '', name = ''] = address.split('.');
    const found = object(object(this.json[part] ?? {})[type] ?? {})[name];
    if (found === undefined) {
      throw new Error(`no ${part} ${address}; there are: ${this.addresses.join(', ')}`);
    }
    return object(found);
  }
}

/** Builds a stack with the azurerm provider, runs all validations, and returns what is written. */
export function synthesize(build: (stack: TerraformStack) => void): SynthesizedStack {
  const stack = new PlainStack(testApp(), 'test');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  build(stack);
  return synthesized(stack);
}

/** What a stack writes, after all validations. */
export function synthesized(stack: TerraformStack): SynthesizedStack {
  const text = Testing.synth(stack, true);
  return new SynthesizedStack(text, JSON.parse(text) as JsonObject);
}

export { SynthesizedStack as Synthesized, synthesized as synthesizedStack };

/** An app whose output folder is a fresh temporary one. */
export function testApp(): App {
  return Testing.app({ stackTraces: false });
}

/** Addresses that differ between two stacks: `+` added, `-` removed, `~` changed. */
export function difference(before: SynthesizedStack, after: SynthesizedStack): string[] {
  const was = new Set(before.addresses);
  const is = new Set(after.addresses);
  return [
    ...[...is].filter((address) => !was.has(address)).map((address) => `+ ${address}`),
    ...[...was].filter((address) => !is.has(address)).map((address) => `- ${address}`),
    ...[...is]
      .filter(
        (address) =>
          was.has(address) &&
          JSON.stringify(before.resource(address)) !== JSON.stringify(after.resource(address)),
      )
      .map((address) => `~ ${address}`),
  ];
}

/** The message of the error that `run` throws. @throws Error where it throws none */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was thrown');
}

export function object(value: Json): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`expected an object, got ${JSON.stringify(value)}`);
  }
  return value as JsonObject;
}

/** Addresses as in the kit's own stacks: the ids on the way, joined by `_`. */
class PlainStack extends TerraformStack {
  protected override allocateLogicalId(element: Parameters<TerraformStack['allocateLogicalId']>[0]): string {
    const node = 'node' in element ? element.node : element;
    return node.scopes
      .slice(node.scopes.indexOf(this) + 1)
      .map((scope) => scope.node.id)
      .join('_');
  }
}

export function text(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error(`expected a text, got ${JSON.stringify(value)}`);
  return value;
}
