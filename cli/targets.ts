import type { Deployment } from '../declaration/model';
import type { StackTarget } from '../stacks/index';
import { EXIT } from './exit-codes';
import { Failure } from './failure';

/** The targets that have stacks, named here so that help does without loading the stacks. */
export const STACK_TARGETS = ['azure', 'docker'] as const satisfies readonly StackTarget[];

/** @throws Failure for the first target that is not declared */
export function requireTargets(
  { targets }: Deployment,
  file: string,
  asked: readonly (keyof Deployment['targets'])[],
): void {
  for (const target of asked) {
    if (targets[target] === undefined) {
      throw new Failure(
        `--target ${target}: ${file} declares only ${Object.keys(targets).join(', ')}; declare targets.${target}`,
        EXIT.no,
      );
    }
  }
}

/** The targets to synthesize: those asked for, else all that are declared. @throws Failure where there is none */
export function stackTargets(
  deployment: Deployment,
  file: string,
  asked: readonly StackTarget[] | undefined,
): readonly StackTarget[] {
  if (asked !== undefined) {
    requireTargets(deployment, file, asked);
  }
  const targets = STACK_TARGETS.filter(
    (target) => deployment.targets[target] !== undefined && (asked?.includes(target) ?? true),
  );
  if (targets.length === 0) {
    throw new Failure(`${file} has no Terraform to write: declare targets.azure or targets.docker`, EXIT.no);
  }
  return targets;
}
