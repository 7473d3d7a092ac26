import type { CapacityProfile } from './model';

/**
 * The TPS table that the published system gives for its connectors. The last row holds only with
 * raised connection limits.
 */
const seed2023: CapacityProfile = {
  date: '2023-09-14',
  source: 'Microsoft, "Understand Microsoft Entra application proxy connectors"',
  rows: [
    { cores: 2, ramGiB: 8, p99Ms: 325, maxTps: 586, raisedLimits: false },
    { cores: 4, ramGiB: 16, p99Ms: 320, maxTps: 1150, raisedLimits: false },
    { cores: 8, ramGiB: 32, p99Ms: 270, maxTps: 1190, raisedLimits: false },
    { cores: 16, ramGiB: 64, p99Ms: 245, maxTps: 1200, raisedLimits: true },
  ],
};

/** Later guidance for the same connectors: no TPS table, but a smallest machine and a bandwidth. */
const guidance2025: CapacityProfile = {
  date: '2025-09',
  source: 'Microsoft, "Understand Microsoft Entra private network connectors"',
  rows: [],
  maxMbps: 1500,
  minimum: { cores: 4, ramGiB: 8 },
  maxUtilisationPercent: 70,
};

/** The profiles that come with the kit, by name. */
export const builtInProfiles: Readonly<Record<string, CapacityProfile>> = {
  'guidance-2025': guidance2025,
  'seed-2023': seed2023,
};

/** A profile by name; the declaration's own come first. Undefined when there is none. */
export function findProfile(
  name: string,
  own: Readonly<Record<string, CapacityProfile>> = {},
): CapacityProfile | undefined {
  if (Object.hasOwn(own, name)) {
    return own[name];
  }
  return Object.hasOwn(builtInProfiles, name) ? builtInProfiles[name] : undefined;
}
