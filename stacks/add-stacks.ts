import type { App, TerraformStack } from 'cdktf';
import type { Deployment } from '../declaration/model';
import { AzureGroupsStack, azureGroupsStackName } from './azure-groups-stack';
import { AZURE_PLATFORM_STACK, AzurePlatformStack } from './azure-platform-stack';
import { AZURE_RELAY_STACK, AzureRelayStack } from './azure-relay-stack';
import { DockerStack } from './docker-stack';

/** Targets that have stacks; the target `local` has none. */
export const STACK_TARGETS = ['azure', 'docker'] as const;
export type StackTarget = (typeof STACK_TARGETS)[number];

/** Name of the only stack of the target docker. */
export const DOCKER_STACK = 'docker';

export interface AddStacksOptions {
  /** @default - all targets that the declaration has stacks for */
  readonly targets?: readonly StackTarget[];
  /** Told the name of each stack before it is built. */
  readonly onStack?: (name: string) => void;
}

/** Adds the stacks of a deployment, in the order in which they are applied. */
export function addStacks(
  app: App,
  deployment: Deployment,
  options: AddStacksOptions = {},
): TerraformStack[] {
  const wanted = options.targets ?? STACK_TARGETS;
  return [
    ...(wanted.includes('azure') && deployment.targets.azure !== undefined
      ? addAzureStacks(app, deployment, options.onStack)
      : []),
    ...(wanted.includes('docker') && deployment.targets.docker !== undefined
      ? [addDockerStack(app, deployment, options.onStack)]
      : []),
  ];
}

/**
 * Adds the Azure stacks: platform, relay, and one for each shard of the groups. The number of shards is the declared one,
 * whether or not a shard has groups: a stack that vanished could not remove what it made.
 */
export function addAzureStacks(
  app: App,
  deployment: Deployment,
  onStack: (name: string) => void = () => undefined,
): TerraformStack[] {
  onStack(AZURE_PLATFORM_STACK);
  const platform = new AzurePlatformStack(app, deployment);
  onStack(AZURE_RELAY_STACK);
  const relay = new AzureRelayStack(app, deployment);
  relay.addDependency(platform);
  const shards = Array.from({ length: deployment.targets.azure?.shards ?? 0 }, (_, shard) => {
    onStack(azureGroupsStackName(shard));
    const groups = new AzureGroupsStack(app, deployment, shard);
    groups.addDependency(relay);
    return groups;
  });
  return [platform, relay, ...shards];
}

/** Adds the stack of the target docker. */
export function addDockerStack(
  app: App,
  deployment: Deployment,
  onStack: (name: string) => void = () => undefined,
): TerraformStack {
  onStack(DOCKER_STACK);
  return new DockerStack(app, DOCKER_STACK, deployment);
}
