export type EgressPurpose =
  'relay' | 'dns' | 'backend' | 'identity' | 'storage' | 'vault' | 'logs' | 'updates' | 'proxy' | 'extra';

/**
 * Where a rule leads.
 * - `relay-endpoints`: the public addresses of the relay instances. `cidrs` is empty until they are
 *   known: constructs put the range of the public IP prefix there, pages say where to read it.
 * - `addresses`: IPv4 ranges.
 * - `names`: host names, as only a firewall can match them.
 * - `service-tag`: an Azure service tag, with the region where the tag has one. `hosts` are the names behind it
 *   that are needed, for a firewall that matches names.
 */
export type EgressDestination =
  | { readonly kind: 'relay-endpoints'; readonly cidrs: readonly string[] }
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[] }
  | { readonly kind: 'names'; readonly hosts: readonly string[] }
  | { readonly kind: 'service-tag'; readonly tag: string; readonly hosts: readonly string[] };

/** One line of the egress list: who may reach what, and why. */
export interface EgressRule {
  /** Stable and unique in its group, from declared names alone: `relay`, `backend-intranet`. */
  readonly name: string;
  readonly group: string;
  readonly purpose: EgressPurpose;
  readonly destination: EgressDestination;
  readonly ports: readonly number[];
  readonly protocol: 'tcp' | 'udp';
  readonly why: string;
  /** Priority of the rule in the network security group; unique in its group (100-3999). */
  readonly priority: number;
}

/** All that the connectors of one group may reach. Everything else is denied, in and out. */
export interface EgressList {
  readonly group: string;
  readonly rules: readonly EgressRule[];
}
