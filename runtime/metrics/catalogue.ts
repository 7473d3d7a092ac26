/** Every metric: its name, kind, labels and meaning. Seconds and bytes are the units; labels are bounded by the configuration. */
export const METRICS = {
  app_proxy_requests_total: {
    kind: 'counter',
    labels: ['application', 'group', 'status'],
    help: 'Requests of users by application, group and class of the answer (2xx, ...); 0 where the user went away',
  },
  app_proxy_request_duration_seconds: {
    kind: 'histogram',
    labels: ['application', 'group'],
    help: 'Time from the head of a request to the end of its answer',
  },
  app_proxy_backend_wait_seconds: {
    kind: 'histogram',
    labels: ['application', 'group'],
    help: 'Time from the head of a request to the head of its answer',
  },
  app_proxy_requests_in_flight: { kind: 'gauge', labels: [], help: 'Requests under way' },
  app_proxy_refusals_total: {
    kind: 'counter',
    labels: ['code'],
    help: 'Answers of the relay’s own and cut answers, by code',
  },
  app_proxy_retries_total: {
    kind: 'counter',
    labels: ['group'],
    help: 'Further attempts on another connector',
  },
  app_proxy_received_bytes_total: { kind: 'counter', labels: ['group'], help: 'Bytes of request bodies' },
  app_proxy_sent_bytes_total: { kind: 'counter', labels: ['group'], help: 'Bytes of answers' },
  app_proxy_tunnels: { kind: 'gauge', labels: [], help: 'Tunnels of connectors' },
  app_proxy_tunnels_refused_total: {
    kind: 'counter',
    labels: ['code'],
    help: 'Connections of connectors that were not let in',
  },
  app_proxy_user_connections: { kind: 'gauge', labels: [], help: 'Connections of users' },
  app_proxy_connectors_in_service: { kind: 'gauge', labels: ['group'], help: 'Connectors in service' },
  app_proxy_connectors_declared: { kind: 'gauge', labels: ['group'], help: 'Connectors that are declared' },
  app_proxy_connector_requests_per_second: {
    kind: 'gauge',
    labels: ['group', 'connector'],
    help: 'Requests a second over the last seconds',
  },
  app_proxy_connector_in_flight: {
    kind: 'gauge',
    labels: ['group', 'connector'],
    help: 'Requests under way at a connector',
  },
  app_proxy_connector_certificate_expires_seconds: {
    kind: 'gauge',
    labels: ['group', 'connector'],
    help: 'Seconds until a connector’s certificate ends',
  },
  app_proxy_configuration_info: {
    kind: 'gauge',
    labels: ['digest'],
    help: '1, with the digest of the configuration in force',
  },
  app_proxy_configuration_read_seconds: {
    kind: 'gauge',
    labels: [],
    help: 'Seconds since the configuration was last read whole',
  },
  app_proxy_configuration_invalid: {
    kind: 'gauge',
    labels: [],
    help: 'Documents that are invalid and do not count',
  },
  app_proxy_claims_waiting: {
    kind: 'gauge',
    labels: [],
    help: 'Claims to a host and path that another group has',
  },
  app_proxy_events_total: {
    kind: 'counter',
    labels: ['event'],
    help: 'Lines of the admin log by event: what was refused, lost, renewed',
  },
  app_proxy_build_info: {
    kind: 'gauge',
    labels: ['version', 'role'],
    help: '1, with the version of the program',
  },
  app_proxy_connector_tunnels: { kind: 'gauge', labels: [], help: 'Connector: tunnels to relay instances' },
  app_proxy_connector_in_service: { kind: 'gauge', labels: [], help: 'Connector: 1 while it is in service' },
  app_proxy_connector_streams: { kind: 'gauge', labels: [], help: 'Connector: requests under way' },
  app_proxy_connector_requests_total: { kind: 'counter', labels: [], help: 'Connector: requests' },
  app_proxy_connector_backend_connections: {
    kind: 'gauge',
    labels: [],
    help: 'Connector: connections to backends',
  },
  app_proxy_connector_connect_failures_total: {
    kind: 'counter',
    labels: [],
    help: 'Connector: connections to backends that could not be made',
  },
  app_proxy_connector_to_backends_bytes_total: {
    kind: 'counter',
    labels: [],
    help: 'Connector: bytes to backends',
  },
  app_proxy_connector_from_backends_bytes_total: {
    kind: 'counter',
    labels: [],
    help: 'Connector: bytes from backends',
  },
  app_proxy_connector_own_certificate_expires_seconds: {
    kind: 'gauge',
    labels: [],
    help: 'Connector: seconds until its certificate ends',
  },
} as const satisfies Record<string, MetricEntry>;

interface MetricEntry {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
}

export type MetricName = keyof typeof METRICS;

/** Bounds of the histograms' buckets, in seconds. */
export const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 85, 180];
