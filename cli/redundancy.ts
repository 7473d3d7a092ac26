import type { Deployment } from '../declaration/model';
import type { Colors } from './terminal';

/** Most groups that are named one by one. */
const GROUPS_NAMED = 8;

/** Says whether every group has two connectors, and which do not. */
export function redundancyLines(deployment: Deployment, colors: Colors): readonly string[] {
  const groups = Object.values(deployment.groups);
  if (groups.length === 0) {
    return ['no group is declared: the relay has nothing to publish'];
  }
  const few = groups.filter(({ plan }) => plan.connectors < 2);
  const numbers =
    groups.length > GROUPS_NAMED
      ? `${groups.reduce((sum, { plan }) => sum + plan.connectors, 0)} in ${groups.length} groups`
      : groups
          .map(
            ({ name, plan, placement }) =>
              `${name} ${plan.connectors}${placement === 'external' ? ' (own hosts)' : ''}`,
          )
          .join(', ');
  return few.length === 0
    ? [`every group has at least two connectors: ${numbers}`]
    : [
        `connectors: ${numbers}`,
        ...few.map(({ name, fewerThanTwo }) =>
          colors.yellow(`group ${name} has fewer than two, as declared: ${fewerThanTwo?.reason ?? ''}`),
        ),
      ];
}
