import type { Command } from 'commander';
import type { Group } from '../declaration/model';
import { chosenGroups, DEFAULT_FILE, readDeclaration } from './declaration-file';
import { wrap } from './layout';
import type { Output, Terminal } from './terminal';

const HELP = `
For each group: the arithmetic to check by hand, what is left when one connector
(or zone) is gone, and why the neighbouring choices were rejected.

Examples:
  app-proxy plan
  app-proxy plan --group hq
  app-proxy plan --json | jq .totals`;

interface Options {
  readonly group?: string;
  readonly json?: true;
}

/** `app-proxy plan`: size and number of the connectors of each group. */
export function addPlan(program: Command, terminal: Terminal): void {
  program
    .command('plan')
    .summary('show the capacity arithmetic')
    .description('Shows how many connectors of which size each group gets, and why.')
    .argument('[file]', 'the declaration', DEFAULT_FILE)
    .option('-g, --group <name>', 'this group only')
    .option('--json', 'print the plan as JSON')
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      const declared = await readDeclaration(terminal, file, options.json === true);
      if (declared === undefined) {
        return;
      }
      const { deployment, findings } = declared;
      const groups = chosenGroups(deployment, options.group);
      // The relay belongs to the deployment, not to one group.
      const relay = options.group === undefined ? deployment.relay : undefined;
      // Loaded here, so that help does without it.
      const { totalsOf, totalsLine } = await import('./totals.js');
      const totals = totalsOf(groups, relay);
      if (options.json) {
        const plans = groups.map(({ name, placement, plan }) => [name, { placement, ...plan }]);
        terminal.out.json({ ...findings, groups: Object.fromEntries(plans) as object, totals });
        return;
      }
      for (const group of groups) {
        await printPlan(terminal.out, group);
      }
      for (const line of wrap(`total: ${totalsLine(totals)}`, terminal.out.columns)) {
        terminal.out.line(line);
      }
    });
}

async function printPlan(out: Output, { name, plan }: Group): Promise<void> {
  const { formatPlan } = await import('../capacity/index.js');
  const [title = name, ...lines] = formatPlan(name, plan);
  out.line(out.colors.bold(title));
  for (const line of lines.flatMap((each) => wrap(each, out.columns))) {
    out.line(line);
  }
  out.line();
}
