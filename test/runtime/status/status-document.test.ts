import Ajv from 'ajv/dist/2020';
import { FINDINGS } from '../../../runtime/status/findings';
import { statusDocument } from '../../../runtime/status/status-document';
import schema from '../../../schemas/status.schema.json';
import { connectorView, NOW, statusFigures } from './figures';

const isValid = new Ajv({ allErrors: true }).compile(schema);
const HOUR = 3_600_000;
const ROUTE = { host: 'mes.apps.example.com', path: '/', group: 'plant', application: 'mes' };

/** Code and subject of everything that is wrong. */
function wrong(given: Parameters<typeof statusFigures>[0]): string[] {
  return statusDocument(statusFigures(given)).findings.map(({ code, subject }) => `${code} ${subject}`);
}

describe('the status document', () => {
  it('is valid by its schema, with little and with much to say', () => {
    const much = statusFigures({
      readiness: { ready: false },
      connectors: [
        connectorView(),
        connectorView({ state: 'inactive', certificateExpires: NOW - HOUR }),
        connectorView({ requestsPerSecond: 1000.123 }),
      ],
      configuration: {
        digest: '',
        fromState: true,
        invalid: [{ name: 'groups/hq-1.json', problems: ['a', 'b'], since: NOW }],
        unavailable: [{ place: '/config', reason: 'away', since: NOW }],
        notKept: 'full',
        relayMissing: true,
      },
      waiting: [{ route: ROUTE, heldBy: { group: 'hq', application: 'old' } }],
      sessionLog: { all: false, groups: ['hq'], applications: ['mes'], until: NOW + HOUR },
      problems: [{ subject: 'certificate default', reason: 'expired' }],
    });
    for (const figures of [
      statusFigures(),
      much,
      statusFigures({ connectors: [], groups: [], others: [] }),
    ]) {
      const document: unknown = JSON.parse(JSON.stringify(statusDocument(figures)));
      isValid(document);
      expect(isValid.errors ?? []).toEqual([]);
    }
  });

  it('shows every connector with group, slot, state, version, certificate, last seen, load and capacity', () => {
    const [line] = statusDocument(
      statusFigures({ connectors: [connectorView({ inFlight: 4, requestsPerSecond: 12.34 })] }),
    ).connectors;
    expect(line).toEqual({
      connector: '0123456789abcdef',
      group: 'hq',
      slot: 0,
      state: 'in-service',
      runtime: '1.2.3',
      certificateExpires: '2026-01-01T20:00:00.000Z',
      lastSeen: '2026-01-01T00:00:00.000Z',
      tunnels: 2,
      inFlight: 4,
      requestsPerSecond: 12.3,
      tpsPerConnector: 586,
      remoteAddress: '10.0.0.4',
    });
  });

  it('counts the groups together', () => {
    const { groups } = statusDocument(
      statusFigures({
        connectors: [
          connectorView({ requestsPerSecond: 1.5 }),
          connectorView({ requestsPerSecond: 2, state: 'draining' }),
          connectorView({ group: 'default' }),
        ],
      }),
    );
    expect(groups).toEqual([
      {
        group: 'hq',
        declared: 2,
        tpsPerConnector: 586,
        applications: 1,
        inService: 1,
        requestsPerSecond: 3.5,
      },
    ]);
  });
});

describe('what is wrong', () => {
  it('is nothing where nothing is', () => {
    expect(wrong({})).toEqual([]);
  });

  it('is a group with fewer connectors in service than declared', () => {
    expect(wrong({ connectors: [connectorView()] })).toEqual(['fewer-in-service hq']);
    expect(wrong({ connectors: [connectorView({ state: 'connecting' })] })).toEqual(['none-in-service hq']);
  });

  it('is an inactive connector that its group misses, but not one that was replaced', () => {
    const gone = connectorView({ connector: '00000000000000aa', state: 'inactive', runtime: '0.9.0' });
    expect(wrong({ connectors: [connectorView(), gone] })).toEqual([
      'fewer-in-service hq',
      'inactive 00000000000000aa',
    ]);
    expect(wrong({ connectors: [...statusFigures().connectors, gone] })).toEqual([]);
  });

  it('is a certificate that ends soon', () => {
    const [first, second] = statusFigures().connectors;
    const soon = connectorView({ ...first, certificateExpires: NOW + 4 * HOUR - 1 });
    expect(wrong({ connectors: [soon, second].flatMap((each) => each ?? []) })).toEqual([
      'certificate-expires 0123456789abcdef',
    ]);
  });

  it('is a connector or relay instance of another version than wanted', () => {
    expect(wrong({ wantedRuntime: '2.0.0' })).toEqual([
      'version-differs 0123456789abcdef',
      'version-differs fedcba9876543210',
      'version-differs r0',
      'version-differs r1',
    ]);
    expect(wrong({ wantedRuntime: undefined })).toEqual([]);
  });

  it('is a connector over its capacity row, reckoned over all relay instances', () => {
    const [first, second] = statusFigures().connectors;
    const busy = (requestsPerSecond: number): string[] =>
      wrong({
        connectors: [connectorView({ ...first, requestsPerSecond }), second].flatMap((each) => each ?? []),
      });
    expect(busy(293)).toEqual([]);
    expect(busy(294)).toEqual(['over-capacity 0123456789abcdef']);
  });

  it('is a claim that waits, an invalid document, a store that is away, and what cannot be used', () => {
    expect(
      wrong({
        readiness: { ready: false, reason: 'no worker serves yet' },
        workers: { declared: 2, serving: 0 },
        waiting: [{ route: ROUTE, heldBy: { group: 'hq', application: 'old' } }],
        problems: [{ subject: 'certificate default', reason: 'expired' }],
        configuration: {
          digest: '',
          fromState: true,
          invalid: [{ name: 'groups/hq-1.json', problems: ['a'], since: NOW }],
          unavailable: [{ place: '/config', reason: 'away', since: NOW }],
          notKept: 'full',
          relayMissing: true,
        },
      }),
    ).toEqual([
      'not-ready r0',
      'configuration-missing relay',
      'workers-missing r0',
      'unusable certificate default',
      'configuration-invalid groups/hq-1.json',
      'store-unavailable /config',
      'configuration-not-kept configuration',
      'claim-waiting mes.apps.example.com/',
    ]);
  });

  it('is a relay instance whose clock differs', () => {
    const [other] = statusFigures().others;
    const at = (time: string): string[] =>
      wrong({ others: [other].flatMap((each) => (each === undefined ? [] : [{ ...each, time }])) });
    expect(at('2026-01-01T00:00:30Z')).toEqual([]);
    expect(at('2026-01-01T01:00:00Z')).toEqual(['clock-differs r1']);
    expect(at('2025-12-31T23:59:15Z')).toEqual(['clock-differs r1']);
  });

  it('comes with what to do', () => {
    const [finding] = statusDocument(statusFigures({ connectors: [connectorView()] })).findings;
    expect(finding).toEqual({
      code: 'fewer-in-service',
      severity: 'error',
      subject: 'hq',
      message: '1 of 2 connectors are in service',
      action: FINDINGS['fewer-in-service'].action,
    });
  });
});
