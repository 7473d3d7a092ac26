import type { Deployment } from '../declaration/model';
import type { StackTarget, SynthesizedStack } from '../stacks/index';
import { EXIT } from './exit-codes';
import { Failure } from './failure';
import { columns, count } from './layout';
import type { Colors, Output, Terminal } from './terminal';

/** Folder that stacks are written into when no other is given, as cdktf has it. */
export const DEFAULT_FOLDER = 'cdktf.out';

/** What reviewers look for first. */
const MACHINES: readonly string[] = ['azurerm_linux_virtual_machine', 'docker_container'];

/** Writes the stacks, in the order to apply them. What the declaration or the folder is at fault for is a `Failure`. */
export async function writeStacks(
  { err }: Terminal,
  declared: Deployment,
  folder: string,
  targets: readonly StackTarget[],
): Promise<readonly SynthesizedStack[]> {
  const deployment = await withExecutable(err, declared);
  const { OutputError, synthesize } = await import('../stacks/index.js');
  const { InvalidPropsError } = await import('../constructs/shared/prop-check.js');
  try {
    return synthesize(deployment, { outdir: folder, targets }).stacks;
  } catch (error) {
    throw error instanceof OutputError || error instanceof InvalidPropsError
      ? new Failure(error.message, EXIT.no)
      : error;
  }
}

async function withExecutable(err: Output, deployment: Deployment): Promise<Deployment> {
  const { executableRuntime } = await import('../declaration/index.js');
  try {
    const runtime = executableRuntime(deployment.runtime, () => {
      err.line(err.colors.dim('making the executable that machines run, once for this version'));
    });
    return { ...deployment, runtime };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      `the executable that machines run cannot be made: ${reason}; remove the cause, or name a program in runtime.artifact`,
      EXIT.no,
    );
  }
}

/** A line for each stack: its folder, its resources, and as many of the types that it has most of as fit. */
export function stackLines(
  stacks: readonly SynthesizedStack[],
  colors: Colors,
  width: number,
): readonly string[] {
  const lines = columns(
    stacks.map(({ directory, resources }) => [
      directory,
      count(
        Object.values(resources).reduce((sum, number) => sum + number, 0),
        'resource',
      ),
      '',
    ]),
    ['left', 'right'],
  );
  return stacks.map(({ resources }, index) => {
    const line = lines[index] ?? '';
    return line + colors.dim(typesThatFit(resources, width - line.length));
  });
}

/** `  6 linux virtual machine, 4 subnet, ...`: machines first, then what there is most of, without the provider's name. */
function typesThatFit(resources: Readonly<Record<string, number>>, room: number): string {
  const types = Object.entries(resources)
    .sort(([a, number], [b, other]) => rank(a) - rank(b) || other - number)
    .map(([type, number]) => `${number} ${type.replace(/^(azurerm|docker)_/, '').replaceAll('_', ' ')}`);
  for (let named = types.length; named > 0; named -= 1) {
    const text = `  ${types.slice(0, named).join(', ')}${named < types.length ? ', ...' : ''}`;
    if (text.length <= room) {
      return text;
    }
  }
  return '';
}

function rank(type: string): number {
  return MACHINES.includes(type) ? 0 : 1;
}
