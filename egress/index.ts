export type { EgressDestination, EgressList, EgressPurpose, EgressRule } from './model';
export { deriveEgress, needsVault, RELAY_PORT } from './derive-egress';
export { notNeeded, type NotNeeded } from './not-needed';
export { defaultTarget, type TargetName } from './place';
export { toSecurityRules, type RelayEndpoints, type SecurityRule } from './security-rules';
export {
  toFirewallCollection,
  type FirewallApplicationRule,
  type FirewallCollection,
  type FirewallNetworkRule,
  type FirewallSources,
} from './firewall-collection';
export { egressDocument, type EgressDocument } from './egress-document';
export { egressPage, type EgressPage, type EgressPageGroup } from './page';
export { egressMarkdown } from './markdown';
export { egressCsv } from './csv';
export { egressJson } from './json';
