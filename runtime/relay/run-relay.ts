import { hostname } from 'node:os';
import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import type { RelayBootstrap } from '../documents/types.generated';
import { KeySets } from '../enrolment/key-sets';
import { ManagedIdentities } from '../enrolment/managed-identity';
import { EnrolmentService } from '../enrolment/service';
import { TokenStore } from '../enrolment/tokens';
import { EventCounts } from '../log/event-counts';
import type { Log } from '../log/log';
import { SessionLogSwitch, type SessionLogState } from '../log/session-log-switch';
import { KeptConnectors } from '../membership/kept-connectors';
import { Registry } from '../membership/registry';
import { instanceMetrics } from '../metrics/instance-metrics';
import { LocalServer, json, plain } from '../status/local-server';
import { HEARTBEAT_SECONDS } from '../status/limits';
import { ProbeServer } from '../status/probe-server';
import { statusDocument, type StatusDocument } from '../status/status-document';
import { statusPage } from '../status/status-page';
import { notifySystemd } from '../status/systemd';
import { openStore } from '../store/open-store';
import { parseListener } from './instance/acceptor';
import { Instance } from './instance/instance';
import {
  DIRECTORY_DRAIN_NOTICE_SECONDS,
  DRAIN_NOTICE_SECONDS,
  DRAIN_SECONDS,
  MAX_WORKERS,
} from './instance/limits';
import { ownAddress } from './instance/own-address';

export interface RunRelayOptions {
  readonly bootstrap: RelayBootstrap;
  readonly runtime: string;
  readonly runtimeDirectory: string;
  readonly log: Log;
  /** Ends the instance: it drains first. */
  readonly stop: AbortSignal;
}

/** Runs a relay instance until it is told to stop, and drains it. Rejects where it cannot begin. */
export async function runRelay({
  bootstrap,
  runtime,
  runtimeDirectory,
  log: uncounted,
  stop,
}: RunRelayOptions): Promise<void> {
  const events = new EventCounts();
  const log = events.counting(uncounted);
  const azure = 'identity' in bootstrap.configuration;
  const generation = bootstrap.generation ?? hostname();
  const workers = bootstrap.workers ?? Math.min(MAX_WORKERS, availableParallelism());
  const exchange = await openStore(bootstrap.exchange);
  const tokens = new TokenStore(exchange, Date.now);
  const registry = new Registry({ workers, log, kept: new KeptConnectors(bootstrap.stateDirectory, log) });
  const instance = new Instance({
    bootstrap,
    runtime,
    generation,
    workers,
    configuration: await openStore(bootstrap.configuration),
    exchange,
    registry,
    log,
    address: (port) => ownAddress({ declared: bootstrap.address, port, azure }),
    enrolment: ({ authority, source }) =>
      new EnrolmentService({
        deployment: bootstrap.deployment,
        issuer: {
          get trust() {
            return authority.trust;
          },
          connectorCertificate: (request, identity) =>
            authority.required.connectorCertificate(request, identity),
        },
        tokens,
        identities: new ManagedIdentities({ keySets: new KeySets({ now: Date.now }), now: Date.now }),
        admissions: () => [...source.current.admissions.values()].map(({ document }) => document),
        revoked: () => [...source.current.revoked],
        log,
        now: Date.now,
      }),
  });
  const probe = new ProbeServer(() => instance.readiness);
  const sessionLog = new SessionLogSwitch({ apply: (wanted) => instance.setSessionLog(wanted), log });
  const status = (): StatusDocument =>
    statusOf(instance, registry, { bootstrap, generation, runtime, sessionLog: sessionLog.state });
  const local = new LocalServer({
    routes: {
      'GET /healthz': () => plain(200, 'ok'),
      'GET /readyz': () => {
        const { ready, reason } = instance.readiness;
        return plain(ready ? 200 : 503, ready ? 'ready' : `not ready: ${reason ?? ''}`);
      },
      'GET /status': () => json(status()),
      'GET /': () => statusPage(status()),
      'GET /metrics': async () => ({
        status: 200,
        contentType: 'text/plain; version=0.0.4; charset=utf-8',
        body: await instanceMetrics({
          version: runtime,
          connectors: registry.snapshot(),
          inService: registry.inService(),
          declared: Object.fromEntries(
            declaredGroups(instance).map(({ group, declared }) => [group, declared]),
          ),
          userConnections: instance.userConnections,
          configuration: instance.source.status,
          claimsWaiting: instance.routes.current.waiting.length,
          events: events.all,
          now: Date.now(),
          workers: await instance.workers.reportAll(),
        }),
      }),
      'POST /refresh': async () => {
        await instance.refresh();
        return json({ configuration: instance.source.current.digest });
      },
      'POST /session-log': (body) => {
        const result = sessionLog.set(body);
        return 'refused' in result ? plain(400, result.refused) : json(result.state);
      },
    },
  });
  log.event('relay-started', { instance: bootstrap.instance, generation, workers });
  const probeAt = parseListener(bootstrap.listeners.probe);
  await probe.listen(probeAt.host, probeAt.port);
  await local.listenOnSocket(join(runtimeDirectory, 'relay.sock'));
  const statusAt = parseListener(bootstrap.listeners.status ?? DEFAULT_STATUS_LISTENER);
  await local.listenOnAddress(statusAt.host ?? '127.0.0.1', statusAt.port);
  await registry.start();
  await instance.start();
  const onHangup = (): void => void instance.refresh();
  process.on('SIGHUP', onHangup);
  const systemd = notifySystemd(() => instance.serving, {
    onFailure: ({ message }) => log.event('systemd-unreachable', { reason: message }),
  });
  const heartbeat = setInterval(
    () => beat(instance, registry, bootstrap.instance, log),
    HEARTBEAT_SECONDS * 1000,
  );
  const prune = setInterval(() => {
    tokens.prune().catch(() => undefined);
  }, TOKEN_PRUNE_MS);
  prune.unref();
  let wasReady = false;
  const look = setInterval(() => {
    const { ready } = instance.readiness;
    if (ready && !wasReady) {
      log.event('relay-ready', { instance: bootstrap.instance });
      beat(instance, registry, bootstrap.instance, log);
    }
    wasReady = ready;
  }, READY_LOOK_MS);
  await aborted(stop);
  systemd.stopping();
  clearInterval(heartbeat);
  clearInterval(look);
  clearInterval(prune);
  const noticeSeconds =
    bootstrap.drainNoticeSeconds ?? (azure ? DRAIN_NOTICE_SECONDS : DIRECTORY_DRAIN_NOTICE_SECONDS);
  await instance.drain(noticeSeconds * 1000, (bootstrap.drainSeconds ?? DRAIN_SECONDS) * 1000);
  process.off('SIGHUP', onHangup);
  sessionLog.stop();
  await registry.stop();
  probe.close();
  await local.close();
  systemd.stop();
  log.event('relay-stopped', { instance: bootstrap.instance });
}

/** Where metrics and status are, unless the bootstrap says otherwise. */
const DEFAULT_STATUS_LISTENER = '127.0.0.1:8082';
const READY_LOOK_MS = 500;
/** Milliseconds between two removals of what is left of tokens that have ended long ago. */
const TOKEN_PRUNE_MS = 3_600_000;

/** What alerts are made from. */
function beat(instance: Instance, registry: Registry, name: string, log: Log): void {
  if (!instance.serving) return;
  log.event('relay-heartbeat', { instance: name });
  const inService = registry.inService();
  for (const { group } of declaredGroups(instance)) {
    log.event('group-in-service', { instance: name, group, connectors: inService[group] ?? 0 });
  }
}

function declaredGroups(instance: Instance): {
  readonly group: string;
  readonly declared: number;
  readonly tpsPerConnector?: number;
  readonly applications: number;
}[] {
  return [...instance.source.current.groups.values()]
    .map(({ document: { group, connectors, applications } }) => ({
      group,
      declared: connectors.declared,
      applications: Object.keys(applications).length,
      ...(connectors.tpsPerConnector !== undefined && { tpsPerConnector: connectors.tpsPerConnector }),
    }))
    .filter(({ group }) => group !== 'default')
    .sort((a, b) => a.group.localeCompare(b.group));
}

function statusOf(
  instance: Instance,
  registry: Registry,
  {
    bootstrap,
    generation,
    runtime,
    sessionLog,
  }: { bootstrap: RelayBootstrap; generation: string; runtime: string; sessionLog: SessionLogState },
): StatusDocument {
  const { source, routes, workers, authority } = instance;
  const problems = [
    ...(authority.problem === '' ? [] : [{ subject: 'authority', reason: authority.problem }]),
    ...[...instance.userCertificates.problems].map(([name, reason]) => ({
      subject: `certificate ${name}`,
      reason,
    })),
    ...[...instance.signInSecrets.problems].map(([name, reason]) => ({ subject: `sign-in ${name}`, reason })),
  ];
  return statusDocument({
    deployment: bootstrap.deployment,
    instance: bootstrap.instance,
    generation,
    runtime,
    readiness: instance.readiness,
    workers: { declared: workers.count, serving: workers.serving },
    userConnections: instance.userConnections,
    connectors: registry.snapshot(),
    groups: declaredGroups(instance),
    routes: routes.current.routes.length,
    waiting: routes.current.waiting,
    configuration: source.status,
    wantedRuntime: source.current.relay?.document.runtime.version,
    others: instance.others,
    sessionLog,
    problems,
    now: Date.now(),
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
