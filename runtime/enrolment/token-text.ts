import { isGroupName } from '../pki/identity-uri';

/** What an enrolment token holds. */
export interface TokenParts {
  readonly group: string;
  /** 12 lower-case hexadecimal digits; no secret. */
  readonly id: string;
  /** 32 random bytes. */
  readonly secret: Buffer;
  /** SHA-256 of the trust bundle that relays are checked against, 64 lower-case hexadecimal digits. */
  readonly trust: string;
}

const FORM = /^apx1\.([a-z0-9-]{1,32})\.([0-9a-f]{12})\.([A-Za-z0-9_-]{43})\.([0-9a-f]{64})$/;

/** `apx1.<group>.<id>.<secret, base64url>.<SHA-256 of the trust bundle>` */
export function tokenText({ group, id, secret, trust }: TokenParts): string {
  return ['apx1', group, id, secret.toString('base64url'), trust].join('.');
}

/** Reads a token; spaces and line ends around it do not matter. `undefined` where it is of another form. */
export function parseToken(text: string): TokenParts | undefined {
  const [, group, id, secret, trust] = FORM.exec(text.trim()) ?? [];
  if (group === undefined || id === undefined || secret === undefined || trust === undefined) {
    return undefined;
  }
  return isGroupName(group) ? { group, id, secret: Buffer.from(secret, 'base64url'), trust } : undefined;
}

export function isTokenId(text: string): boolean {
  return /^[0-9a-f]{12}$/.test(text);
}
