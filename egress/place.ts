import type { AzureTarget, Deployment, Group, Placement } from '../declaration/model';

/** Where a deployment runs: Azure, one Docker engine, or plain processes on one machine. */
export type TargetName = 'azure' | 'docker' | 'local';

/** Where the connectors of a group run: in a virtual network that the kit writes rules for, or on hosts that it does not. */
export type Place =
  | { readonly kind: 'azure'; readonly azure: AzureTarget; readonly placement: Placement }
  | { readonly kind: 'hosts' };

/** The target that is meant where none is named: Azure where it is declared, else Docker, else local. */
export function defaultTarget(deployment: Deployment): TargetName {
  const { azure, docker } = deployment.targets;
  return azure !== undefined ? 'azure' : docker !== undefined ? 'docker' : 'local';
}

/** @throws Error when the target is not declared. */
export function placeOf(deployment: Deployment, group: Group, target: TargetName): Place {
  if (deployment.targets[target] === undefined) {
    throw new Error(
      `target '${target}' is not declared in deployment '${deployment.name}', declared: ` +
        `${Object.keys(deployment.targets).join(', ')}; declare targets.${target}`,
    );
  }
  const { azure } = deployment.targets;
  return target === 'azure' && azure !== undefined && group.placement !== 'external'
    ? { kind: 'azure', azure, placement: group.placement }
    : { kind: 'hosts' };
}
