import type { CapacityRequest, CapacityRow, VmSize } from './model';

/** Most connectors of a group. Slots are addressed by number and a relay worker keeps tunnels to each. */
export const MAX_CONNECTORS = 100;

/** One size, and how many connectors of it the demand takes. */
export interface Candidate {
  readonly size: VmSize;
  readonly row?: CapacityRow;
  /** TPS and Mbit/s of one connector below its headroom. */
  readonly usableTps?: number;
  readonly usableMbps?: number;
  /** Connectors that carry the peak. */
  readonly carry: number;
  /** Connectors in all. */
  readonly connectors: number;
  /** Total vCPUs, or total price where prices are given. */
  readonly cost: number;
}

/** Mbit/s of the demand: declared, or from the mean response size. */
export function demandedMbps(request: CapacityRequest): number | undefined {
  const demand = request.demand;
  if (demand?.bandwidthMbps !== undefined) {
    return demand.bandwidthMbps;
  }
  return demand?.responseKiB === undefined
    ? undefined
    : (demand.peakTps * demand.responseKiB * 1024 * 8) / 1_000_000;
}

/** Share of a connector that may be used at the peak, 0 to 1. */
export function usableShare(request: CapacityRequest): number {
  const byProfile = request.profile.maxUtilisationPercent ?? 100;
  return Math.min(100 - request.headroomPercent, byProfile) / 100;
}

/**
 * Most connectors that are gone at once when `connectors` are spread over the zones in turn; none where the
 * declaration accepts a group without redundancy.
 */
export function lostAtOnce(request: CapacityRequest, connectors: number): number {
  if (request.minimumConnectors < 2) {
    return 0;
  }
  return request.survive === 'zone' ? Math.ceil(connectors / Math.max(request.zones.length, 1)) : 1;
}

/** Digits in which a quotient is rounded up: 30 x 410.2 TPS take 30 connectors, whatever binary fractions say. */
const QUOTIENT_DIGITS = 12;

/** Connectors of which each carries `usable` that carry `demanded` together. */
export function connectorsToCarry(demanded: number, usable: number): number {
  return Math.ceil(Number((demanded / usable).toPrecision(QUOTIENT_DIGITS)));
}

/**
 * Smallest count that carries the peak on `carry` connectors after the loss, and under maintenance; some count
 * above `MAX_CONNECTORS` where that takes more.
 */
export function connectorsFor(request: CapacityRequest, carry: number): number {
  const maintained = request.redundantMaintenance ? 1 : 0;
  let connectors = Math.max(request.minimumConnectors + maintained, carry + maintained);
  while (connectors <= MAX_CONNECTORS && connectors - maintained - lostAtOnce(request, connectors) < carry) {
    connectors += 1;
  }
  return connectors;
}

/** What one size takes, or why it cannot be taken. */
export function weigh(request: CapacityRequest, size: VmSize, row: CapacityRow | undefined): Candidate {
  const share = usableShare(request);
  const usableTps = row === undefined ? undefined : row.maxTps * share;
  const mbps = demandedMbps(request);
  const usableMbps = request.profile.maxMbps === undefined ? undefined : request.profile.maxMbps * share;
  const byTps = usableTps === undefined ? 0 : connectorsToCarry(request.demand?.peakTps ?? 0, usableTps);
  const byBandwidth =
    mbps === undefined || usableMbps === undefined ? 0 : connectorsToCarry(mbps, usableMbps);
  const carry = Math.max(1, byTps, byBandwidth);
  const connectors = connectorsFor(request, carry);
  return {
    size,
    ...(row === undefined ? {} : { row }),
    ...(usableTps === undefined ? {} : { usableTps }),
    ...(usableMbps === undefined ? {} : { usableMbps }),
    carry,
    connectors,
    cost: connectors * (request.prices[size.name] ?? size.cores),
  };
}
