export { InvalidPropsError } from '../shared/prop-check';
export { AlertReceivers, type AlertReceiversProps } from './alert-receivers';
export { ArtifactContainers, type ArtifactContainersProps } from './artifact-containers';
export { ArtifactIdentity, type ArtifactIdentityProps } from './artifact-identity';
export { ArtifactStore, type ArtifactStoreProps } from './artifact-store';
export { CaKey, type CaKeyProps } from './ca-key';
export { ComputeSlot, type ComputeSlotProps, type PublicAddressProps } from './compute-slot';
export { ConnectorGroup } from './connector-group';
export type { ConnectorGroupProps, DeploymentReference } from './connector-group-props';
export {
  ConnectorNetworkSecurityGroup,
  type ConnectorNetworkSecurityGroupProps,
} from './connector-network-security-group';
export { DeployerAccess, type DeployerAccessProps } from './deployer-access';
export {
  DeploymentGroup,
  type DeploymentGroupProps,
  type GroupArtifact,
  type GroupIdentity,
  type GroupMachine,
  type GroupOutputs,
} from './deployment-group';
export { DocumentBlob, type DocumentBlobProps } from './document-blob';
export { EgressFirewall, type EgressFirewallProps } from './egress-firewall';
export { FirewallRoute, type FirewallRouteProps } from './firewall-route';
export { Gate, type GateProps } from './gate';
export { GroupFirewallRules, type GroupFirewallRulesProps } from './group-firewall-rules';
export { GroupRedundancyAlert, type GroupRedundancyAlertProps } from './group-redundancy-alert';
export { DeploymentVault, type DeploymentVaultProps } from './key-vault';
export { LogAgent, type LogAgentProps } from './log-agent';
export { LogCollection, type LogCollectionProps } from './log-collection';
export { LogWorkspace, type LogWorkspaceProps } from './log-workspace';
export { AzureNames } from './names';
export { NatEgress, type NatEgressProps } from './nat-egress';
export { QueryAlert, type QueryAlertProps } from './query-alert';
export { RegionNetwork, type RegionNetworkProps } from './region-network';
export { RelayAddressRange, type RelayAddressRangeProps } from './relay-address-range';
export { RelayDns, type RelayDnsProps } from './relay-dns';
export { RelayHeartbeatAlert, type RelayHeartbeatAlertProps } from './relay-heartbeat-alert';
export { RelayIdentity, type RelayIdentityProps } from './relay-identity';
export { RelayInstance, type RelayInstanceProps } from './relay-instance';
export { RelaySecurityGroup, type RelaySecurityGroupProps } from './relay-security-group';
export type { ResourceGroupReference, ResourceReference } from './resource-reference';
export { RuntimeArtifact, type RuntimeArtifactProps } from './runtime-artifact';
export { UserCertificate, type UserCertificateProps } from './user-certificate';
export { UserLoadBalancer, type UserLoadBalancerProps } from './user-load-balancer';
