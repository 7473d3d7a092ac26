import { stateText } from '../connector/health-routes';
import type { ConnectorStatus } from '../connector/status';
import type { StatusDocument } from '../status/status-document';
import { table } from './surroundings';

/** How a relay instance is, for people. */
export function relayStatusLines(status: StatusDocument): readonly string[] {
  const { configuration, workers } = status;
  const read = configuration.read === undefined ? 'never read' : `read ${configuration.read}`;
  return [
    `${status.deployment}, relay instance ${status.instance}: ${status.ready ? 'ready' : `not ready: ${status.reason ?? ''}`}`,
    `generation ${status.generation}, runtime ${status.runtime}, ${workers.serving} of ${workers.declared} workers, ${status.userConnections} user connections`,
    `configuration ${configuration.digest}, ${configuration.routes} routes, ${read}${configuration.fromState ? ', from the state directory' : ''}`,
    ...status.relays.map(
      ({ instance, generation, state, runtime }) =>
        `relay instance ${instance}, generation ${generation}: ${state}, runtime ${runtime}`,
    ),
    ...sessionLog(status),
    '',
    ...table([
      ['GROUP', 'IN SERVICE', 'DECLARED', 'APPLICATIONS', 'REQUESTS/S', 'CAPACITY TPS'],
      ...status.groups.map((group) => [
        group.group,
        String(group.inService),
        String(group.declared),
        String(group.applications),
        String(group.requestsPerSecond),
        group.tpsPerConnector === undefined ? '-' : String(group.tpsPerConnector * group.inService),
      ]),
    ]),
    '',
    ...table([
      [
        'GROUP',
        'SLOT',
        'CONNECTOR',
        'STATE',
        'VERSION',
        'CERTIFICATE UNTIL',
        'LAST SEEN',
        'TUNNELS',
        'IN FLIGHT',
        'REQUESTS/S',
        'ROW TPS',
        'ADDRESS',
      ],
      ...status.connectors.map((each) => [
        each.group,
        each.slot === undefined ? '-' : String(each.slot),
        each.connector,
        each.state,
        each.runtime,
        shortTime(each.certificateExpires),
        shortTime(each.lastSeen),
        String(each.tunnels),
        String(each.inFlight),
        String(each.requestsPerSecond),
        each.tpsPerConnector === undefined ? '-' : String(each.tpsPerConnector),
        each.remoteAddress,
      ]),
    ]),
    '',
    ...(status.findings.length === 0 ? ['nothing is wrong'] : ['what is wrong, and what to do:']),
    ...status.findings.flatMap(({ severity, code, subject, message, action }) => [
      `  ${severity} ${code}: ${subject}: ${message}`,
      `    ${action}`,
    ]),
  ];
}

/** How a connector is, for people. */
export function connectorStatusLines(status: ConnectorStatus): readonly string[] {
  const { certificateExpires } = status;
  return [
    `${status.deployment}, connector ${status.connector ?? '(not enrolled)'} of group ${status.group}, slot ${status.slot}: ${stateText(status.state)}`,
    `runtime ${status.runtime}, certificate ${certificateExpires === undefined ? 'none' : `until ${shortTime(certificateExpires)}`}, configuration ${status.configuration ?? 'none'}`,
    `${status.inFlight} requests under way, ${status.requests} in all, ${status.backendConnections} connections to backends, ${status.connectFailures} could not be made`,
    '',
    ...table([
      [
        'RELAY',
        'GENERATION',
        'ADDRESS',
        'LISTED',
        'WORKERS',
        'TUNNELS',
        'ROUND TRIP',
        'IN SERVICE',
        'WHY NOT',
      ],
      ...status.relays.map((link) => [
        link.instance,
        link.generation,
        link.address,
        link.listed,
        `${link.workersReached} of ${link.workers ?? '?'}`,
        String(link.tunnels),
        link.roundTripMs === undefined ? '-' : `${link.roundTripMs} ms`,
        link.inService ? 'yes' : 'no',
        link.reason ?? '',
      ]),
    ]),
  ];
}

function sessionLog({ sessionLog }: StatusDocument): readonly string[] {
  const { all, groups, applications, until } = sessionLog;
  const of = all
    ? ['everything']
    : [...groups.map((name) => `group ${name}`), ...applications.map((name) => `application ${name}`)];
  if (of.length === 0) return [];
  return [`session log on for ${of.join(', ')}${until === undefined ? '' : `, until ${shortTime(until)}`}`];
}

/** Without fractions of a second. */
function shortTime(iso: string): string {
  return iso.replace(/\.\d+Z$/, 'Z');
}
