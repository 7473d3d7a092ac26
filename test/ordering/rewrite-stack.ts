import { isObject, objectAt, stringsAt, type Json, type JsonObject } from './json';
import { mapExpression, mapTemplate, onlyExpression, referencesIn, type Reference } from './references';
import { RESOURCE_TYPES, type ResourceType } from './resource-types';

/** Meta-arguments and other keys that are no attribute of the resource. */
const NOT_ATTRIBUTES = new Set([
  '//',
  'depends_on',
  'lifecycle',
  'provider',
  'provisioner',
  'connection',
  'timeouts',
]);

/**
 * Turns a synthesized stack into one of Terraform's built-in `terraform_data` alone, so that the real
 * terraform plans and applies it without providers:
 *
 * - `azurerm_x.y` becomes `terraform_data.azurerm_x__y`;
 * - attributes whose change replaces the object go to `triggers_replace`, the others to `input`;
 * - references to configured attributes become the configured value (so that they are known in the plan, as
 *   with the provider), references to anything else become the object's `id` (unknown until it exists,
 *   stable afterwards, as with the provider); every reference stays as an edge in `depends_on`;
 * - `lifecycle` and `moved` are kept, and point to what the attributes became;
 * - data sources become literals, provisioners the one that plays the creation (`create-object.sh`);
 * - providers, backends and outputs go, and so do write-only attributes.
 *
 * @throws for a resource type that `RESOURCE_TYPES` does not know, and for `count` and `for_each`
 */
export function rewriteStack(stack: JsonObject): JsonObject {
  const rewriter = new Rewriter(stack);
  const resources = rewriter.resources();
  const moved = movedBlocks(stack['moved']);
  const variables = variableBlocks(objectAt(stack['variable']));
  return {
    terraform: { required_version: '>= 1.4.0' },
    ...(Object.keys(variables).length > 0 ? { variable: variables } : {}),
    ...(Object.keys(resources).length > 0 ? { resource: { terraform_data: resources } } : {}),
    ...(moved.length > 0 ? { moved } : {}),
  };
}

/** `azurerm_x.y` of each resource of a stack, sorted. */
export function addressesOf(stack: JsonObject): string[] {
  return Object.entries(objectAt(stack['resource']))
    .flatMap(([type, byName]) => Object.keys(objectAt(byName)).map((name) => `${type}.${name}`))
    .sort();
}

/** `terraform_data.azurerm_x__y` -> `azurerm_x.y`. */
export function originalAddress(address: string): string {
  return address.replace(/^terraform_data\./, '').replace('__', '.');
}

class Rewriter {
  private readonly stack: JsonObject;

  public constructor(stack: JsonObject) {
    this.stack = stack;
    if (referencesIn(stack['locals']).length > 0) {
      throw new Error('locals that refer to resources are not supported: refer to the resource itself');
    }
  }

  public resources(): JsonObject {
    const result: Record<string, Json> = {};
    for (const [type, byName] of Object.entries(objectAt(this.stack['resource']))) {
      for (const [name, body] of Object.entries(objectAt(byName))) {
        result[`${type}__${name}`] = this.resource(type, name, objectAt(body));
      }
    }
    return result;
  }

  private resource(type: string, name: string, body: JsonObject): JsonObject {
    const known = RESOURCE_TYPES[type];
    if (known === undefined) {
      throw new Error(`resource type '${type}' is unknown to the ordering harness: add it to RESOURCE_TYPES`);
    }
    if ('count' in body || 'for_each' in body) {
      throw new Error(`${type}.${name}: count and for_each are not supported`);
    }
    const attributes = Object.fromEntries(
      Object.entries(body).filter(
        ([key, value]) => !NOT_ATTRIBUTES.has(key) && value !== null && !/_wo(_version)?$/.test(key),
      ),
    );
    const triggers: Record<string, Json> = {};
    for (const path of known.forceNew) {
      const value = valueAt(attributes, path.split('.'));
      if (value !== undefined && value !== null) {
        triggers[path.replace('.', '__')] = this.value(value);
      }
    }
    const input = Object.fromEntries(
      Object.entries(attributes)
        .filter(([key]) => !known.forceNew.includes(key))
        .map(([key, value]) => [key, this.value(value)]),
    );
    const used = referencesIn([attributes, body['provisioner'] ?? null]);
    const edges = this.edges(used, stringsAt(body['depends_on']));
    const lifecycle = this.lifecycle(known, objectAt(single(body['lifecycle'])));
    return {
      triggers_replace: triggers,
      input,
      ...(edges.length > 0 ? { depends_on: edges } : {}),
      ...(Object.keys(lifecycle).length > 0 ? { lifecycle } : {}),
      provisioner: [{ 'local-exec': this.creation(type, name, known, used, triggers) }],
    };
  }

  /** The provisioner that plays the creation; `links` are the ids of what the object was built on. */
  private creation(
    type: string,
    name: string,
    known: ResourceType,
    used: readonly Reference[],
    triggers: JsonObject,
  ): JsonObject {
    const links = new Set(
      used
        .filter((reference) => !reference.data)
        .filter((reference) => this.find(reference) !== undefined && this.configured(reference) === undefined)
        .map((reference) => `${placeholder(reference)}.id`),
    );
    const identity = known.identity.map((path) =>
      path in triggers ? `self.triggers_replace.${path}` : 'null',
    );
    return {
      command: 'exec sh "$ORDERING_SCRIPT"',
      environment: {
        ORDERING_ID: '${self.id}',
        ORDERING_ADDRESS: `${type}.${name}`,
        ORDERING_STORED: known.storedAt ?? 'success',
        ORDERING_LINKS: links.size > 0 ? `\${join(" ", [${[...links].sort().join(', ')}])}` : '',
        ORDERING_NAME:
          identity.length > 0 ? `\${sha1(jsonencode([${[`"${type}"`, ...identity].join(', ')}]))}` : '',
      },
    };
  }

  private lifecycle(known: ResourceType, lifecycle: JsonObject): JsonObject {
    const result: Record<string, Json> = {};
    for (const flag of ['create_before_destroy', 'prevent_destroy']) {
      if (lifecycle[flag] !== undefined) {
        result[flag] = lifecycle[flag];
      }
    }
    const ignored = lifecycle['ignore_changes'];
    if (ignored !== undefined) {
      result['ignore_changes'] =
        ignored === 'all' ? 'all' : stringsAt(ignored).map((path) => attributePath(known, path));
    }
    const triggeredBy = stringsAt(lifecycle['replace_triggered_by']);
    if (triggeredBy.length > 0) {
      result['replace_triggered_by'] = triggeredBy.map((one) =>
        mapExpression(one, (reference) => {
          const type = RESOURCE_TYPES[reference.type];
          const [first, ...rest] = reference.path;
          if (first === undefined || type === undefined) {
            return placeholder(reference);
          }
          const path = [first, ...rest].join('.');
          return `${placeholder(reference)}.${first === 'id' ? 'id' : attributePath(type, path)}`;
        }),
      );
    }
    return result;
  }

  private edges(used: readonly Reference[], dependsOn: readonly string[]): string[] {
    const declared: Reference[] = [];
    for (const one of dependsOn) {
      mapExpression(one, (reference) => {
        declared.push(reference);
        return undefined;
      });
    }
    const edges = new Set<string>();
    const visit = (references: readonly Reference[]): void => {
      for (const reference of references) {
        const target = this.find(reference);
        if (target !== undefined && reference.data) {
          // A data source becomes a literal: what it was read from stays an edge.
          visit(referencesIn(target));
        } else if (target !== undefined) {
          edges.add(placeholder(reference));
        }
      }
    };
    visit([...used, ...declared]);
    return [...edges].sort();
  }

  /** A value with its references replaced. */
  private value(value: Json): Json {
    if (typeof value === 'string') {
      return this.text(value);
    }
    if (Array.isArray(value)) {
      return (value as readonly Json[]).map((one) => this.value(one));
    }
    if (isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.value(one)]));
    }
    return value;
  }

  private text(text: string): Json {
    const expression = onlyExpression(text);
    if (expression !== undefined) {
      let whole: Json | undefined;
      mapExpression(expression, (reference) => {
        if (referenceText(reference) === expression) {
          whole = this.configured(reference);
        }
        return undefined;
      });
      if (whole !== undefined) {
        return whole;
      }
    }
    return mapTemplate(text, (reference) => {
      if (this.find(reference) === undefined) {
        return undefined;
      }
      if (reference.data) {
        return JSON.stringify(referenceText(reference));
      }
      const configured = this.configured(reference);
      return configured === undefined ? `${placeholder(reference)}.id` : JSON.stringify(configured);
    });
  }

  /** The configured value that a reference stands for; `undefined` for what only the provider knows. */
  private configured(reference: Reference): Json | undefined {
    if (reference.data) {
      return undefined;
    }
    const [first, ...rest] = reference.path;
    const path =
      reference.type === 'terraform_data' && first === 'output' ? ['input', ...rest] : reference.path;
    const value = valueAt(this.find(reference) ?? {}, path);
    return value === undefined || value === null || path.length === 0 ? undefined : this.value(value);
  }

  private find(reference: Reference): JsonObject | undefined {
    const section = objectAt(this.stack[reference.data ? 'data' : 'resource']);
    const found = objectAt(section[reference.type])[reference.name];
    return isObject(found) ? found : undefined;
  }
}

function placeholder(reference: { type: string; name: string }): string {
  return `terraform_data.${reference.type}__${reference.name}`;
}

function referenceText(reference: Reference): string {
  const path = reference.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return `${reference.data ? 'data.' : ''}${reference.type}.${reference.name}${path}`;
}

/** Where an attribute of the original went: `name` -> `triggers_replace.name`. */
function attributePath(known: ResourceType, path: string): string {
  const [first = ''] = path.split(/[.[]/);
  return `${known.forceNew.includes(first) ? 'triggers_replace' : 'input'}.${path}`;
}

/** The value at `path`; a block of one element may stand as a list or alone. */
function valueAt(value: Json, path: readonly (string | number)[]): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') {
      current = Array.isArray(current)
        ? (current as readonly Json[])[step]
        : step === 0
          ? current
          : undefined;
    } else {
      current = single(current);
      current = isObject(current) ? current[step] : undefined;
    }
    if (current === undefined) {
      return undefined;
    }
  }
  return current;
}

function single(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 1 ? (value as readonly Json[])[0] : value;
}

function movedBlocks(moved: Json | undefined): Json[] {
  const blocks = Array.isArray(moved) ? (moved as readonly Json[]) : isObject(moved) ? [moved] : [];
  return blocks.map((block) => {
    const { from, to } = objectAt(block);
    const rename = (address: Json | undefined): string =>
      mapExpression(typeof address === 'string' ? address : '', placeholder);
    return { from: rename(from), to: rename(to) };
  });
}

/** Variables with a default each, so that nothing asks for a value. */
function variableBlocks(variables: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(variables).map(([name, body]) => {
      const { type, default: preset } = objectAt(body);
      return [name, { ...(type === undefined ? {} : { type }), default: preset ?? 'value' }];
    }),
  );
}
