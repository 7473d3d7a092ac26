import type { Deployment, Group } from '../declaration/model';
import { deriveEgress } from './derive-egress';
import type { EgressDestination, EgressRule } from './model';
import { notNeeded, type NotNeeded } from './not-needed';
import { defaultTarget, placeOf, type TargetName } from './place';

/** The page for the firewall team: each group's egress list with what is not needed beside it. */
export interface EgressPage {
  readonly deployment: string;
  readonly target: TargetName;
  readonly groups: readonly EgressPageGroup[];
  /** Whether the addresses of the relay endpoints are in the page. */
  readonly relayEndpointsKnown: boolean;
}

export interface EgressPageGroup {
  readonly group: string;
  /** Who the rules are for: where the group's connectors run. */
  readonly from: string;
  readonly rules: readonly EgressRule[];
  readonly notNeeded: readonly NotNeeded[];
}

/** What pages say in place of the relay endpoints' addresses while they are not known. */
export const UNKNOWN_RELAY_ENDPOINTS = 'relay endpoints';

/** Where the addresses of the relay endpoints come from while they are not known. */
export const RELAY_ENDPOINTS_SOURCE =
  'The platform stack makes them and prints them as its output; once they are known, write them to relay.endpointCidrs.';

/**
 * The pages' content for all groups, in the order of their names.
 *
 * @throws what `deriveEgress` throws
 */
export function egressPage(
  deployment: Deployment,
  target: TargetName = defaultTarget(deployment),
): EgressPage {
  return {
    deployment: deployment.name,
    target,
    groups: Object.values(deployment.groups).map((group) => ({
      group: group.name,
      from: from(deployment, group, target),
      rules: deriveEgress(deployment, group, target).rules,
      notNeeded: notNeeded(deployment, group, target),
    })),
    relayEndpointsKnown: deployment.relay.endpointCidrs.length > 0,
  };
}

/** The destination's parts as text, one a place: addresses, names, or a service tag. */
export function destinationTexts(destination: EgressDestination): readonly string[] {
  switch (destination.kind) {
    case 'relay-endpoints':
      return destination.cidrs.length > 0 ? destination.cidrs : [UNKNOWN_RELAY_ENDPOINTS];
    case 'addresses':
      return destination.cidrs;
    case 'names':
      return destination.hosts;
    case 'service-tag':
      return [destination.tag];
  }
}

function from(deployment: Deployment, group: Group, target: TargetName): string {
  const place = placeOf(deployment, group, target);
  if (place.kind === 'hosts') {
    if (target === 'docker') return 'containers on the Docker host';
    return target === 'local' ? 'processes on this machine' : 'hosts of your own';
  }
  const { azure, placement } = place;
  const { region, subnet } = placement;
  const network = azure.regions[region];
  if (subnet !== undefined && 'id' in subnet) {
    return [`subnet ${subnet.id}`, ...subnet.addressPrefixes].join(' ');
  }
  if (subnet !== undefined) return `subnet app-proxy-${group.name} (${subnet.addressPrefix}) in ${region}`;
  return network?.subnets.connectors === undefined
    ? `subnet app-proxy-connectors in ${region}`
    : `subnet ${network.subnets.connectors}`;
}
