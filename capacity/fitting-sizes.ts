import { impossible } from './impossible';
import type { CapacityImpossible, CapacityRequest, CapacityRow, VmSize } from './model';
import { numberText } from './number-text';
import { vmSizes } from './vm-sizes';

export interface FittingSize {
  readonly size: VmSize;
  readonly row?: CapacityRow;
}

/** The sizes of the series that the profile speaks of and that keep the latency target. */
export function fittingSizes(
  request: CapacityRequest,
): { readonly sizes: readonly FittingSize[] } | CapacityImpossible {
  const inSeries = vmSizes.filter((size) => size.series === request.series);
  if (request.profile.rows.length === 0) {
    const { cores, ramGiB } = request.profile.minimum ?? { cores: 1, ramGiB: 1 };
    return priced(
      request,
      inSeries.filter((size) => size.cores >= cores && size.ramGiB >= ramGiB).map((size) => ({ size })),
    );
  }
  const allowed = request.profile.rows.filter((row) => request.raisedLimits || !row.raisedLimits);
  const target = request.demand?.p99Ms;
  const quick = allowed.filter((row) => target === undefined || (row.p99Ms ?? Infinity) <= target);
  if (quick.length === 0) {
    return tooSlow(request, allowed);
  }
  const sizes = quick.flatMap((row) => {
    const size = inSeries.find((each) => each.cores >= row.cores && each.ramGiB >= row.ramGiB);
    return size === undefined ? [] : [{ size, row }];
  });
  if (sizes.length === 0) {
    return impossible(
      `series '${request.series}' has no size for the rows of profile '${request.profileName}' that fit`,
      quick.map((row) => `a series with ${row.cores} cores and ${numberText(row.ramGiB)} GiB`),
    );
  }
  return priced(request, sizes);
}

function tooSlow(request: CapacityRequest, allowed: readonly CapacityRow[]): CapacityImpossible {
  const possible: string[] = [];
  const best = fastest(allowed);
  if (best !== undefined) {
    possible.push(`p99Ms: ${numberText(best)}, the best of profile '${request.profileName}'`);
  }
  const raised = fastest(request.profile.rows);
  if (raised !== undefined && (best === undefined || raised < best)) {
    possible.push(`p99Ms: ${numberText(raised)}, with limits.connections above 200`);
  }
  possible.push('a profile of your own with measured rows');
  return impossible(
    `no size of profile '${request.profileName}' answers within ${numberText(request.demand?.p99Ms ?? 0)} ms at P99`,
    possible,
  );
}

function fastest(rows: readonly CapacityRow[]): number | undefined {
  const times = rows.flatMap((row) => (row.p99Ms === undefined ? [] : [row.p99Ms]));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Prices count for all sizes or for none: a missing one would make its size look free or unaffordable. */
function priced(
  request: CapacityRequest,
  sizes: readonly FittingSize[],
): { readonly sizes: readonly FittingSize[] } | CapacityImpossible {
  const names = sizes.map(({ size }) => size.name);
  const missing = names.filter((name) => request.prices[name] === undefined);
  if (missing.length > 0 && Object.keys(request.prices).length > 0) {
    return impossible(`capacity.prices has no price for ${missing.join(', ')}`, [
      `prices for all of ${names.join(', ')}`,
      'no prices, to take the fewest vCPUs',
    ]);
  }
  return { sizes };
}
