import { RouteTable } from '../../configuration/match';
import type { BackendSettings } from '../../tunnel/control';
import type { RelayView, Route } from '../messages';
import { compileRoute, type CompiledRoute } from './headers/compile-route';
import { TokenBucket } from './token-bucket';

/** A route with what requests need of it, made once. */
export interface RouteEntry {
  readonly host: string;
  readonly path: string;
  readonly route: Route;
  readonly compiled: CompiledRoute;
  /** The same for every route with the same backend settings. */
  readonly backendKey: string;
  readonly backend: BackendSettings;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number | undefined;
  readonly affinity: boolean;
  readonly signIn: boolean;
  readonly bucket: TokenBucket | undefined;
  readonly maxInFlight: number;
  inFlight: number;
}

const MIB = 1024 * 1024;

/** The routes of one view, by host and path. Counters of routes that stay are kept. */
export class Routing {
  private readonly table: RouteTable<RouteEntry>;
  readonly entries: readonly RouteEntry[];

  /** @param workers how many worker processes share the limits of an application */
  constructor(view: RelayView, workers: number, before: Routing | undefined, now: number) {
    const known = new Map(before?.entries.map((entry) => [keyOf(entry.route), entry]));
    this.entries = view.routes.map((route) => makeEntry(route, view, workers, known.get(keyOf(route)), now));
    this.table = new RouteTable(this.entries);
  }

  /** @param target path and query */
  find(host: string, target: string): RouteEntry | 'unknown-host' | 'unknown-path' {
    return this.table.match(host, target) ?? (this.table.knows(host) ? 'unknown-path' : 'unknown-host');
  }

  /** Distinct backends of one group, by key. */
  backends(group: string): ReadonlyMap<string, BackendSettings> {
    const result = new Map<string, BackendSettings>();
    for (const { route, backendKey, backend } of this.entries) {
      if (route.group === group) result.set(backendKey, backend);
    }
    return result;
  }
}

function keyOf(route: Route): string {
  return `${route.group}/${route.application}/${route.host}${route.path}`;
}

function makeEntry(
  route: Route,
  view: RelayView,
  workers: number,
  before: RouteEntry | undefined,
  now: number,
): RouteEntry {
  const { settings } = route;
  const { requestsPerSecond, concurrentRequests, requestBodyMiB } = settings.limits;
  const share = requestsPerSecond === undefined ? undefined : requestsPerSecond / workers;
  const backend: BackendSettings = settings.backend;
  return {
    host: route.host,
    path: route.path,
    route,
    compiled: compileRoute(route),
    backendKey: JSON.stringify(backend),
    backend,
    timeoutMs: settings.timeoutSeconds * 1000,
    maxBodyBytes: requestBodyMiB === undefined ? undefined : requestBodyMiB * MIB,
    affinity: settings.affinity === 'cookie',
    signIn: settings.preAuthentication !== 'passthrough',
    bucket:
      share === undefined
        ? undefined
        : before?.bucket?.perSecond === share
          ? before.bucket
          : new TokenBucket(share, now),
    maxInFlight:
      concurrentRequests === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(1, Math.ceil(concurrentRequests / workers)),
    inFlight: before?.inFlight ?? 0,
  };
}
