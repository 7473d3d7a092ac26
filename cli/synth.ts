import { type Command, InvalidArgumentError } from 'commander';
import type { StackTarget } from '../stacks/index';
import { DEFAULT_FILE, readDeclaration } from './declaration-file';
import { redundancyLines } from './redundancy';
import { DEFAULT_FOLDER, stackLines, writeStacks } from './synthesis';
import { STACK_TARGETS, stackTargets } from './targets';
import type { Terminal } from './terminal';

const HELP = `
Needs no Terraform and no log-in, and the network the first time only: npm
brings the Node.js of the executable that machines run. The folder changes as a
whole or not at all; what 'terraform init' left in it stays, local states lie
beside it.

Examples:
  app-proxy synth
  app-proxy synth --target docker --out build/terraform
  app-proxy synth --json | jq -r '.stacks[].directory'`;

interface Options {
  readonly out: string;
  readonly target?: readonly StackTarget[];
  readonly json?: true;
}

/** `app-proxy synth`: writes the Terraform stacks. */
export function addSynth(program: Command, terminal: Terminal): void {
  program
    .command('synth')
    .summary('write the Terraform stacks')
    .description(
      'Writes the Terraform of a declaration, a folder for each stack, in the order to apply them.',
    )
    .argument('[file]', 'the declaration', DEFAULT_FILE)
    .option('-o, --out <folder>', 'where to write', DEFAULT_FOLDER)
    .option(
      '-t, --target <target>',
      'azure or docker, may be repeated (default: all that are declared)',
      addTarget,
    )
    .option('--json', 'print the stacks as JSON')
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      const declared = await readDeclaration(terminal, file, options.json === true);
      if (declared === undefined) {
        return;
      }
      const { deployment, findings } = declared;
      const targets = stackTargets(deployment, file, options.target);
      const stacks = await writeStacks(terminal, deployment, options.out, targets);
      const { out } = terminal;
      if (options.json) {
        out.json({ ...findings, stacks });
        return;
      }
      for (const line of [
        ...stackLines(stacks, out.colors, out.columns),
        ...redundancyLines(deployment, out.colors),
      ]) {
        out.line(line);
      }
    });
}

function addTarget(given: string, others: readonly StackTarget[] = []): readonly StackTarget[] {
  const target = STACK_TARGETS.find((each) => each === given);
  if (target === undefined) {
    throw new InvalidArgumentError(`Allowed choices are ${STACK_TARGETS.join(', ')}.`);
  }
  return [...others, target];
}
