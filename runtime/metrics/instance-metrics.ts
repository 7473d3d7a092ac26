import { AggregatorRegistry, Registry } from 'prom-client';
import type { ConfigurationStatus } from '../configuration/configuration';
import type { EventName } from '../log/events';
import type { ConnectorView } from '../membership/connector-record';
import { counter, gauge } from './make-metric';
import { eventsMetric } from './worker-metrics';

/** What an instance knows when it is asked for its metrics. */
export interface InstanceFigures {
  readonly version: string;
  readonly connectors: readonly ConnectorView[];
  readonly inService: Readonly<Record<string, number>>;
  readonly declared: Readonly<Record<string, number>>;
  readonly userConnections: number;
  readonly configuration: ConfigurationStatus;
  readonly claimsWaiting: number;
  /** How often the instance process logged each event; workers report theirs. */
  readonly events: ReadonlyMap<EventName, number>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the workers reported: lists of metrics. */
  readonly workers: readonly unknown[];
}

/** The metrics of a relay instance and its workers together, in the Prometheus text format. */
export async function instanceMetrics(figures: InstanceFigures): Promise<string> {
  const registry = new Registry();
  const { connectors, configuration, now } = figures;
  gauge(registry, 'app_proxy_build_info').set({ version: figures.version, role: 'relay' }, 1);
  gauge(registry, 'app_proxy_user_connections').set(figures.userConnections);
  const inService = gauge(registry, 'app_proxy_connectors_in_service');
  const declared = gauge(registry, 'app_proxy_connectors_declared');
  for (const [group, count] of Object.entries(figures.declared)) {
    declared.set({ group }, count);
    inService.set({ group }, figures.inService[group] ?? 0);
  }
  const rate = gauge(registry, 'app_proxy_connector_requests_per_second');
  const inFlight = gauge(registry, 'app_proxy_connector_in_flight');
  const expires = gauge(registry, 'app_proxy_connector_certificate_expires_seconds');
  for (const {
    connector,
    group,
    requestsPerSecond,
    inFlight: open,
    certificateExpires,
    tunnels,
  } of connectors) {
    if (tunnels === 0) continue;
    rate.set({ group, connector }, requestsPerSecond);
    inFlight.set({ group, connector }, open);
    expires.set({ group, connector }, Math.round((certificateExpires - now) / 1000));
  }
  gauge(registry, 'app_proxy_configuration_info').set({ digest: configuration.digest }, 1);
  if (configuration.read !== undefined) {
    gauge(registry, 'app_proxy_configuration_read_seconds').set(
      Math.round((now - configuration.read) / 1000),
    );
  }
  gauge(registry, 'app_proxy_configuration_invalid').set(configuration.invalid.length);
  gauge(registry, 'app_proxy_claims_waiting').set(figures.claimsWaiting);
  // A metric that both kinds of process count must be written once.
  const workers = AggregatorRegistry.aggregate([
    [eventsMetric(figures.events)],
    ...figures.workers.filter(Array.isArray),
  ]);
  return `${await registry.metrics()}\n${await workers.metrics()}`;
}

/** What a connector knows when it is asked for its metrics. */
export interface ConnectorFigures {
  readonly version: string;
  readonly tunnels: number;
  readonly inService: boolean;
  readonly inFlight: number;
  readonly requests: number;
  readonly backendConnections: number;
  readonly connectFailures: number;
  readonly bytesToBackends: number;
  readonly bytesFromBackends: number;
  /** How often each event was logged. */
  readonly events?: ReadonlyMap<string, number>;
  /** Seconds; missing before the first enrolment. */
  readonly certificateSeconds?: number;
}

/** The metrics of a connector, in the Prometheus text format. */
export function connectorMetrics(figures: ConnectorFigures): Promise<string> {
  const registry = new Registry();
  gauge(registry, 'app_proxy_build_info').set({ version: figures.version, role: 'connector' }, 1);
  gauge(registry, 'app_proxy_connector_tunnels').set(figures.tunnels);
  gauge(registry, 'app_proxy_connector_in_service').set(figures.inService ? 1 : 0);
  gauge(registry, 'app_proxy_connector_streams').set(figures.inFlight);
  gauge(registry, 'app_proxy_connector_backend_connections').set(figures.backendConnections);
  counter(registry, 'app_proxy_connector_requests_total').inc(figures.requests);
  counter(registry, 'app_proxy_connector_connect_failures_total').inc(figures.connectFailures);
  counter(registry, 'app_proxy_connector_to_backends_bytes_total').inc(figures.bytesToBackends);
  counter(registry, 'app_proxy_connector_from_backends_bytes_total').inc(figures.bytesFromBackends);
  if (figures.certificateSeconds !== undefined) {
    gauge(registry, 'app_proxy_connector_own_certificate_expires_seconds').set(figures.certificateSeconds);
  }
  count(registry, figures.events);
  return registry.metrics();
}

/** Events are a closed list: the label is bounded. */
function count(registry: Registry, events: ReadonlyMap<string, number> | undefined): void {
  const total = counter(registry, 'app_proxy_events_total');
  for (const [event, times] of events ?? []) total.inc({ event }, times);
}
