import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { didYouMean } from './did-you-mean';
import { EXIT } from './exit-codes';
import { Failure } from './failure';
import { columns, wrap } from './layout';
import { packageRoot } from './package-root';
import type { Terminal } from './terminal';

const SUFFIX = '.schema.json';
const HELP = `
Examples:
  app-proxy schema                    the schema of the declaration
  app-proxy schema --list             which schemas there are
  app-proxy schema group              the schema of a document
  app-proxy schema --sizes            the VM sizes that the planner knows

In an editor, completion and checks as you type:
  app-proxy schema > app-proxy.schema.json
and as the first line of app-proxy.yaml:
  # yaml-language-server: $schema=app-proxy.schema.json`;

interface Options {
  readonly list?: true;
  readonly sizes?: true;
  readonly json?: true;
}

/** `app-proxy schema`: the JSON Schemas and the table of VM sizes. */
export function addSchema(program: Command, terminal: Terminal): void {
  program
    .command('schema')
    .summary('print a JSON Schema, or the table of VM sizes')
    .description('Prints the JSON Schema of the declaration or of a document, or the table of VM sizes.')
    .argument('[name]', 'which schema; --list names them', 'declaration')
    .option('--list', 'list the schemas')
    .option('--sizes', 'list the VM sizes')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', HELP)
    .action(async (name: string, options: Options) => {
      if (options.sizes) {
        await printSizes(terminal, options.json === true);
      } else if (options.list) {
        printList(terminal, options.json === true);
      } else {
        terminal.out.write(readSchema(name));
      }
    });
}

function schemaNames(): string[] {
  return readdirSync(join(packageRoot(), 'schemas'))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
}

function readSchema(name: string): string {
  const names = schemaNames();
  if (!names.includes(name)) {
    throw new Failure(
      `there is no schema '${name}', only ${names.join(', ')}${didYouMean(name, names)}`,
      EXIT.usage,
    );
  }
  return readFileSync(join(packageRoot(), 'schemas', name + SUFFIX), 'utf8');
}

function printList({ out }: Terminal, json: boolean): void {
  const schemas = schemaNames().map((name) => {
    const { description } = JSON.parse(readSchema(name)) as { description?: string };
    return { name, description: description ?? '' };
  });
  if (json) {
    out.json(schemas);
    return;
  }
  for (const { name, description } of schemas) {
    out.line(out.colors.bold(name));
    for (const line of wrap(`  ${description}`, out.columns, '')) {
      out.line(line);
    }
  }
}

async function printSizes({ out }: Terminal, json: boolean): Promise<void> {
  const { vmSizes } = await import('../capacity/index.js');
  if (json) {
    out.json(vmSizes);
    return;
  }
  const head = ['size', 'series', 'vCPUs', 'GiB', 'generation', 'retires'].map((title) =>
    out.colors.bold(title),
  );
  const rows = vmSizes.map((size) => [
    size.name,
    size.series,
    String(size.cores),
    String(size.ramGiB),
    size.generation,
    size.retires ?? '-',
  ]);
  for (const line of columns([head, ...rows], ['left', 'left', 'right', 'right'])) {
    out.line(line);
  }
}
