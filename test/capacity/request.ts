import {
  findProfile,
  type CapacityPlan,
  type CapacityRequest,
  isImpossible,
  planConnectors,
} from '../../capacity';

/** A request against `seed-2023` in three zones; overrides replace its parts. */
export function request(overrides: Partial<CapacityRequest> = {}): CapacityRequest {
  const profileName = overrides.profileName ?? 'seed-2023';
  const profile = overrides.profile ?? findProfile(profileName);
  if (profile === undefined) {
    throw new Error(`no profile '${profileName}'`);
  }
  return {
    headroomPercent: 30,
    survive: 'connector',
    redundantMaintenance: false,
    raisedLimits: false,
    series: 'Dsv5',
    prices: {},
    zones: ['1', '2', '3'],
    minimumConnectors: 2,
    ...overrides,
    profileName,
    profile,
  };
}

/** The plan of a request that must be possible. */
export function planned(overrides: Partial<CapacityRequest>): CapacityPlan {
  const plan = planConnectors(request(overrides));
  if (isImpossible(plan)) {
    throw new Error(`impossible: ${plan.reason}`);
  }
  return plan;
}
