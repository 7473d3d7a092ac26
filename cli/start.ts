import type { Command } from 'commander';
import { DEFAULT_FILE, readDeclaration } from './declaration-file';
import { stackLines, DEFAULT_FOLDER, writeStacks } from './synthesis';
import { stackTargets } from './targets';
import type { Output, Terminal } from './terminal';

/** Before each line of a section. */
const INDENT = '  ';
const EGRESS_TITLE = 'Egress of the connectors (all else is denied, out and in)';

const HELP = `
The quick start. The commands validate, plan, egress and synth do the same one
by one, and in full.

Examples:
  npm start
  npm start -- --once
  app-proxy start deployments/production.yaml --out build/terraform`;

interface Options {
  readonly out: string;
  readonly once?: true;
}

/** `app-proxy start`: validate, plan, egress and synth of one declaration, one after the other. */
export function addStart(program: Command, terminal: Terminal): void {
  program
    .command('start')
    .summary('do all of it, and say what comes next')
    .description('Validates, plans, shows the egress and writes the Terraform of a declaration.')
    .argument('[file]', 'the declaration', DEFAULT_FILE)
    .option('-o, --out <folder>', 'where to write', DEFAULT_FOLDER)
    .option('--once', 'end when all is written; today it always does')
    .addHelpText('after', HELP)
    .action(async (file: string, { out: folder }: Options) => {
      const declared = await readDeclaration(terminal, file, false);
      if (declared === undefined) {
        return;
      }
      const { deployment } = declared;
      const { out } = terminal;
      const report = await import('./start-report.js');
      const width = out.columns - INDENT.length;
      section(out, 'Declaration', report.declarationLines(file, deployment));
      out.line();
      section(out, 'Capacity', report.capacityLines(deployment, out.colors, width));
      out.line();
      section(out, EGRESS_TITLE, report.egressLines(deployment));
      out.line();
      const stacks = await writeStacks(deployment, folder, stackTargets(deployment, file, undefined));
      section(out, 'Terraform', stackLines(stacks, out.colors, width));
      out.line();
      section(out, 'Next', report.nextLines(file, deployment, stacks, width));
    });
}

function section(out: Output, title: string, lines: readonly string[]): void {
  out.line(out.colors.bold(title));
  for (const line of lines) {
    out.line((INDENT + line).trimEnd());
  }
}
