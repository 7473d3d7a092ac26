import { METRICS } from '../../../runtime/metrics/catalogue';
import {
  connectorMetrics,
  instanceMetrics,
  type InstanceFigures,
} from '../../../runtime/metrics/instance-metrics';
import { WorkerMetrics } from '../../../runtime/metrics/worker-metrics';
import { connectorView } from '../status/figures';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function figures(given: Partial<InstanceFigures> = {}): InstanceFigures {
  return {
    version: '1.2.3',
    connectors: [],
    inService: {},
    declared: {},
    userConnections: 0,
    configuration: {
      digest: '0123456789ab',
      fromState: false,
      invalid: [],
      unavailable: [],
      relayMissing: false,
    },
    claimsWaiting: 0,
    events: new Map(),
    now: NOW,
    workers: [],
    ...given,
  };
}

describe('the metrics of a relay instance', () => {
  it('say who is in service, how certificates and configuration are, and what workers count', async () => {
    const worker = new WorkerMetrics();
    worker.refused('bad-request');
    const said = await instanceMetrics(
      figures({
        connectors: [
          connectorView({ connector: '00000000000000aa', certificateExpires: NOW + 3_600_000, inFlight: 4 }),
          connectorView({ connector: '00000000000000bb', tunnels: 0, state: 'inactive' }),
        ],
        inService: { hq: 1 },
        declared: { hq: 2, plant: 2 },
        userConnections: 7,
        configuration: {
          digest: '0123456789ab',
          read: NOW - 5000,
          fromState: false,
          invalid: [{ name: 'groups/hq-1.json', problems: ['x'], since: NOW }],
          unavailable: [],
          relayMissing: false,
        },
        claimsWaiting: 1,
        events: new Map([['token-refused', 3]]),
        workers: [await worker.report(0, 0, new Map([['token-refused', 2]]))],
      }),
    );
    for (const line of [
      'app_proxy_build_info{version="1.2.3",role="relay"} 1',
      'app_proxy_connectors_in_service{group="hq"} 1',
      'app_proxy_connectors_in_service{group="plant"} 0',
      'app_proxy_connectors_declared{group="hq"} 2',
      'app_proxy_connector_certificate_expires_seconds{group="hq",connector="00000000000000aa"} 3600',
      'app_proxy_connector_in_flight{group="hq",connector="00000000000000aa"} 4',
      'app_proxy_user_connections 7',
      'app_proxy_configuration_info{digest="0123456789ab"} 1',
      'app_proxy_configuration_read_seconds 5',
      'app_proxy_configuration_invalid 1',
      'app_proxy_claims_waiting 1',
      'app_proxy_events_total{event="token-refused"} 5',
      'app_proxy_refusals_total{code="bad-request"} 1',
    ]) {
      expect(said.split('\n')).toContain(line);
    }
    expect(said).not.toContain('00000000000000bb');
    const named = [...said.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(named).toEqual([...new Set(named)]);
  });

  it('stand though no worker answers, or one answers nonsense', async () => {
    const said = await instanceMetrics(figures({ workers: [undefined, 'x', {}] }));
    expect(said).toContain('app_proxy_build_info');
  });

  it('are all in the catalogue, and the catalogue is all there', async () => {
    const worker = new WorkerMetrics();
    const read = { ...figures().configuration, read: NOW };
    const relay = await instanceMetrics(
      figures({ configuration: read, workers: [await worker.report(0, 0, new Map())] }),
    );
    const connector = await connectorMetrics({
      version: '1',
      tunnels: 1,
      inService: true,
      inFlight: 0,
      requests: 0,
      backendConnections: 0,
      connectFailures: 0,
      bytesToBackends: 0,
      bytesFromBackends: 0,
      certificateSeconds: 60,
    });
    const names = new Set(
      [...`${relay}\n${connector}`.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name]) => name),
    );
    expect([...names].sort()).toEqual(Object.keys(METRICS).sort());
    for (const [, name, kind] of `${relay}\n${connector}`.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
      expect({ name, kind }).toEqual({ name, kind: METRICS[name as keyof typeof METRICS].kind });
    }
  });
});
