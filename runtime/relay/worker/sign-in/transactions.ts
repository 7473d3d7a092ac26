import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { dropCookie, setCookie } from './cookies';
import { MAX_RETURN_CHARS, MAX_TRANSACTIONS, TRANSACTION_SECONDS } from './limits';
import type { Provider } from './provider';

/** A sign-in under way, as the browser keeps it, encrypted. */
export interface Transaction {
  readonly v: 1;
  /** `state`: the provider's name, a dot, random characters. */
  readonly s: string;
  readonly n: string;
  /** Code verifier of PKCE. */
  readonly p: string;
  /** Host that it began on. */
  readonly h: string;
  /** Path and query that the user wanted to open. */
  readonly d: string;
  /** When it began, seconds since 1970. */
  readonly t: number;
  /** It began by itself because an earlier one failed. */
  readonly a?: true;
}

const PREFIX = '__Host-app-proxy-sign-in-';
const NAME_CHARS = 12;
/** The cookie outlives the sign-in, so that one who comes late is led on to where he wanted to go. */
const COOKIE_SECONDS = 6 * TRANSACTION_SECONDS;

/** @param now seconds since 1970 */
export function newTransaction(
  provider: string,
  host: string,
  destination: string,
  now: number,
  again: boolean,
): Transaction {
  return {
    v: 1,
    s: `${provider}.${randomState()}`,
    n: randomNonce(),
    p: randomPKCECodeVerifier(),
    h: host,
    d: destination,
    t: now,
    ...(again && { a: true as const }),
  };
}

/** Flat headers that keep it in the browser, beside those of other tabs. */
export async function keepTransaction(
  provider: Provider,
  transaction: Transaction,
  cookies: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const value = await provider.transactions.close(transaction);
  // Browsers send the older cookies first (RFC 6265, 5.4).
  const others = [...cookies.keys()].filter((name) => name.startsWith(PREFIX));
  const surplus = others.slice(0, Math.max(0, others.length + 1 - MAX_TRANSACTIONS));
  return [...setCookie(cookieName(transaction.s), value, COOKIE_SECONDS), ...surplus.flatMap(dropCookie)];
}

/** @param state as the provider gave it back */
export async function findTransaction(
  provider: Provider,
  state: string,
  host: string,
  cookies: ReadonlyMap<string, string>,
): Promise<Transaction | undefined> {
  const value = cookies.get(cookieName(state));
  const found = value === undefined ? undefined : await provider.transactions.open(value);
  return isTransaction(found) && found.s === state && found.h === host ? found : undefined;
}

export function isLate({ t }: Transaction, now: number): boolean {
  return now >= t + TRANSACTION_SECONDS;
}

export function dropTransaction(state: string): readonly string[] {
  return dropCookie(cookieName(state));
}

/** Name of the provider in a `state`. */
export function providerOf(state: string): string {
  return state.slice(0, Math.max(0, state.indexOf('.')));
}

/**
 * Path and query to come back to, on the same origin whatever they hold.
 *
 * @param origin `https://` and host
 * @param target as the request has it
 */
export function destinationOf(origin: string, target: string): string {
  const url = URL.canParse(origin + target) ? new URL(origin + target) : undefined;
  if (url === undefined || url.origin !== new URL(origin).origin || !target.startsWith('/')) return '/';
  const whole = url.pathname + url.search;
  if (whole.length <= MAX_RETURN_CHARS) return whole;
  return url.pathname.length <= MAX_RETURN_CHARS ? url.pathname : '/';
}

function isTransaction(value: unknown): value is Transaction {
  return typeof value === 'object' && value !== null && 'v' in value && value.v === 1;
}

const SAFE = /[^A-Za-z0-9_-]/g;

function cookieName(state: string): string {
  return (
    PREFIX +
    state
      .slice(state.indexOf('.') + 1)
      .replace(SAFE, '')
      .slice(0, NAME_CHARS)
  );
}
