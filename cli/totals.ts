import { findVmSize } from '../capacity/index';
import type { Group, Relay } from '../declaration/model';
import { count } from './layout';

/** Connectors and cores over groups, and the relay's where it is asked for. */
export interface Totals {
  /** Connectors that the kit provisions. */
  readonly connectors: number;
  readonly connectorCores: number;
  /** Connectors on hosts that the kit does not provision. */
  readonly externalConnectors: number;
  readonly relayInstances?: number;
  readonly relayCores?: number;
}

/** @param relay left out where the sum is about some of the groups */
export function totalsOf(groups: readonly Group[], relay: Relay | undefined): Totals {
  const placed = groups.filter(({ placement }) => placement !== 'external');
  const instances = relay === undefined ? 0 : Object.keys(relay.instances).length;
  return {
    connectors: sum(placed, ({ plan }) => plan.connectors),
    connectorCores: sum(placed, ({ plan }) => plan.connectors * (plan.cores ?? 0)),
    externalConnectors:
      sum(groups, ({ plan }) => plan.connectors) - sum(placed, ({ plan }) => plan.connectors),
    ...(relay === undefined
      ? {}
      : { relayInstances: instances, relayCores: instances * (findVmSize(relay.size)?.cores ?? 0) }),
  };
}

/** `8 connectors (16 vCPU), 2 on hosts of your own, 2 relay instances (8 vCPU)`. */
export function totalsLine(totals: Totals): string {
  const { connectors, connectorCores, externalConnectors, relayInstances, relayCores } = totals;
  return [
    `${count(connectors, 'connector')} (${connectorCores} vCPU)`,
    ...(externalConnectors === 0 ? [] : [`${count(externalConnectors, 'connector')} on hosts of your own`]),
    ...(relayInstances === undefined
      ? []
      : [`${count(relayInstances, 'relay instance')} (${relayCores ?? 0} vCPU)`]),
  ].join(', ');
}

function sum(groups: readonly Group[], of: (group: Group) => number): number {
  return groups.reduce((total, group) => total + of(group), 0);
}
