import type { ConfigurationStatus } from '../configuration/configuration';
import type { ConnectorView } from '../membership/connector-record';
import { findings, type Finding } from './findings';
import type { DeclaredGroup, StatusFigures } from './status-figures';

/** `/status` of a relay instance, version 1: `schemas/status.schema.json`. Times are ISO 8601. */
export interface StatusDocument {
  readonly version: 1;
  readonly role: 'relay';
  readonly time: string;
  readonly deployment: string;
  readonly instance: string;
  readonly generation: string;
  readonly runtime: string;
  /** Whether users should be sent here. */
  readonly ready: boolean;
  /** Why not. */
  readonly reason?: string;
  readonly workers: { readonly declared: number; readonly serving: number };
  readonly userConnections: number;
  readonly configuration: {
    readonly digest: string;
    readonly read?: string;
    readonly fromState: boolean;
    readonly routes: number;
    readonly invalid: readonly {
      readonly name: string;
      readonly problems: readonly string[];
      readonly since: string;
    }[];
  };
  readonly groups: readonly GroupStatusLine[];
  readonly connectors: readonly ConnectorStatusLine[];
  /** The other relay instances. */
  readonly relays: readonly {
    readonly instance: string;
    readonly generation: string;
    readonly state: 'ready' | 'draining';
    readonly runtime: string;
  }[];
  /** Claims to a host and path that another group has. */
  readonly waiting: readonly {
    readonly group: string;
    readonly application: string;
    readonly host: string;
    readonly path: string;
    readonly heldBy: string;
  }[];
  readonly sessionLog: {
    readonly all: boolean;
    readonly groups: readonly string[];
    readonly applications: readonly string[];
    readonly until?: string;
  };
  readonly findings: readonly Finding[];
}

export interface GroupStatusLine extends DeclaredGroup {
  readonly inService: number;
  /** Through this instance, over the last seconds. */
  readonly requestsPerSecond: number;
}

export interface ConnectorStatusLine {
  readonly connector: string;
  readonly group: string;
  readonly slot?: number;
  readonly state: ConnectorView['state'];
  readonly runtime: string;
  readonly certificateExpires: string;
  readonly lastSeen: string;
  readonly tunnels: number;
  readonly inFlight: number;
  /** Through this instance, over the last seconds. */
  readonly requestsPerSecond: number;
  /** Of its capacity row; missing where the profile says none. */
  readonly tpsPerConnector?: number;
  readonly remoteAddress: string;
}

export function statusDocument(figures: StatusFigures): StatusDocument {
  const { readiness, now } = figures;
  return {
    version: 1,
    role: 'relay',
    time: iso(now),
    deployment: figures.deployment,
    instance: figures.instance,
    generation: figures.generation,
    runtime: figures.runtime,
    ready: readiness.ready,
    ...(!readiness.ready && { reason: readiness.reason ?? 'unknown' }),
    workers: figures.workers,
    userConnections: figures.userConnections,
    configuration: configuration(figures.configuration, figures.routes),
    groups: groups(figures),
    connectors: connectors(figures),
    relays: figures.others.map(({ instance, generation, state, runtime }) => ({
      instance,
      generation,
      state,
      runtime,
    })),
    waiting: figures.waiting.map(({ route, heldBy }) => ({
      group: route.group,
      application: route.application,
      host: route.host,
      path: route.path,
      heldBy: `${heldBy.group}/${heldBy.application}`,
    })),
    sessionLog: sessionLog(figures.sessionLog),
    findings: findings(figures),
  };
}

function configuration(
  { digest, read, fromState, invalid }: ConfigurationStatus,
  routes: number,
): StatusDocument['configuration'] {
  return {
    digest,
    ...(read !== undefined && { read: iso(read) }),
    fromState,
    routes,
    invalid: invalid.map(({ name, problems, since }) => ({ name, problems, since: iso(since) })),
  };
}

function groups({ groups, connectors }: StatusFigures): readonly GroupStatusLine[] {
  return groups.map((group) => {
    const own = connectors.filter((each) => each.group === group.group);
    return {
      ...group,
      inService: own.filter(({ state }) => state === 'in-service').length,
      requestsPerSecond: tenth(own.reduce((sum, each) => sum + each.requestsPerSecond, 0)),
    };
  });
}

function connectors({ groups, connectors }: StatusFigures): readonly ConnectorStatusLine[] {
  const capacity = new Map(groups.map(({ group, tpsPerConnector }) => [group, tpsPerConnector]));
  return connectors.map((connector) => {
    const tps = capacity.get(connector.group);
    return {
      connector: connector.connector,
      group: connector.group,
      ...(connector.slot !== undefined && { slot: connector.slot }),
      state: connector.state,
      runtime: connector.runtime,
      certificateExpires: iso(connector.certificateExpires),
      lastSeen: iso(connector.lastSeen),
      tunnels: connector.tunnels,
      inFlight: connector.inFlight,
      requestsPerSecond: tenth(connector.requestsPerSecond),
      ...(tps !== undefined && { tpsPerConnector: tps }),
      remoteAddress: connector.remoteAddress,
    };
  });
}

function sessionLog({
  all,
  groups,
  applications,
  until,
}: StatusFigures['sessionLog']): StatusDocument['sessionLog'] {
  return { all, groups, applications, ...(until !== undefined && { until: iso(until) }) };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
