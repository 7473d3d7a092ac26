import type { Route } from '../relay/messages';

/** What a route is found by. */
type Place = Pick<Route, 'host' | 'path'>;

/** Routes, compiled for one look-up a request. */
export class RouteTable<R extends Place = Route> {
  private readonly exact = new Map<string, readonly R[]>();
  /** By the host without `*.`. */
  private readonly wildcard = new Map<string, readonly R[]>();

  constructor(routes: readonly R[]) {
    const byHost = new Map<string, R[]>();
    for (const route of routes) {
      const own = byHost.get(route.host);
      if (own === undefined) byHost.set(route.host, [route]);
      else own.push(route);
    }
    for (const [host, own] of byHost) {
      own.sort((a, b) => b.path.length - a.path.length);
      if (host.startsWith('*.')) this.wildcard.set(host.slice(2), own);
      else this.exact.set(host, own);
    }
  }

  /** Whether any route is for the host: 421 where not. */
  knows(host: string): boolean {
    return this.pathsOf(host) !== undefined;
  }

  /**
   * The route of a request: an exact host before `*.`, which stands for one label, then the longest path on a boundary
   * of segments. The routes of an exact host are all that the host has.
   *
   * @param host as the request has it: a port, a closing dot and upper case are passed over
   * @param target path and query as the request has them; dot segments must be gone
   */
  match(host: string, target: string): R | undefined {
    const paths = this.pathsOf(host);
    if (paths === undefined) return undefined;
    for (let index = 0; index < paths.length; index += 1) {
      const route = paths[index];
      if (route !== undefined && isWithin(route.path, target)) return route;
    }
    return undefined;
  }

  private pathsOf(host: string): readonly R[] | undefined {
    return this.exact.get(host) ?? this.pathsOfPlain(plain(host));
  }

  private pathsOfPlain(host: string): readonly R[] | undefined {
    const exact = this.exact.get(host);
    if (exact !== undefined || this.wildcard.size === 0) return exact;
    const dot = host.indexOf('.');
    return dot <= 0 ? undefined : this.wildcard.get(host.slice(dot + 1));
  }
}

const SLASH = 0x2f;
const QUESTION_MARK = 0x3f;

function isWithin(path: string, target: string): boolean {
  if (path.length === 1) return true;
  if (!target.startsWith(path)) return false;
  if (target.length === path.length) return true;
  const next = target.charCodeAt(path.length);
  return next === SLASH || next === QUESTION_MARK;
}

/** The host in lower case, without a port and a closing dot. */
function plain(host: string): string {
  const colon = host.lastIndexOf(':');
  const name = colon === -1 ? host : host.slice(0, colon);
  return (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
}
