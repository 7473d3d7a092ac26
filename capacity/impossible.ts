import type { CapacityImpossible, CapacityPlan } from './model';

/** Tells a refusal from a plan. */
export function isImpossible(result: CapacityPlan | CapacityImpossible): result is CapacityImpossible {
  return 'impossible' in result;
}

export function impossible(reason: string, possible: readonly string[]): CapacityImpossible {
  return { impossible: true, reason, possible };
}
