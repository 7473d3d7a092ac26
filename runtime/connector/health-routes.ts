import { connectorMetrics } from '../metrics/instance-metrics';
import { json, plain, type LocalAnswer, type LocalHandler } from '../status/local-server';
import { reasonOf } from '../dial/dial-error';
import type { Clock } from '../clock';
import type { Connector } from './connector';
import { CredentialMissing } from './credential';
import { EnrolmentRefused } from './enroller';
import type { ConnectorState } from './state';
import type { ConnectorStatus } from './status';

/** What a connector answers to its own machine. What changes something is for the socket alone. */
export function healthRoutes(
  connector: Pick<Connector, 'state' | 'status' | 'reEnrol'>,
  clock: Clock,
  events: ReadonlyMap<string, number>,
): Readonly<Record<string, LocalHandler>> {
  return {
    'GET /healthz': () => plain(200, 'ok'),
    'GET /readyz': () => readiness(connector.state),
    'GET /status': () => json(connector.status),
    'GET /metrics': async () => metrics(connector.status, clock, events),
    'POST /re-enrol': (body) => reEnrol(connector, body),
  };
}

/** In words, for people. */
export function stateText(state: ConnectorState): string {
  const reason = 'reason' in state ? state.reason : undefined;
  return reason === undefined ? state.kind : `${state.kind}: ${reason}`;
}

function readiness(state: ConnectorState): LocalAnswer {
  return state.kind === 'in-service'
    ? plain(200, 'in service')
    : plain(503, `not in service: ${stateText(state)}`);
}

async function metrics(
  status: ConnectorStatus,
  clock: Clock,
  events: ReadonlyMap<string, number>,
): Promise<LocalAnswer> {
  const { certificateExpires } = status;
  const body = await connectorMetrics({
    ...status,
    events,
    version: status.runtime,
    tunnels: status.relays.reduce((sum, { tunnels }) => sum + tunnels, 0),
    inService: status.state.kind === 'in-service',
    ...(certificateExpires !== undefined && {
      certificateSeconds: Math.round((Date.parse(certificateExpires) - clock.now()) / 1000),
    }),
  });
  return { status: 200, contentType: 'text/plain; version=0.0.4; charset=utf-8', body };
}

async function reEnrol(connector: Pick<Connector, 'reEnrol'>, body: unknown): Promise<LocalAnswer> {
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (token !== undefined && typeof token !== 'string')
    return plain(400, 'expected {"token": "..."} or nothing');
  try {
    const { connector: id, expires } = await connector.reEnrol(token);
    return json({ connector: id, expires: new Date(expires).toISOString() });
  } catch (error) {
    const code =
      error instanceof EnrolmentRefused
        ? error.code
        : error instanceof CredentialMissing
          ? 'credential-missing'
          : 'unreachable';
    return json({ error: { code, message: reasonOf(error) } }, 409);
  }
}
