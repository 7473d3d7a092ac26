// The floor: the resources that the kit synthesized, built once more from the bare classes of cdktf's bindings, with the
// same attributes and real references between them, in one flat stack each, and without any logic of the kit.
//   node floor.mjs KIT_OUT_DIR OUT_DIR [--verify] [--without-call-stacks]
// Prints one line of JSON; the time is the processor's, which other programs on the machine disturb less. With --verify the
// stacks that come out are held against the kit's. With --without-call-stacks cdktf does not record where each token was
// made, which the kit switches off too.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const require = createRequire(import.meta.url);
const { App, TerraformOutput, TerraformResource, TerraformStack } = require('cdktf');

/** Attributes whose keys are the user's, not the binding's. */
const MAPS = new Set(['tags', 'metadata']);

const [kitOutput, outdir, ...flags] = process.argv.slice(2);
const names = readdirSync(join(kitOutput, 'stacks')).sort();
const wanted = new Map(names.map((name) => [name, readStack(kitOutput, name)]));
// The classes are loaded before the clock starts, as the kit's are.
const classes = new Map();
for (const stack of wanted.values()) {
  for (const kind of ['resource', 'data']) {
    for (const type of Object.keys(stack[kind] ?? {})) classOf(kind, type);
  }
  for (const provider of Object.keys(stack.provider ?? {})) providerClass(provider);
}
const plans = new Map([...wanted].map(([name, stack]) => [name, inOrder(stack)]));

const start = process.cpuUsage();
let resources = 0;
if (flags.includes('--without-call-stacks')) {
  const { withoutCreationStacks } = require('../dist/stacks/creation-stacks.js');
  withoutCreationStacks(synthesize);
} else {
  synthesize();
}
const { user, system } = process.cpuUsage(start);
const milliseconds = (user + system) / 1000;
console.log(JSON.stringify({ milliseconds, resources, peakKib: process.resourceUsage().maxRSS }));

if (flags.includes('--verify')) {
  for (const [name, kit] of wanted) compare(name, kit, readStack(outdir, name));
}

function synthesize() {
  const app = new App({ outdir, stackTraces: false });
  for (const [name, elements] of plans) {
    const stack = new TerraformStack(app, name);
    const { terraform, provider, output } = wanted.get(name);
    if (terraform !== undefined) stack.addOverride('terraform', terraform);
    for (const [type, configurations] of Object.entries(provider ?? {})) {
      const Provider = providerClass(type);
      for (const configuration of configurations)
        new Provider(stack, type, toConfig(configuration, new Map()));
    }
    const built = new Map();
    for (const { address, kind, type, id, body } of elements) {
      built.set(address, build(stack, kind, type, id, body, built));
      resources += kind === 'resource' ? 1 : 0;
    }
    for (const [id, { value, description }] of Object.entries(output ?? {})) {
      new TerraformOutput(stack, id, { value: toConfig(value, built), description });
    }
  }
  app.synth();
}

function build(stack, kind, type, id, body, built) {
  const { depends_on: dependsOn, lifecycle, provisioner, ...attributes } = body;
  const meta = {
    ...(dependsOn === undefined ? {} : { dependsOn: dependsOn.map((one) => built.get(one)) }),
    ...(lifecycle === undefined ? {} : { lifecycle: toConfig(lifecycle, built) }),
  };
  if (type === 'terraform_data') {
    const resource = new TerraformResource(stack, id, { terraformResourceType: type, ...meta });
    for (const [key, value] of Object.entries({ ...attributes, provisioner })) {
      if (value !== undefined) resource.addOverride(key, value);
    }
    return resource;
  }
  const Class = classOf(kind, type);
  const element = new Class(stack, id, { ...toConfig(attributes, built), ...meta });
  if (element.friendlyUniqueId !== id) element.overrideLogicalId(id);
  return element;
}

/** The elements of a stack, each after those that it refers to. */
function inOrder(stack) {
  const elements = new Map();
  for (const kind of ['data', 'resource']) {
    for (const [type, named] of Object.entries(stack[kind] ?? {})) {
      for (const [id, commented] of Object.entries(named)) {
        const body = withoutComment(commented);
        const address = `${kind === 'data' ? 'data.' : ''}${type}.${id}`;
        elements.set(address, { address, kind, type, id, body });
      }
    }
  }
  const ordered = new Map();
  const add = (address) => {
    const element = elements.get(address);
    if (element === undefined || ordered.has(address)) return;
    elements.delete(address);
    for (const found of references(element.body)) add(found);
    ordered.set(address, element);
  };
  for (const address of [...elements.keys()]) add(address);
  return [...ordered.values()];
}

/** Addresses that an element refers to, in templates and in depends_on. */
function references({ depends_on: dependsOn = [], ...attributes }) {
  const templates = JSON.stringify(attributes).match(/\$\{[^}]*\}/g) ?? [];
  return [
    ...dependsOn,
    ...templates.flatMap((text) => text.match(/(?:data\.)?\b[a-z]\w*_\w+\.[\w-]+/g) ?? []),
  ];
}

/** Terraform's attributes as the binding's config: camel case, references through the elements. */
function toConfig(value, built) {
  if (typeof value === 'string') return withReferences(value, built);
  if (Array.isArray(value)) return value.map((one) => toConfig(one, built));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [camel(key), MAPS.has(key) ? one : toConfig(one, built)]),
  );
}

function withReferences(text, built) {
  if (!text.includes('${')) return text;
  return text.replace(
    /(?<!\$)\$\{((?:data\.)?[a-z]\w*_\w+\.[\w-]+)\.(\w+)\}/g,
    (found, address, attribute) => {
      const element = built.get(address);
      return element === undefined ? found : element.getStringAttribute(attribute);
    },
  );
}

function camel(key) {
  return key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function classOf(kind, type) {
  const key = `${kind} ${type}`;
  if (!classes.has(key) && type !== 'terraform_data') {
    const provider = type.split('_')[0];
    const name = type.slice(provider.length + 1).replaceAll('_', '-');
    const folder = kind === 'data' ? `data-${provider}-${name}` : name;
    classes.set(key, exported(`@cdktf/provider-${provider}/lib/${folder}`, type));
  }
  return classes.get(key);
}

function providerClass(name) {
  return exported(`@cdktf/provider-${name}/lib/provider`, name);
}

function exported(path, type) {
  const found = Object.values(require(path)).find((one) => one?.tfResourceType === type);
  if (found === undefined) throw new Error(`${path} has no class for '${type}'`);
  return found;
}

function readStack(folder, name) {
  return JSON.parse(readFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), 'utf8'));
}

function compare(name, kit, floor) {
  for (const kind of ['resource', 'data', 'provider', 'output']) {
    for (const [type, named] of Object.entries(kit[kind] ?? {})) {
      for (const [id, body] of Object.entries(named)) {
        const [expected, actual] = [body, floor[kind]?.[type]?.[id]].map(withoutComment);
        if (!isDeepStrictEqual(expected, actual)) {
          throw new Error(
            `${name}: ${kind} ${type}.${id} differs: the kit has\n${JSON.stringify(expected, null, 1)}\nthe floor has\n${JSON.stringify(actual, null, 1)}`,
          );
        }
      }
    }
  }
}

function withoutComment(body) {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== '//'));
}
