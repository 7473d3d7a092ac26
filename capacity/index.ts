export type {
  CapacityDemand,
  CapacityImpossible,
  CapacityPlan,
  CapacityProfile,
  CapacityRequest,
  CapacityRow,
  VmSize,
} from './model';
export { MAX_CONNECTORS } from './candidate';
export { isImpossible } from './impossible';
export { planConnectors } from './plan-connectors';
export { builtInProfiles, findProfile } from './profiles';
export { cloudOfRegion, regionsOfCloud, zonesOfRegion } from './regions';
export { formatPlan } from './report';
export { findVmSize, vmSeries, vmSizes } from './vm-sizes';
