import type { Candidate } from './candidate';
import { MAX_CONNECTORS, connectorsToCarry, demandedMbps, lostAtOnce } from './candidate';
import type { CapacityPlan, CapacityRequest, VmSize } from './model';
import { numberText } from './number-text';
import { vmSizes } from './vm-sizes';

/** The neighbouring choices, and why each was not taken: one connector fewer, the other sizes. */
export function rejectedNeighbours(
  request: CapacityRequest,
  chosen: Candidate,
  weighed: readonly Candidate[],
): CapacityPlan['rejected'] {
  if (request.demand === undefined) {
    return [];
  }
  const others = vmSizes
    .filter((size) => size.series === request.series && size.name !== chosen.size.name)
    .flatMap((size) => rejectedSize(request, chosen, size, weighed));
  return [oneFewer(request, chosen), ...others];
}

function oneFewer(request: CapacityRequest, chosen: Candidate): CapacityPlan['rejected'][number] {
  const count = chosen.connectors - 1;
  const choice = `${count} x ${chosen.size.name}`;
  const least = Math.max(request.minimumConnectors, request.redundantMaintenance ? 3 : 0);
  if (count < least) {
    return { choice, why: `a group has at least ${least}` };
  }
  const maintained = request.redundantMaintenance ? 1 : 0;
  const left = count - maintained - lostAtOnce(request, count);
  const gone = [
    request.survive === 'zone' ? 'a zone' : '1 connector',
    ...(maintained ? ['1 under maintenance'] : []),
  ];
  const tps = left * (chosen.usableTps ?? Infinity);
  const peak = request.demand?.peakTps ?? 0;
  if (chosen.usableTps !== undefined && connectorsToCarry(peak, chosen.usableTps) > left) {
    return {
      choice,
      why: `with ${gone.join(' and ')} gone ${left} x ${numberText(chosen.usableTps ?? 0)} = ${numberText(tps)} TPS, under the peak of ${numberText(peak)}`,
    };
  }
  const mbps = left * (chosen.usableMbps ?? Infinity);
  return {
    choice,
    why: `with ${gone.join(' and ')} gone ${numberText(mbps)} Mbit/s, under the peak of ${numberText(demandedMbps(request) ?? 0)}`,
  };
}

function rejectedSize(
  request: CapacityRequest,
  chosen: Candidate,
  size: VmSize,
  weighed: readonly Candidate[],
): CapacityPlan['rejected'] {
  const candidate = weighed.find((each) => each.size.name === size.name);
  if (candidate !== undefined) {
    const choice = `${candidate.connectors} x ${size.name}`;
    if (candidate.connectors > MAX_CONNECTORS) {
      return [{ choice, why: `a group has at most ${MAX_CONNECTORS} connectors` }];
    }
    const unit = request.prices[size.name] === undefined ? 'vCPU' : 'an hour';
    const versus = `${numberText(candidate.cost, 4)} ${unit} against ${numberText(chosen.cost, 4)}`;
    return [{ choice, why: candidate.cost === chosen.cost ? `${versus}, with more machines` : versus }];
  }
  const row = request.profile.rows.find((each) => each.cores === size.cores);
  const target = request.demand?.p99Ms;
  if (row === undefined) {
    return request.profile.minimum !== undefined && size.cores < request.profile.minimum.cores
      ? [
          {
            choice: size.name,
            why: `profile '${request.profileName}' asks for at least ${request.profile.minimum.cores} cores`,
          },
        ]
      : [];
  }
  if (row.raisedLimits && !request.raisedLimits) {
    return [{ choice: size.name, why: 'its row holds only with limits.connections above 200' }];
  }
  if (target !== undefined && (row.p99Ms ?? Infinity) > target) {
    const time = row.p99Ms === undefined ? 'P99 not known' : `P99 ${numberText(row.p99Ms)} ms`;
    return [{ choice: size.name, why: `${time}, over the target of ${numberText(target)} ms` }];
  }
  return [];
}
