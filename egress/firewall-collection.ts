import type { EgressList, EgressRule } from './model';
import { relayRanges, type RelayEndpoints } from './security-rules';

/** A rule of a network rule collection: by address, or by name where the firewall's DNS proxy is on. */
export interface FirewallNetworkRule {
  readonly name: string;
  readonly description: string;
  readonly protocols: readonly ('TCP' | 'UDP')[];
  readonly sourceAddresses: readonly string[];
  readonly destinationAddresses?: readonly string[];
  readonly destinationFqdns?: readonly string[];
  readonly destinationPorts: readonly string[];
}

/** A rule of an application rule collection: https by the name that the client asks for. */
export interface FirewallApplicationRule {
  readonly name: string;
  readonly description: string;
  readonly protocols: readonly { readonly type: 'Https'; readonly port: number }[];
  readonly sourceAddresses: readonly string[];
  readonly destinationFqdns: readonly string[];
}

/** The rules of one group in an Azure Firewall rule collection group. What they do not allow, the firewall denies. */
export interface FirewallCollection {
  readonly networkRules: readonly FirewallNetworkRule[];
  readonly applicationRules: readonly FirewallApplicationRule[];
  /** True where a network rule matches by name: the firewall policy must have its DNS proxy on. */
  readonly needsDnsProxy: boolean;
}

export interface FirewallSources extends RelayEndpoints {
  /** Ranges that the group's connectors are in; may be unresolved values. */
  readonly sourceAddresses: readonly string[];
}

/**
 * The egress list as rules of an Azure Firewall.
 *
 * A backend given by name becomes a network rule, not an application rule: those look at the `Host` header, which
 * is the external host of the application unless it is declared otherwise, and would lead the request to the relay.
 * An Azure service becomes an application rule for its one host name, narrower than its service tag.
 *
 * @throws Error when the ranges of the relay endpoints are needed and not given.
 */
export function toFirewallCollection(
  list: EgressList,
  { sourceAddresses, relayCidrs }: FirewallSources,
): FirewallCollection {
  const networkRules = list.rules.flatMap((rule) => networkRule(rule, sourceAddresses, relayCidrs));
  return {
    networkRules,
    applicationRules: list.rules.flatMap((rule) => applicationRule(rule, sourceAddresses)),
    needsDnsProxy: networkRules.some(({ destinationFqdns }) => destinationFqdns !== undefined),
  };
}

function networkRule(
  rule: EgressRule,
  sourceAddresses: readonly string[],
  relayCidrs: readonly string[],
): readonly FirewallNetworkRule[] {
  const { destination } = rule;
  if (destination.kind === 'service-tag') return [];
  return [
    {
      name: rule.name,
      description: rule.why,
      protocols: [rule.protocol === 'tcp' ? 'TCP' : 'UDP'],
      sourceAddresses,
      ...(destination.kind === 'names'
        ? { destinationFqdns: destination.hosts }
        : {
            destinationAddresses:
              destination.kind === 'addresses' ? destination.cidrs : relayRanges(rule, relayCidrs),
          }),
      destinationPorts: rule.ports.map(String),
    },
  ];
}

function applicationRule(
  { name, why, destination, ports }: EgressRule,
  sourceAddresses: readonly string[],
): readonly FirewallApplicationRule[] {
  if (destination.kind !== 'service-tag') return [];
  return [
    {
      name,
      description: why,
      protocols: ports.map((port) => ({ type: 'Https', port })),
      sourceAddresses,
      destinationFqdns: destination.hosts,
    },
  ];
}
