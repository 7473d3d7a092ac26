export {
  DOCKER_STACK,
  STACK_TARGETS,
  addAzureStacks,
  addDockerStack,
  addStacks,
  type AddStacksOptions,
  type StackTarget,
} from './add-stacks';
export { AzureGroupsStack, azureGroupsStackName } from './azure-groups-stack';
export { AZURE_PLATFORM_STACK, AzurePlatformStack } from './azure-platform-stack';
export { AZURE_RELAY_STACK, AzureRelayStack } from './azure-relay-stack';
export { DockerStack } from './docker-stack';
export { KitStack, REQUIRED_TERRAFORM } from './kit-stack';
export { OutputError, type OutputErrorCode } from './output-folder';
export { synthesize, type SynthOptions, type SynthResult, type SynthesizedStack } from './synthesize';
