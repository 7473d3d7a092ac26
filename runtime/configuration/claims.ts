import type { GroupDocument } from '../documents/types.generated';
import type { Route } from '../relay/messages';
import type { InForce } from './configuration';

/** Group in which parked connectors idle: it serves nothing. */
const DEFAULT_GROUP = 'default';

/** A route that may lack its settings: they come with the group's document. */
export type ClaimedRoute = Omit<Route, 'settings'> & Partial<Pick<Route, 'settings'>>;

/** A host and path that a group has, or had until lately. */
export interface Claim {
  readonly route: ClaimedRoute;
  /** The group gave it up, and nobody else claims it: it is served until then, milliseconds since 1970. */
  readonly until?: number;
}

/** A host and path that another group has: the claim counts once that group gives it up. */
export interface WaitingClaim {
  readonly route: ClaimedRoute;
  /** Group and application that have it. */
  readonly heldBy: { readonly group: string; readonly application: string };
}

/** Who has which host and path. */
export interface Claims {
  readonly held: readonly Claim[];
  /** Those who came first stand first. */
  readonly waiting: readonly WaitingClaim[];
}

export const NO_CLAIMS: Claims = { held: [], waiting: [] };

/**
 * Puts the documents of the groups together. A host and path stays with the application that claimed it first; further
 * claims wait in the order in which they came and take over the moment it is released. One that is released and that
 * nobody claims is served for the handover time. So an application moves between groups without a gap, whatever the
 * order in which the two documents arrive. Among claims that come at the same time the older document is first.
 *
 * @param before what this function returned the last time
 * @param now milliseconds since 1970
 */
export function mergeClaims(
  before: Claims,
  groups: ReadonlyMap<string, InForce<GroupDocument>>,
  now: number,
  handoverMilliseconds: number,
): Claims {
  const wanted = wantedRoutes(groups);
  const held: Claim[] = [];
  const holders = new Map<string, ClaimedRoute>();
  const hold = (claim: Claim): void => {
    held.push(claim);
    holders.set(placeOf(claim.route), claim.route);
  };
  /** The settings that count now, and the claim is no longer open. */
  const take = (route: ClaimedRoute): Route | undefined => {
    const key = claimOf(route);
    const own = wanted.get(key);
    wanted.delete(key);
    return own;
  };
  const released: Claim[] = [];
  for (const claim of before.held) {
    const route = take(claim.route);
    if (route !== undefined) hold({ route });
    else if (claim.route.settings !== undefined) {
      released.push({ route: claim.route, until: claim.until ?? now + handoverMilliseconds });
    }
  }
  const queue = before.waiting.flatMap(({ route }) => take(route) ?? []);
  const waiting: WaitingClaim[] = [];
  for (const route of [...queue, ...wanted.values()]) {
    const holder = holders.get(placeOf(route));
    if (holder === undefined) hold({ route });
    else waiting.push({ route, heldBy: { group: holder.group, application: holder.application } });
  }
  for (const claim of released) {
    if (!holders.has(placeOf(claim.route)) && (claim.until ?? 0) > now) hold(claim);
  }
  return { held: held.sort((a, b) => (placeOf(a.route) < placeOf(b.route) ? -1 : 1)), waiting };
}

/** The moment at which a released route is gone; undefined where none is released. */
export function nextRelease(claims: Claims): number | undefined {
  const moments = claims.held.flatMap(({ until }) => until ?? []);
  return moments.length === 0 ? undefined : moments.reduce((a, b) => Math.min(a, b));
}

/** The routes that are served. */
export function routesOf(claims: Claims): readonly Route[] {
  return claims.held.flatMap(({ route: { settings, ...rest } }) =>
    settings === undefined ? [] : { ...rest, settings },
  );
}

/** What all documents ask for, older documents first. */
function wantedRoutes(groups: ReadonlyMap<string, InForce<GroupDocument>>): Map<string, Route> {
  const documents = [...groups.values()]
    .filter(({ document }) => document.group !== DEFAULT_GROUP)
    .sort((a, b) => a.modified - b.modified || (a.document.group < b.document.group ? -1 : 1));
  const wanted = new Map<string, Route>();
  for (const { document } of documents) {
    const names = Object.keys(document.applications).sort();
    for (const application of names) {
      const settings = document.applications[application];
      if (settings === undefined) continue;
      const { host } = settings;
      const route = { host, path: pathOf(settings.path), group: document.group, application, settings };
      wanted.set(claimOf(route), route);
    }
  }
  return wanted;
}

/** The path without closing slashes, but for `/`: `/a/` and `/a` are one place. */
function pathOf(path: string): string {
  return path.replace(/\/+$/, '') || '/';
}

function placeOf({ host, path }: ClaimedRoute): string {
  return `${host} ${path}`;
}

function claimOf({ host, path, group, application }: ClaimedRoute): string {
  return `${group} ${application} ${host} ${path}`;
}
