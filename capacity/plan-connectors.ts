import { describePlan } from './arithmetic';
import type { Candidate } from './candidate';
import { MAX_CONNECTORS, demandedMbps, lostAtOnce, usableShare, weigh } from './candidate';
import { fittingSizes } from './fitting-sizes';
import { impossible } from './impossible';
import type { CapacityImpossible, CapacityPlan, CapacityRequest } from './model';
import { numberText } from './number-text';
import { rejectedNeighbours } from './rejected-neighbours';
import { findVmSize, vmSeries, vmSizes } from './vm-sizes';

/**
 * Chooses size, count and zones of a group's connectors: the cheapest that carries the demand with
 * its headroom after the loss that it must survive. Cheapest is fewest vCPUs, or lowest price where
 * prices are given for every size that fits; between equals, fewest machines. With an explicit size
 * and count it only says what they carry.
 *
 * @returns a plan, or a refusal that says what would be possible. Never throws for a demand.
 */
export function planConnectors(request: CapacityRequest): CapacityPlan | CapacityImpossible {
  return request.demand === undefined ? planExplicit(request) : planDemand(request);
}

function planExplicit(request: CapacityRequest): CapacityPlan | CapacityImpossible {
  const connectors = request.explicit?.connectors ?? request.minimumConnectors;
  const name = request.explicit?.size;
  if (name === undefined) {
    return {
      profileName: request.profileName,
      connectors,
      zones: spread(request, connectors),
      arithmetic: [`${connectors} connectors, as declared; the size of the hosts is not known`],
      rejected: [],
    };
  }
  const size = findVmSize(name);
  if (size === undefined) {
    return impossible(
      `VM size '${name}' is not in the kit's table`,
      vmSizes.map((each) => each.name),
    );
  }
  const refusal = refuseZones(request);
  if (refusal !== undefined) {
    return refusal;
  }
  const row = request.profile.rows
    .filter((each) => each.cores <= size.cores && each.ramGiB <= size.ramGiB)
    .filter((each) => request.raisedLimits || !each.raisedLimits)
    .sort((left, right) => right.maxTps - left.maxTps)[0];
  return complete(request, { ...weigh(request, size, row), connectors, carry: connectors }, []);
}

function planDemand(request: CapacityRequest): CapacityPlan | CapacityImpossible {
  const refusal = refuse(request);
  if (refusal !== undefined) {
    return refusal;
  }
  const fitting = fittingSizes(request);
  if ('impossible' in fitting) {
    return fitting;
  }
  const weighed = fitting.sizes.map(({ size, row }) => weigh(request, size, row));
  const within = weighed.filter((candidate) => candidate.connectors <= MAX_CONNECTORS);
  const chosen = [...within].sort(cheaper)[0];
  if (chosen === undefined) {
    return tooMuch(request, weighed);
  }
  return complete(request, chosen, weighed);
}

/** Fewer vCPUs (or money) first, then fewer machines, then the name, so that the order is total. */
function cheaper(left: Candidate, right: Candidate): number {
  return (
    left.cost - right.cost ||
    left.connectors - right.connectors ||
    (left.size.name < right.size.name ? -1 : 1)
  );
}

function refuse(request: CapacityRequest): CapacityImpossible | undefined {
  if (!vmSeries().includes(request.series)) {
    return impossible(`VM series '${request.series}' is not in the kit's table`, vmSeries());
  }
  const zones = refuseZones(request);
  if (zones !== undefined) {
    return zones;
  }
  if (request.profile.rows.length === 0 && request.demand?.p99Ms !== undefined) {
    return impossible(`profile '${request.profileName}' gives no P99, so load.p99Ms cannot be judged`, [
      'no load.p99Ms',
      'profile: seed-2023',
      'a profile of your own with measured rows',
    ]);
  }
  if (request.profile.rows.length === 0 && demandedMbps(request) === undefined) {
    return impossible(`profile '${request.profileName}' has no TPS table, so TPS alone gives no count`, [
      'load.bandwidthMbps, or load.responseKiB, to plan by bandwidth',
      'profile: seed-2023',
      'a profile of your own with measured rows',
    ]);
  }
  return undefined;
}

/** Not for a group that accepts to be without redundancy: it survives no loss, so none of a zone either. */
function refuseZones(request: CapacityRequest): CapacityImpossible | undefined {
  if (request.survive !== 'zone' || request.zones.length >= 2 || request.minimumConnectors < 2) {
    return undefined;
  }
  const zones = request.zones.length === 1 ? 'one zone' : 'no zones';
  return impossible(`the loss of a zone cannot be survived with ${zones}`, [
    'placement.zones with two or more zones, in a region that has them',
    'survive: connector',
  ]);
}

function tooMuch(request: CapacityRequest, weighed: readonly Candidate[]): CapacityImpossible {
  const largest = weighed
    .map((candidate) => {
      const carrying =
        MAX_CONNECTORS - lostAtOnce(request, MAX_CONNECTORS) - (request.redundantMaintenance ? 1 : 0);
      return {
        candidate,
        tps: carrying * (candidate.usableTps ?? Infinity),
        mbps: carrying * (candidate.usableMbps ?? Infinity),
      };
    })
    .sort((left, right) => right.tps - left.tps || right.mbps - left.mbps)[0];
  const limits: string[] = [];
  if (largest !== undefined && Number.isFinite(largest.tps)) {
    limits.push(`${numberText(largest.tps, 0)} TPS`);
  }
  if (largest !== undefined && Number.isFinite(largest.mbps)) {
    limits.push(`${numberText(largest.mbps, 0)} Mbit/s`);
  }
  const peaks = [`${numberText(request.demand?.peakTps ?? 0)} TPS`];
  const mbps = demandedMbps(request);
  if (mbps !== undefined && request.profile.maxMbps !== undefined) {
    peaks.push(`${numberText(mbps)} Mbit/s`);
  }
  return impossible(
    `a peak of ${peaks.join(' and ')} takes more than ${MAX_CONNECTORS} connectors, the most of one group`,
    [
      `at most ${limits.join(' and ')} in one group, with ${MAX_CONNECTORS} x ${largest?.candidate.size.name ?? 'the largest size'}`,
      'the applications divided among two or more groups',
    ],
  );
}

function complete(request: CapacityRequest, chosen: Candidate, weighed: readonly Candidate[]): CapacityPlan {
  const { size, row, connectors } = chosen;
  const left = connectors - lostAtOnce(request, connectors);
  return {
    profileName: request.profileName,
    size: size.name,
    cores: size.cores,
    ramGiB: size.ramGiB,
    connectors,
    zones: spread(request, connectors),
    ...(row === undefined
      ? {}
      : { tpsPerConnector: row.maxTps, tpsTotal: row.maxTps * connectors, tpsAfterLoss: row.maxTps * left }),
    ...(row?.p99Ms === undefined ? {} : { p99Ms: row.p99Ms }),
    arithmetic: describePlan(request, chosen, usableShare(request)),
    rejected: rejectedNeighbours(request, chosen, weighed),
  };
}

/** Zone of each slot: slot i is in zone i modulo their number, so that a new slot moves no other. */
function spread(request: CapacityRequest, connectors: number): readonly string[] {
  const zones = request.zones;
  return zones.length === 0
    ? []
    : Array.from({ length: connectors }, (_, slot) => zones[slot % zones.length] as string);
}
