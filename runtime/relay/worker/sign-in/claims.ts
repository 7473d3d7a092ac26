import type { Session } from './session';

/** Claims of an ID token and of the user information beside it. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The session of a user who has just signed in.
 *
 * @param claimNames claims that allow rules ask for
 * @param now seconds since 1970
 */
export function sessionOf(
  claims: Claims,
  subject: string,
  host: string,
  claimNames: ReadonlySet<string>,
  now: number,
): Session {
  const email = claims['email_verified'] === false ? undefined : text(claims['email']);
  const name = text(claims['name']);
  const groups = values(claims['groups']);
  return {
    v: 1,
    h: host,
    s: subject,
    u: text(claims['preferred_username']) ?? text(claims['upn']) ?? email ?? subject,
    ...(name !== undefined && { n: name }),
    ...(email !== undefined && { e: email }),
    ...(groups !== null && { g: groups }),
    ...(groups === null && hasOverage(claims) && { o: true as const }),
    c: Object.fromEntries([...claimNames].map((claim) => [claim, values(claims[claim])])),
    t: now,
    r: now,
  };
}

/**
 * Entra ID leaves the groups out where they are more than fit a token, and says where to ask for them.
 * Source: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference#groups-overage-claim
 */
function hasOverage(claims: Claims): boolean {
  if (claims['hasgroups'] === true || claims['hasgroups'] === 'true') return true;
  const names = claims['_claim_names'];
  return typeof names === 'object' && names !== null && 'groups' in names;
}

/** The values of a claim as text; null: there is no such claim. */
function values(claim: unknown): readonly string[] | null {
  if (claim === undefined || claim === null) return null;
  return (Array.isArray(claim) ? claim : [claim]).flatMap((value: unknown) =>
    typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : [],
  );
}

function text(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}
