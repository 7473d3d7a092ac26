import type { ConnectorView } from '../../../runtime/membership/connector-record';
import type { StatusFigures } from '../../../runtime/status/status-figures';

/** The time of the tests. */
export const NOW = Date.parse('2026-01-01T00:00:00Z');

/** A connector of group `hq` with which nothing is wrong. */
export function connectorView(given: Partial<ConnectorView> = {}): ConnectorView {
  return {
    connector: '0123456789abcdef',
    group: 'hq',
    slot: 0,
    runtime: '1.2.3',
    certificateExpires: NOW + 20 * 3_600_000,
    remoteAddress: '10.0.0.4',
    lastSeen: NOW,
    state: 'in-service',
    tunnels: 2,
    inFlight: 0,
    requestsPerSecond: 0,
    ...given,
  };
}

/** A relay instance with which nothing is wrong. */
export function statusFigures(given: Partial<StatusFigures> = {}): StatusFigures {
  return {
    deployment: 'contoso',
    instance: 'r0',
    generation: 'g1',
    runtime: '1.2.3',
    readiness: { ready: true },
    workers: { declared: 2, serving: 2 },
    userConnections: 3,
    connectors: [connectorView(), connectorView({ connector: 'fedcba9876543210', slot: 1 })],
    groups: [{ group: 'hq', declared: 2, tpsPerConnector: 586, applications: 1 }],
    routes: 1,
    waiting: [],
    configuration: {
      digest: '0123456789ab',
      read: NOW,
      fromState: false,
      invalid: [],
      unavailable: [],
      relayMissing: false,
    },
    wantedRuntime: '1.2.3',
    others: [
      {
        version: 1,
        deployment: 'contoso',
        instance: 'r1',
        address: '10.0.0.2:443',
        generation: 'g1',
        runtime: '1.2.3',
        state: 'ready',
        time: '2026-01-01T00:00:00Z',
      },
    ],
    sessionLog: { all: false, groups: [], applications: [] },
    problems: [],
    now: NOW,
    ...given,
  };
}
