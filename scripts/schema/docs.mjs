import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { definitionName, follow, schema } from './read.mjs';

export const path = 'docs/declaration.md';

const HEAD = `# The declaration

Generated from \`schemas/declaration.schema.json\` by \`npm run schema\`; a test holds it against the schema.

One YAML file says all about one deployment. The smallest one that works:

\`\`\`yaml
version: 1
name: contoso
domain: apps.example.com
targets:
  local: {}
groups:
  hq:
    connectors: 2
    applications:
      intranet:
        url: http://10.1.0.20:8080
\`\`\`

An editor with a YAML language server completes and explains it after this first line (in an included file
\`declaration-groups.schema.json\`):

\`\`\`yaml
# yaml-language-server: $schema=node_modules/cdktf-app-proxy/schemas/declaration.schema.json
\`\`\`

## How it is read

- YAML 1.2, UTF-8, one document a file. A byte order mark is skipped; both kinds of line ends are read.
- Keys are text as it is written. Everything that can grow is a map keyed by name: the name is the address of the thing
  in Terraform, so it never depends on a position.
- \`true\`, \`false\`, \`null\` and numbers without quotes are what they look like; everything else is text, dates and
  \`yes\` too. A number in quotes is text: where a number is due it is an error, and the other way round.
- An alias (\`*name\`) stands for a whole value. Merge keys (\`<<\`) and tags (\`!!str\`) are errors.
- Strict: an unknown key is an error. All errors come in one run, each with file, line and column.
- Secrets cannot be written: they are [references](#secretreference). Text that Terraform would evaluate (\`\${\`, \`%{\`) is
  an error.
- Host names are converted to their IDNA form and lower case; a trailing dot is dropped. \`Bücher.Example.\` is
  \`xn--bcher-kva.example\`.

## Several files

\`include\` names files that hold \`groups\` and nothing else, so that each team owns its own:

\`\`\`yaml
# app-proxy.yaml
include: [groups/*.yaml]
\`\`\`

\`\`\`yaml
# groups/plant.yaml
groups:
  plant:
    connectors: 2
\`\`\`

Paths are relative to the declaration and stay below its directory, also by links. \`*\` stands for any characters of one
name; names that begin with a dot are left out. A group is declared in one file. Relative paths inside an included file
start from that file.
`;

/** The reference page of every key, limit and finding. */
export async function generate() {
  const text = [
    HEAD,
    '## Keys',
    ...section('Declaration', '', schema),
    ...Object.keys(schema.$defs)
      .filter((name) => isSection(schema.$defs[name]))
      .sort()
      .flatMap((name) => section(name, '', schema.$defs[name])),
    ...values(),
    ...limits(),
    ...codes(),
  ].join('\n');
  return format(text, { parser: 'markdown', singleQuote: true, printWidth: 110 });
}

/** A heading, a sentence and a table; what is nested in it follows with headings of its own. */
function section(name, prefix, node) {
  const lines = [`### ${name}`, '', node.description ?? '', ''];
  for (const one of node.oneOf ?? [node]) {
    if (one.oneOf === undefined && node.oneOf !== undefined) {
      lines.push(
        '',
        one.const === undefined ? `${one.title}: ${one.description}` : `\`${one.const}\`: ${one.title}.`,
        '',
      );
    }
    if (one.properties !== undefined) {
      lines.push(...table(one, prefix), '');
    }
  }
  return lines;
}

function table(node, prefix) {
  return [
    '| key | value | default | meaning |',
    '| --- | --- | --- | --- |',
    ...rows(node, prefix).map((row) => `| ${row.map(escape).join(' | ')} |`),
  ];
}

function rows(node, prefix) {
  return Object.entries(node.properties).flatMap(([key, property]) => {
    const whole = follow(property);
    const required = node.required?.includes(key) ? ' (required)' : '';
    const own = [
      `\`${prefix}${key}\`${required}`,
      value(property),
      whole.default === undefined ? '' : code(whole.default),
      [whole.description, example(property)].filter(Boolean).join(' '),
    ];
    return [own, ...nested(property, `${prefix}${key}`)];
  });
}

/** Rows of what has no section of its own. */
function nested(property, at) {
  if (property.$ref !== undefined) {
    return [];
  }
  const objects = [
    [property, `${at}.`],
    [property.additionalProperties, `${at}.<name>.`],
    ...(property.oneOf ?? []).map((one) => [one, `${at}.`]),
  ];
  return objects.flatMap(([one, prefix]) =>
    typeof one === 'object' && one.$ref === undefined && one.properties !== undefined
      ? rows(one, prefix)
      : [],
  );
}

function isSection(definition) {
  return definition.properties !== undefined || definition.oneOf !== undefined;
}

/** Type and what is allowed, in words. */
function value(node) {
  if (node.$ref !== undefined) {
    const name = definitionName(node.$ref);
    return `[${name}](#${isSection(schema.$defs[name]) ? name.toLowerCase() : 'values'})`;
  }
  if (node.oneOf !== undefined) {
    return node.oneOf.map(value).join(' or ');
  }
  if (node.const !== undefined || node.enum !== undefined) {
    return (node.enum ?? [node.const]).map(code).join(', ');
  }
  switch (node.type) {
    case 'string':
      return node.patternErrorMessage ?? `text${lengths(node, 'characters')}`;
    case 'integer':
      return `whole number${range(node)}`;
    case 'number':
      return `number${range(node)}`;
    case 'boolean':
      return '`true`, `false`';
    case 'array':
      return `list: ${value(node.items)}`;
    default:
      return map(node);
  }
}

function map(node) {
  if (node.additionalProperties === undefined || node.additionalProperties === false) {
    return 'map';
  }
  return `map by name: ${value(node.additionalProperties)}`;
}

function lengths({ minLength, maxLength }, unit) {
  if (maxLength === undefined) {
    return '';
  }
  return minLength > 1 ? `, ${minLength} to ${maxLength} ${unit}` : `, at most ${maxLength} ${unit}`;
}

function range({ minimum, maximum, exclusiveMinimum }) {
  const least =
    minimum === undefined
      ? exclusiveMinimum === undefined
        ? ''
        : ` above ${exclusiveMinimum}`
      : ` from ${minimum}`;
  return least + (maximum === undefined ? '' : ` to ${maximum}`);
}

function example({ examples, const: only }) {
  return examples === undefined || only !== undefined ? '' : `Example: ${code(examples[0])}.`;
}

function code(given) {
  return `\`${typeof given === 'string' && given !== '' ? given : JSON.stringify(given)}\``;
}

/** A table's cell: no bar, one line, and `<` only in code. */
function escape(cell) {
  return cell
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');
}

/** The scalars that many keys share. */
function values() {
  const shared = Object.entries(schema.$defs).filter(([, definition]) => !isSection(definition));
  return [
    '### Values',
    '',
    '| name | value | meaning |',
    '| --- | --- | --- |',
    ...shared
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, definition]) => {
        const meaning = [definition.description, example(definition)].filter(Boolean).join(' ');
        return `| \`${name}\` | ${escape(value(definition))} | ${escape(meaning)} |`;
      }),
    '',
  ];
}

/** The constants of declaration/limits.ts, with what stands above each. */
function limits() {
  const source = readFileSync(new URL('../../declaration/limits.ts', import.meta.url), 'utf8');
  const found = [...source.matchAll(/\/\*\* (.+) \*\/\nexport const (\w+) = (.+);/g)];
  return [
    '## Limits',
    '',
    '| limit | value | meaning |',
    '| --- | --- | --- |',
    ...found.map(
      ([, meaning, name, size]) =>
        `| \`${name}\` | ${size.replaceAll('*', '×').replaceAll('_', ',')} | ${escape(meaning)} |`,
    ),
    '',
  ];
}

/** The codes of all findings. */
function codes() {
  const found = JSON.parse(
    readFileSync(new URL('../../declaration/finding-codes.json', import.meta.url), 'utf8'),
  );
  return [
    '## Findings',
    '',
    'Each finding has a stable `code`, which `app-proxy validate --json` prints with file, line, column and path.',
    '',
    '| code | meaning |',
    '| --- | --- |',
    ...Object.entries(found).map(([name, meaning]) => `| \`${name}\` | ${escape(meaning)} |`),
    '',
  ];
}
