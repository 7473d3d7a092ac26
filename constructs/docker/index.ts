export { checkDeployment } from './check-deployment';
export { Configuration, DOCUMENTS_LIMIT, type ConfigurationProps } from './configuration';
export { ConnectorGroup, type ConnectorGroupProps } from './connector-group';
export {
  DESTROY_GRACE_SECONDS,
  type ContainerMount,
  type ContainerSettings,
  type HealthCheck,
  type NetworkReference,
} from './container-settings';
export { ContainerSlot, GATE_SECONDS, type ContainerSlotProps } from './container-slot';
export { Edge, type EdgeProps } from './edge';
export { EDGE_CONFIGURATION, EDGE_CONNECTIONS, EDGE_MEMORY_MIB } from './edge-configuration';
export { Enrolment, type EnrolmentProps } from './enrolment';
export { ExternalGroup, type ExternalGroupProps } from './external-group';
export { FirstConfiguration, type FirstConfigurationProps } from './first-configuration';
export { DockerNames } from './names';
export { MAX_GROUPS } from './network-pool';
export { Relay, type RelayProps } from './relay';
export { RuntimeImage, type RuntimeImageProps } from './runtime-image';
export { TerraformData, type TerraformDataProps } from './terraform-data';
