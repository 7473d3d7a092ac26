import type { Deployment, Group } from '../declaration/model';
import { needsVault } from './derive-egress';
import { defaultTarget, placeOf, type TargetName } from './place';

/** Something that a firewall team may expect in the list and that is not needed. */
export interface NotNeeded {
  readonly what: string;
  readonly why: string;
}

/** What the connectors of a group need no rule for, and why. */
export function notNeeded(
  deployment: Deployment,
  group: Group,
  target: TargetName = defaultTarget(deployment),
): readonly NotNeeded[] {
  const place = placeOf(deployment, group, target);
  const everywhere: readonly NotNeeded[] = [
    { what: 'inbound connections', why: 'a connector only dials out; nothing listens but loopback' },
    {
      what: 'updates',
      why: `the runtime comes ${group.proxy === undefined ? 'through the relay port' : 'through the outbound proxy'}`,
    },
    { what: 'logs', why: 'connectors send no logs; relay instances report for them' },
  ];
  if (place.kind === 'hosts') {
    return [
      ...everywhere,
      { what: 'identity', why: 'the enrolment token is read from a file on the host' },
      { what: 'storage and key vault', why: 'program and configuration come from the relay' },
      {
        what: 'DNS servers and time servers',
        why: "the host's own settings are used; they must be open already",
      },
    ];
  }
  const { azure, placement } = place;
  return [
    ...everywhere,
    {
      what: 'identity (AzureActiveDirectory)',
      why: 'tokens of the managed identity come from 169.254.169.254, which network rules do not filter',
    },
    ...((azure.regions[placement.region]?.dnsServers ?? []).length > 0
      ? []
      : [
          {
            what: 'DNS',
            why: "Azure's resolver 168.63.129.16 is used, which network rules do not filter",
          },
        ]),
    ...(needsVault(group)
      ? []
      : [
          {
            what: 'key vault (AzureKeyVault)',
            why: 'no secret: connectors enrol with their managed identity',
          },
        ]),
    { what: 'time servers', why: "the clock comes from the machine's host" },
  ];
}
