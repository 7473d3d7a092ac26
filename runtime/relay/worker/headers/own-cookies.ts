/** Cookies of this name belong to the relay: no backend sees them or sets them. */
export const OWN_COOKIE_PREFIX = '__Host-app-proxy-';

/** The value of a Cookie header without the relay's own (RFC 6265, 4.2.1). */
export function withoutOwnCookies(value: string): string {
  if (!value.includes(OWN_COOKIE_PREFIX)) return value;
  return value
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => !cookie.startsWith(OWN_COOKIE_PREFIX))
    .join('; ');
}
