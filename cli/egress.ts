import { type Command, Option } from 'commander';
import type { EgressPage, TargetName } from '../egress/index';
import { chosenGroups, DEFAULT_FILE, readDeclaration } from './declaration-file';
import { requireTargets } from './targets';
import type { Terminal } from './terminal';
import { writeTextFile } from './text-file';

const HELP = `
Markdown is a page for the firewall team, CSV has a line for each destination,
JSON is for scripts. All that is not in the list is denied, out and in.

Examples:
  app-proxy egress > firewall.md
  app-proxy egress --group hq --format csv
  app-proxy egress --target docker --output firewall.json --format json`;

const FORMATS = ['markdown', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface Options {
  readonly group?: string;
  readonly format: Format;
  readonly target?: TargetName;
  readonly output?: string;
}

/** `app-proxy egress`: what the connectors must reach, for the firewall team. */
export function addEgress(program: Command, terminal: Terminal): void {
  program
    .command('egress')
    .summary('show what the connectors must reach')
    .description('Shows what the connectors of each group must reach, and why.')
    .argument('[file]', 'the declaration', DEFAULT_FILE)
    .option('-g, --group <name>', 'this group only')
    .addOption(new Option('-f, --format <format>', 'form of the list').choices(FORMATS).default('markdown'))
    .addOption(
      new Option(
        '-t, --target <target>',
        'where the connectors run (default: the first that is declared)',
      ).choices(['azure', 'docker', 'local']),
    )
    .option('-o, --output <file>', 'write the list into a file')
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      const declared = await readDeclaration(terminal, file, options.format === 'json');
      if (declared === undefined) {
        return;
      }
      const { deployment } = declared;
      const groups = new Set(chosenGroups(deployment, options.group).map(({ name }) => name));
      requireTargets(deployment, file, options.target === undefined ? [] : [options.target]);
      const { egressPage } = await import('../egress/index.js');
      const page = egressPage(deployment, options.target);
      const text = await render(
        { ...page, groups: page.groups.filter(({ group }) => groups.has(group)) },
        options.format,
      );
      if (options.output === undefined) {
        terminal.out.write(text);
      } else {
        writeTextFile(options.output, text);
      }
    });
}

async function render(page: EgressPage, format: Format): Promise<string> {
  const { egressCsv, egressJson, egressMarkdown } = await import('../egress/index.js');
  return { markdown: egressMarkdown, csv: egressCsv, json: egressJson }[format](page);
}
