import type { EventName } from '../log/events';
import type { RouteEntry } from '../relay/worker/routing';
import type { Transaction } from '../relay/worker/transaction';
import { METRICS, type MetricName } from './catalogue';
import { MAX_CODES } from './limits';
import { TimeTally, type ReportedValue } from './time-tally';

/** Classes of an answer's status: 0 where the user went away, then 1xx to 5xx. */
const STATUS_CLASSES = ['0', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;
/** Label of what belongs to no application that is published. */
const OTHER = 'other';

/** One metric as a worker reports it: the form of prom-client's `getMetricsAsJSON`. */
export interface ReportedMetric {
  readonly name: MetricName;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** How the workers' values are put together. */
  readonly aggregator: 'sum';
  readonly values: readonly ReportedValue[];
}

/** Of one group; counted on while any of its applications is published. */
interface GroupTally {
  readonly group: string;
  received: number;
  sent: number;
  retries: number;
}

/** Of one application. */
interface ApplicationTally {
  readonly application: string;
  readonly group: GroupTally;
  readonly byStatus: number[];
  readonly duration: TimeTally;
  readonly wait: TimeTally;
}

/**
 * What a worker counts. Labels are names of the configuration and codes of the program, never what a user sent. Recording a
 * request adds to numbers that are there already; labels are put to them when a report is asked for.
 */
export class WorkerMetrics {
  private readonly other = tally(OTHER, newGroup(OTHER));
  private applications = new Map<string, ApplicationTally>();
  private groups = new Map<string, GroupTally>();
  private readonly byEntry = new WeakMap<RouteEntry, ApplicationTally>();
  private readonly refusals = new Map<string, number>();
  private readonly tunnelsRefused = new Map<string, number>();

  /** One finished exchange. Called for each request. */
  record(transaction: Transaction): void {
    const { entry, status, code, started, answered, ended, attempts } = transaction;
    const tally = entry === undefined ? this.other : (this.byEntry.get(entry) ?? this.other);
    const { byStatus, group } = tally;
    const statusClass = Math.trunc(status / 100);
    if (statusClass >= 0 && statusClass < byStatus.length) {
      byStatus[statusClass] = (byStatus[statusClass] ?? 0) + 1;
    }
    tally.duration.add((ended - started) / 1000);
    if (answered !== undefined) tally.wait.add((answered - started) / 1000);
    group.received += transaction.bytesIn;
    group.sent += transaction.bytesOut;
    if (attempts > 1) group.retries += attempts - 1;
    if (code !== undefined) count(this.refusals, code);
  }

  /** What never came to be a request. */
  refused(code: string): void {
    count(this.refusals, code);
  }

  tunnelRefused(code: string): void {
    count(this.tunnelsRefused, code);
  }

  /** Takes the applications of a new configuration; those that are gone are counted no more. */
  update(entries: readonly RouteEntry[]): void {
    const applications = new Map<string, ApplicationTally>();
    const groups = new Map<string, GroupTally>();
    for (const entry of entries) {
      const { application, group: name } = entry.route;
      const key = `${name}/${application}`;
      const group = groups.get(name) ?? this.groups.get(name) ?? newGroup(name);
      groups.set(name, group);
      const its = applications.get(key) ?? this.applications.get(key) ?? tally(application, group);
      applications.set(key, its);
      this.byEntry.set(entry, its);
    }
    this.applications = applications;
    this.groups = groups;
  }

  /** The present values, as JSON that goes to the instance process. */
  report(
    tunnels: number,
    inFlight: number,
    events: ReadonlyMap<EventName, number>,
  ): Promise<readonly ReportedMetric[]> {
    const applications = [...this.applications.values(), this.other].filter(isUsed);
    const groups = [...this.groups.values(), this.other.group];
    return Promise.resolve([
      metric('app_proxy_requests_total', applications.flatMap(requestValues)),
      metric(
        'app_proxy_request_duration_seconds',
        applications.flatMap((each) =>
          each.duration.values('app_proxy_request_duration_seconds', labelsOf(each)),
        ),
      ),
      metric(
        'app_proxy_backend_wait_seconds',
        applications.flatMap((each) => each.wait.values('app_proxy_backend_wait_seconds', labelsOf(each))),
      ),
      metric('app_proxy_requests_in_flight', [{ labels: {}, value: inFlight }]),
      metric('app_proxy_refusals_total', codeValues(this.refusals)),
      metric(
        'app_proxy_retries_total',
        groups.map(({ group, retries }) => ({ labels: { group }, value: retries })),
      ),
      metric(
        'app_proxy_received_bytes_total',
        groups.map(({ group, received }) => ({ labels: { group }, value: received })),
      ),
      metric(
        'app_proxy_sent_bytes_total',
        groups.map(({ group, sent }) => ({ labels: { group }, value: sent })),
      ),
      metric('app_proxy_tunnels', [{ labels: {}, value: tunnels }]),
      metric('app_proxy_tunnels_refused_total', codeValues(this.tunnelsRefused)),
      eventsMetric(events),
    ]);
  }
}

/** Lines of the admin log. Events are a closed list: the label is bounded. */
export function eventsMetric(events: ReadonlyMap<EventName, number>): ReportedMetric {
  return metric(
    'app_proxy_events_total',
    [...events].map(([event, value]) => ({ labels: { event }, value })),
  );
}

function newGroup(group: string): GroupTally {
  return { group, received: 0, sent: 0, retries: 0 };
}

function tally(application: string, group: GroupTally): ApplicationTally {
  return {
    application,
    group,
    byStatus: STATUS_CLASSES.map(() => 0),
    duration: new TimeTally(),
    wait: new TimeTally(),
  };
}

function isUsed({ duration }: ApplicationTally): boolean {
  return duration.count > 0;
}

function labelsOf({ application, group }: ApplicationTally): { application: string; group: string } {
  return { application, group: group.group };
}

function requestValues(each: ApplicationTally): ReportedValue[] {
  return each.byStatus.map((value, index) => ({
    labels: { ...labelsOf(each), status: STATUS_CLASSES[index] ?? OTHER },
    value,
  }));
}

/** Codes are the program's own; should one ever come from outside, the number of them stays bounded. */
function count(counts: Map<string, number>, code: string): void {
  const known = counts.get(code);
  if (known === undefined && counts.size >= MAX_CODES) {
    counts.set(OTHER, (counts.get(OTHER) ?? 0) + 1);
  } else {
    counts.set(code, (known ?? 0) + 1);
  }
}

function codeValues(counts: ReadonlyMap<string, number>): ReportedValue[] {
  return [...counts].map(([code, value]) => ({ labels: { code }, value }));
}

function metric(name: MetricName, values: readonly ReportedValue[]): ReportedMetric {
  const { kind, help } = METRICS[name];
  return { name, help, type: kind, aggregator: 'sum', values };
}
