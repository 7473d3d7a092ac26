import type { Candidate } from './candidate';
import { connectorsToCarry, demandedMbps, lostAtOnce } from './candidate';
import type { CapacityRequest, CapacityRow, VmSize } from './model';
import { numberText } from './number-text';

/** The lines with which a person can check a plan by hand. */
export function describePlan(request: CapacityRequest, chosen: Candidate, share: number): readonly string[] {
  const { size, row, usableTps, connectors } = chosen;
  const percent = `${numberText(share * 100)} %`;
  const lines: string[] = [];
  if (row !== undefined && usableTps !== undefined) {
    lines.push(
      `${numberText(row.maxTps)} TPS x ${percent} = ${numberText(usableTps)} TPS usable per connector ` +
        `(${size.name}: ${size.cores} cores, ${numberText(size.ramGiB)} GiB${byRow(size, row)})`,
    );
  } else {
    lines.push(
      `${size.name}: ${size.cores} cores, ${numberText(size.ramGiB)} GiB; profile '${request.profileName}' gives no TPS for it`,
    );
  }
  if (request.demand !== undefined) {
    lines.push(...demandLines(request, chosen, percent));
  }
  lines.push(...lossLines(request, chosen));
  lines.push(`${connectors} x ${size.cores} = ${connectors * size.cores} vCPU`);
  if (size.retires !== undefined) {
    lines.push(`note: Azure retires ${size.name} on ${size.retires}`);
  }
  const price = request.prices[size.name];
  if (price !== undefined) {
    lines.push(
      `${connectors} x ${price} = ${numberText(connectors * price, 4)} an hour, by the prices given`,
    );
  }
  return lines;
}

/** Which row counts, where it is not the one of the size itself. */
function byRow(size: VmSize, row: CapacityRow): string {
  return row.cores === size.cores && row.ramGiB === size.ramGiB
    ? ''
    : `, by the row of ${row.cores} cores, ${numberText(row.ramGiB)} GiB`;
}

function demandLines(request: CapacityRequest, chosen: Candidate, percent: string): readonly string[] {
  const { usableTps, usableMbps, carry, connectors } = chosen;
  const peak = request.demand?.peakTps ?? 0;
  const lines: string[] = [];
  if (usableTps !== undefined) {
    lines.push(
      `${numberText(peak)} TPS / ${numberText(usableTps)} = ${numberText(peak / usableTps, 3)} -> ${connectorsToCarry(peak, usableTps)} carry the peak`,
    );
  }
  const mbps = demandedMbps(request);
  if (mbps !== undefined && usableMbps !== undefined && request.profile.maxMbps !== undefined) {
    lines.push(
      `${numberText(request.profile.maxMbps)} Mbit/s x ${percent} = ${numberText(usableMbps)} Mbit/s usable per connector`,
      `${numberText(mbps)} Mbit/s / ${numberText(usableMbps)} = ${numberText(mbps / usableMbps, 3)} -> ${connectorsToCarry(mbps, usableMbps)} carry the bandwidth`,
    );
  } else if (mbps !== undefined) {
    lines.push(
      `${numberText(mbps)} Mbit/s: profile '${request.profileName}' gives no bandwidth, so it is not considered`,
    );
  }
  const lost = lostAtOnce(request, connectors);
  const parts = [`${carry} to carry it`];
  if (lost > 0) {
    parts.push(
      request.survive === 'zone'
        ? `${lost} in the fullest zone, which may be lost`
        : `${lost} that may be lost`,
    );
  }
  if (request.redundantMaintenance) {
    parts.push('1 under maintenance');
  }
  const least = carry + lost + (request.redundantMaintenance ? 1 : 0);
  lines.push(
    least === connectors
      ? `${parts.join(' + ')} = ${connectors} ${connectors === 1 ? 'connector' : 'connectors'}`
      : `${parts.join(' + ')} = ${least}, and no smaller spread fits: ${connectors} connectors`,
  );
  return lines;
}

function lossLines(request: CapacityRequest, chosen: Candidate): readonly string[] {
  const lost = lostAtOnce(request, chosen.connectors);
  if (lost === 0) {
    return [];
  }
  const gone =
    request.survive === 'zone'
      ? `a zone (${lost} ${lost === 1 ? 'connector' : 'connectors'})`
      : '1 connector';
  const left = chosen.connectors - lost;
  const lines = leftLines(request, chosen, `with ${gone} gone`, left);
  return request.redundantMaintenance
    ? [...lines, ...leftLines(request, chosen, `with ${gone} gone and 1 under maintenance`, left - 1)]
    : lines;
}

/** What `left` connectors carry, by each measure that the profile gives. */
function leftLines(
  request: CapacityRequest,
  { usableTps, usableMbps }: Candidate,
  event: string,
  left: number,
): readonly string[] {
  const mbps = demandedMbps(request);
  return [
    { unit: 'TPS', usable: usableTps, demanded: request.demand?.peakTps },
    { unit: 'Mbit/s', usable: mbps === undefined ? undefined : usableMbps, demanded: mbps },
  ].flatMap(({ unit, usable, demanded }) => {
    if (usable === undefined) {
      return [];
    }
    const after = demanded === undefined ? '' : `, ${numberText(left * usable - demanded)} left over`;
    return [
      `${event}: ${left} x ${numberText(usable)} = ${numberText(left * usable)} ${unit} usable${after}`,
    ];
  });
}
