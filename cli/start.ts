import type { Command } from 'commander';
import type { Deployment } from '../declaration/model';
import type { StackTarget } from '../stacks/index';
import { DEFAULT_FILE, readDeclaration } from './declaration-file';
import { addLocalOptions, type LocalOptions, localRunOptions } from './local';
import { stackLines, DEFAULT_FOLDER, writeStacks } from './synthesis';
import { stackTargets } from './targets';
import type { Output, Terminal } from './terminal';

/** Before each line of a section. */
const INDENT = '  ';
const EGRESS_TITLE = 'Egress of the connectors (all else is denied, out and in)';

const NO_TERRAFORM = 'none: targets.azure and targets.docker have it';

const HELP = `
The quick start. The commands validate, plan, egress, synth and local do the
same one by one, and in full. It runs the topology where the target local is
declared, and serves until Ctrl-C.

Examples:
  npm start
  npm start -- --once
  app-proxy start deployments/production.yaml --out build/terraform`;

interface Options extends LocalOptions {
  readonly out: string;
}

/** `app-proxy start`: validate, plan, egress, synth and local of one declaration, one after the other. */
export function addStart(program: Command, terminal: Terminal): void {
  const command = program
    .command('start')
    .summary('do all of it, and run the topology on this machine')
    .description('Validates, plans, shows the egress, writes the Terraform, and runs the topology here.')
    .argument('[file]', 'the declaration', DEFAULT_FILE)
    .option('-o, --out <folder>', 'where to write', DEFAULT_FOLDER);
  addLocalOptions(command)
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
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
      const targets = targetsOf(deployment, file);
      const stacks = targets.length > 0 ? await writeStacks(terminal, deployment, options.out, targets) : [];
      section(out, 'Terraform', stacks.length > 0 ? stackLines(stacks, out.colors, width) : [NO_TERRAFORM]);
      out.line();
      section(out, 'Next', report.nextLines(file, deployment, stacks));
      if (deployment.targets.local === undefined) {
        return;
      }
      out.line();
      section(out, 'On this machine', []);
      const { runLocal } = await import('./local/run-local.js');
      await runLocal(terminal, deployment, { ...localRunOptions(options), progress: out, indent: INDENT });
    });
}

/** The targets to synthesize; none where only the target local is declared. */
function targetsOf(deployment: Deployment, file: string): readonly StackTarget[] {
  const { azure, docker, local } = deployment.targets;
  return azure === undefined && docker === undefined && local !== undefined
    ? []
    : stackTargets(deployment, file, undefined);
}

function section(out: Output, title: string, lines: readonly string[]): void {
  out.line(out.colors.bold(title));
  for (const line of lines) {
    out.line((INDENT + line).trimEnd());
  }
}
