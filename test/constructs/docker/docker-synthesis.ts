import { Image } from '@cdktf/provider-docker/lib/image';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { ContainerSettings } from '../../../constructs/docker/container-settings';
import { KitStack } from '../../../stacks/kit-stack';
import { synthesizedStack, testApp, type SynthesizedStack } from '../../assertions';

/** Synthesizes constructs in a stack of their own that has the docker provider. */
export function synthesizedDocker(build: (stack: TerraformStack) => void): SynthesizedStack {
  const stack = new KitStack(testApp(), 'test');
  new DockerProvider(stack, 'docker', {});
  build(stack);
  return synthesizedStack(stack);
}

/** Settings of some container with a health check. */
export function someSettings(
  scope: Construct,
  changes: Partial<ContainerSettings> = {},
): ContainerSettings & Required<Pick<ContainerSettings, 'health'>> {
  return {
    image: new Image(scope, 'image', { name: 'program:1' }),
    entrypoint: ['/program'],
    command: [],
    memoryMiB: 128,
    networks: [],
    mounts: [],
    health: { command: ['/program', 'health'], intervalSeconds: 5 },
    restart: 'always',
    ...changes,
  };
}
