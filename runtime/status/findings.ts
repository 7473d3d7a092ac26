import type { ConnectorView } from '../membership/connector-record';
import { CLOCK_DIFFERENCE_SECONDS, EXPIRES_SOON_HOURS } from './limits';
import type { DeclaredGroup, StatusFigures } from './status-figures';

/** Everything that status can find wrong: codes are stable. `error`: users notice, or will. Gravest first. */
export const FINDINGS = {
  'not-ready': { severity: 'error', action: 'users are led to the other instances; see the reason' },
  'configuration-missing': { severity: 'error', action: 'apply the relay stack' },
  'none-in-service': {
    severity: 'error',
    action: 'look at its machines: app-proxy status there says why they are not in service',
  },
  'fewer-in-service': {
    severity: 'error',
    action: 'look at the machines that are missing: app-proxy status there says why',
  },
  'workers-missing': {
    severity: 'error',
    action: 'the log says why workers ended; they are started anew by themselves',
  },
  unusable: { severity: 'error', action: 'put right what it names; it is tried again by itself' },
  'configuration-invalid': {
    severity: 'error',
    action: 'correct the declaration and apply; the last good document is in force',
  },
  'store-unavailable': {
    severity: 'error',
    action: 'check network and rights; the last good configuration is in force',
  },
  'configuration-not-kept': {
    severity: 'warning',
    action: 'make the state directory writable: a restart while the store is away would find nothing',
  },
  'certificate-expires': { severity: 'warning', action: 'its log says why it could not renew' },
  'over-capacity': { severity: 'warning', action: 'raise load.peakTps of the group and apply' },
  'claim-waiting': { severity: 'warning', action: 'publish it in one group alone' },
  'clock-differs': { severity: 'warning', action: 'set both clocks by a time service' },
  'version-differs': {
    severity: 'warning',
    action: 'apply the stack of the machine, or let it be updated',
  },
  inactive: {
    severity: 'warning',
    action: 'start its machine or replace it; once inactive for long enough it is forgotten',
  },
} as const satisfies Record<string, { readonly severity: 'error' | 'warning'; readonly action: string }>;

export type FindingCode = keyof typeof FINDINGS;

/** Something that is wrong, and what to do. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  /** Group, connector, document, ... that it is about. */
  readonly subject: string;
  readonly message: string;
  readonly action: string;
}

const CODES = Object.keys(FINDINGS) as readonly FindingCode[];

/** Everything that is wrong, the gravest first. */
export function findings(figures: StatusFigures): readonly Finding[] {
  const groups = groupFigures(figures);
  const found: readonly Said[] = [
    ...ofInstance(figures),
    ...ofConfiguration(figures),
    ...ofGroups(groups),
    ...figures.connectors.flatMap((connector) => [...ofConnector(connector, groups, figures)]),
    ...ofOthers(figures),
  ];
  return found
    .map(([code, subject, message]): Finding => ({ code, subject, message, ...FINDINGS[code] }))
    .sort((a, b) => CODES.indexOf(a.code) - CODES.indexOf(b.code));
}

/** Code, subject and message. */
type Said = readonly [FindingCode, string, string];
type Groups = ReadonlyMap<string, DeclaredGroup & { readonly inService: number }>;

function groupFigures({ groups, connectors }: StatusFigures): Groups {
  const inService = new Map<string, number>();
  for (const { group, state } of connectors) {
    if (state === 'in-service') inService.set(group, (inService.get(group) ?? 0) + 1);
  }
  return new Map(groups.map((each) => [each.group, { ...each, inService: inService.get(each.group) ?? 0 }]));
}

function* ofInstance({ readiness, workers, instance, problems }: StatusFigures): Generator<Said> {
  if (!readiness.ready) yield ['not-ready', instance, `takes no users: ${readiness.reason ?? 'unknown'}`];
  if (workers.serving < workers.declared) {
    yield ['workers-missing', instance, `${workers.serving} of ${workers.declared} workers serve`];
  }
  for (const { subject, reason } of problems) yield ['unusable', subject, reason];
}

function* ofConfiguration({ configuration, waiting }: StatusFigures): Generator<Said> {
  for (const { name, problems } of configuration.invalid) {
    yield ['configuration-invalid', name, problems.join('; ')];
  }
  for (const { place, reason } of configuration.unavailable) yield ['store-unavailable', place, reason];
  if (configuration.relayMissing) {
    yield ['configuration-missing', 'relay', 'the store holds no relay document'];
  }
  if (configuration.notKept !== undefined) {
    yield ['configuration-not-kept', 'configuration', configuration.notKept];
  }
  for (const { route, heldBy } of waiting) {
    yield [
      'claim-waiting',
      `${route.host}${route.path}`,
      `${route.group}/${route.application} waits for ${heldBy.group}/${heldBy.application} to release it`,
    ];
  }
}

function* ofGroups(groups: Groups): Generator<Said> {
  for (const { group, declared, inService } of groups.values()) {
    if (inService >= declared) continue;
    yield [
      inService === 0 ? 'none-in-service' : 'fewer-in-service',
      group,
      `${inService} of ${declared} connectors are in service`,
    ];
  }
}

function* ofConnector(connector: ConnectorView, groups: Groups, figures: StatusFigures): Generator<Said> {
  const { connector: id, group, certificateExpires, state, runtime } = connector;
  const declared = groups.get(group);
  if (state === 'inactive') {
    // A machine that was replaced is inactive too, until it is forgotten: nothing is wrong while the group is complete.
    if (declared !== undefined && declared.inService < declared.declared) {
      yield ['inactive', id, `of group ${group}, was last seen ${iso(connector.lastSeen)}`];
    }
    return;
  }
  if (certificateExpires - figures.now < EXPIRES_SOON_HOURS * 3_600_000) {
    yield [
      'certificate-expires',
      id,
      `of group ${group}, has a certificate until ${iso(certificateExpires)}`,
    ];
  }
  if (figures.wantedRuntime !== undefined && runtime !== figures.wantedRuntime) {
    yield ['version-differs', id, `of group ${group}, runs ${runtime}; wanted is ${figures.wantedRuntime}`];
  }
  const row = declared?.tpsPerConnector;
  const instances = 1 + figures.others.filter((other) => other.state === 'ready').length;
  // Each instance sees its own part alone; users are spread over all.
  const estimate = connector.requestsPerSecond * instances;
  if (row !== undefined && estimate > row) {
    yield [
      'over-capacity',
      id,
      `of group ${group}, has about ${Math.round(estimate)} requests a second over ${instances} relay instances; its row says ${row}`,
    ];
  }
}

function* ofOthers({ others, now, wantedRuntime, runtime, instance }: StatusFigures): Generator<Said> {
  const instances = [{ instance, runtime }, ...others];
  for (const each of instances) {
    if (wantedRuntime !== undefined && each.runtime !== wantedRuntime) {
      yield [
        'version-differs',
        each.instance,
        `relay instance, runs ${each.runtime}; wanted is ${wantedRuntime}`,
      ];
    }
  }
  for (const { instance: name, time } of others) {
    const seconds = Math.round((Date.parse(time) - now) / 1000);
    if (Math.abs(seconds) <= CLOCK_DIFFERENCE_SECONDS) continue;
    yield [
      'clock-differs',
      name,
      `its clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this instance's`,
    ];
  }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
