import type { GroupView } from '../relay/messages';
import { NO_CLAIMS, type Claim, type Claims, type ClaimedRoute, type WaitingClaim } from './claims';

interface File {
  readonly version: 1;
  readonly held: readonly Claim[];
  readonly waiting: readonly WaitingClaim[];
  readonly groups: Readonly<Record<string, GroupView>>;
}

/** Text of the file: settings only where no document has them any more. */
export function routesFile(claims: Claims, groups: Readonly<Record<string, GroupView>>): string {
  const held = claims.held.map((claim) => (claim.until === undefined ? { route: bare(claim.route) } : claim));
  const waiting = claims.waiting.map(({ route, heldBy }) => ({ route: bare(route), heldBy }));
  const released = new Set(
    claims.held.filter(({ until }) => until !== undefined).map(({ route }) => route.group),
  );
  const own = Object.entries(groups).filter(([group]) => released.has(group));
  const file: File = { version: 1, held, waiting, groups: Object.fromEntries(own) };
  return `${JSON.stringify(file)}\n`;
}

/** What the file says; nothing where it is not one of this program's. */
export function readRoutesFile(text: string): {
  readonly claims: Claims;
  readonly groups: Readonly<Record<string, GroupView>>;
} {
  let file: Partial<File>;
  try {
    file = JSON.parse(text) as Partial<File>;
  } catch {
    return { claims: NO_CLAIMS, groups: {} };
  }
  if (file.version !== 1 || !Array.isArray(file.held) || !Array.isArray(file.waiting)) {
    return { claims: NO_CLAIMS, groups: {} };
  }
  const held = file.held.filter(isClaim) as readonly Claim[];
  const waiting = file.waiting.filter(isClaim) as readonly WaitingClaim[];
  return { claims: { held, waiting }, groups: file.groups ?? {} };
}

function isClaim(value: unknown): boolean {
  const { route } = (value ?? {}) as { readonly route?: Readonly<Record<string, unknown>> };
  return ['host', 'path', 'group', 'application'].every((key) => typeof route?.[key] === 'string');
}

function bare({ host, path, group, application }: ClaimedRoute): ClaimedRoute {
  return { host, path, group, application };
}
