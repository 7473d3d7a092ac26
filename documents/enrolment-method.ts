import type { Group } from '../declaration/model';
import type { TargetName } from '../egress/place';

/**
 * How the group's connectors enrol on a target. On docker and local, and on external hosts, by token whatever is
 * declared: there is no managed identity.
 */
export function enrolmentMethod(group: Group, target: TargetName): Group['enrolment'] {
  return target === 'azure' && group.placement !== 'external' ? group.enrolment : 'token';
}
