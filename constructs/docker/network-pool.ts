import type { Deployment, Group } from '../../declaration/model';

/**
 * Networks that an engine makes with its default address pools: 15 of 172.17.0.0/16 to 172.31.0.0/16 and 16
 * of 192.168.0.0/16, less the one that the engine uses itself.
 */
const ENGINE_NETWORKS = 30;

/** Networks of a deployment that belong to no group: mesh and edge. */
const OWN_NETWORKS = 2;

/** Most groups with machines on one engine; each has a network. The engine refuses the network of one more. */
export const MAX_GROUPS = ENGINE_NETWORKS - OWN_NETWORKS;

/** Groups that run on the engine, in the order of their names. */
export function placedGroups(deployment: Deployment): Group[] {
  return Object.values(deployment.groups).filter((group) => group.placement !== 'external');
}

/** Groups on external hosts, in the order of their names. */
export function externalGroups(deployment: Deployment): Group[] {
  return Object.values(deployment.groups).filter((group) => group.placement === 'external');
}
