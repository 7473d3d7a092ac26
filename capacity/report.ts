import type { CapacityPlan } from './model';

/** The lines that `app-proxy plan` prints for one group. */
export function formatPlan(group: string, plan: CapacityPlan): string[] {
  const machines =
    plan.size === undefined
      ? `${plan.connectors} connectors on hosts of your own`
      : `${plan.connectors} x ${plan.size}`;
  const zones = plan.zones.length === 0 ? '' : `, zones ${plan.zones.join(' ')}`;
  return [
    `${group}: ${machines}${zones}  (profile ${plan.profileName})`,
    ...plan.arithmetic.map((line) => `    ${line}`),
    ...plan.rejected.map(({ choice, why }) => `    not ${choice}: ${why}`),
  ];
}
