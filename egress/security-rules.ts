import type { EgressList, EgressRule } from './model';

/** Longest description that a network security group takes, in bytes. */
export const MAX_DESCRIPTION_LENGTH = 140;
/** Most rules in one network security group. https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits */
export const MAX_SECURITY_RULES = 1000;
/** Priority of the last rule in each direction; the groups' own rules end at 3999. */
export const DENY_PRIORITY = 4096;

/**
 * An inline rule of a network security group. Of each pair of singular and plural exactly one is set, as Azure wants it.
 */
export interface SecurityRule {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly sourceAddressPrefix: '*';
  readonly sourcePortRange: '*';
  readonly destinationAddressPrefix?: string;
  readonly destinationAddressPrefixes?: readonly string[];
  readonly destinationPortRange?: string;
  readonly destinationPortRanges?: readonly string[];
}

export interface RelayEndpoints {
  /** Ranges of the relay endpoints, such as the public IP prefixes; may be unresolved values. Win over the declared ones. */
  readonly relayCidrs: readonly string[];
}

/**
 * The egress list as inline rules of a network security group, with the rules that deny everything else, out and in.
 * A destination given by name is open to any address on its ports: the firewall behind it filters by name.
 *
 * @throws Error when the ranges of the relay endpoints are needed and not given; RangeError with too many rules.
 */
export function toSecurityRules(list: EgressList, { relayCidrs }: RelayEndpoints): readonly SecurityRule[] {
  const rules = [...list.rules.map((rule) => allow(rule, relayCidrs)), deny('Outbound'), deny('Inbound')];
  if (rules.length > MAX_SECURITY_RULES) {
    throw new RangeError(
      `groups.${list.group} needs ${rules.length} rules in its network security group, allowed: at most ` +
        `${MAX_SECURITY_RULES}; split the group`,
    );
  }
  return rules;
}

/** Ranges of the relay endpoints: those given, else the declared ones. */
export function relayRanges(rule: EgressRule, relayCidrs: readonly string[]): readonly string[] {
  if (rule.destination.kind !== 'relay-endpoints') return [];
  const cidrs = relayCidrs.length > 0 ? relayCidrs : rule.destination.cidrs;
  if (cidrs.length === 0) {
    throw new Error(
      `groups.${rule.group}: the ranges of the relay endpoints are not known; give relayCidrs or declare relay.endpointCidrs`,
    );
  }
  return cidrs;
}

function allow(rule: EgressRule, relayCidrs: readonly string[]): SecurityRule {
  return {
    name: rule.name,
    description: shorten(description(rule), MAX_DESCRIPTION_LENGTH),
    priority: rule.priority,
    direction: 'Outbound',
    access: 'Allow',
    protocol: rule.protocol === 'tcp' ? 'Tcp' : 'Udp',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    ...prefixes(rule, relayCidrs),
    ...ports(rule.ports),
  };
}

function description({ destination, why }: EgressRule): string {
  return destination.kind === 'names'
    ? `by name at the firewall (${destination.hosts.join(', ')}): ${why}`
    : why;
}

function prefixes(
  rule: EgressRule,
  relayCidrs: readonly string[],
): Pick<SecurityRule, 'destinationAddressPrefix' | 'destinationAddressPrefixes'> {
  const { destination } = rule;
  switch (destination.kind) {
    case 'names':
      return { destinationAddressPrefix: '*' };
    case 'service-tag':
      return { destinationAddressPrefix: destination.tag };
    case 'addresses':
      return several(destination.cidrs);
    case 'relay-endpoints':
      return several(relayRanges(rule, relayCidrs));
  }
}

function several(
  cidrs: readonly string[],
): Pick<SecurityRule, 'destinationAddressPrefix' | 'destinationAddressPrefixes'> {
  const [only, ...more] = cidrs;
  return only !== undefined && more.length === 0
    ? { destinationAddressPrefix: only }
    : { destinationAddressPrefixes: cidrs };
}

function ports(
  numbers: readonly number[],
): Pick<SecurityRule, 'destinationPortRange' | 'destinationPortRanges'> {
  const ranges = numbers.map(String);
  const [only, ...more] = ranges;
  return only !== undefined && more.length === 0
    ? { destinationPortRange: only }
    : { destinationPortRanges: ranges };
}

function deny(direction: 'Inbound' | 'Outbound'): SecurityRule {
  return {
    name: direction === 'Outbound' ? 'deny-out' : 'deny-in',
    description:
      direction === 'Outbound'
        ? 'everything that the egress list does not name'
        : 'a connector accepts no connection',
    priority: DENY_PRIORITY,
    direction,
    access: 'Deny',
    protocol: '*',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '*',
  };
}

/** The text, cut where it has more bytes in UTF-8 than allowed, as Azure's provider counts them. */
export function shorten(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let cut = '';
  for (const character of text) {
    if (Buffer.byteLength(cut + character) > bytes - ELLIPSIS.length) break;
    cut += character;
  }
  return `${cut}${ELLIPSIS}`;
}

const ELLIPSIS = '...';
