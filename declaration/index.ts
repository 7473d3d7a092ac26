export { addressPlan, LARGEST_ADDRESS_SPACE, SMALLEST_ADDRESS_SPACE, type AddressPlan } from './address-plan';
export { FINDING_CODES, type FindingCode } from './codes';
export { formatFinding, formatFindings, type Finding, type Severity } from './finding';
export { loadDeclaration, resolveDeclaration, type LoadResult } from './load';
export { DEFAULT_GROUP } from './model';
export type * from './model';
export { executableRuntime, type ProgramOptions } from './runtime-artifact';
export type { Declaration } from './types.generated';
