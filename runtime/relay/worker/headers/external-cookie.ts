import type { BackendNames } from './backend-names';
import type { PathPrefix } from './compile-route';
import { externalPath } from './external-address';

/**
 * A Set-Cookie value for users: a domain that is the backend's and not the external host's goes, so that the cookie is the external host's, and a path is
 * translated. All else stays as it is written. Attributes stand behind semicolons (RFC 6265, 5.2).
 */
export function externalCookie(
  value: string,
  names: BackendNames,
  prefix: PathPrefix | undefined,
  externalHost: string,
): string {
  const end = value.indexOf(';');
  if (end < 0) return value;
  let result = value.slice(0, end);
  for (const part of value.slice(end + 1).split(';')) {
    const equals = part.indexOf('=');
    const attribute = equals < 0 ? '' : part.slice(0, equals).trim().toLowerCase();
    if (attribute === 'domain') {
      const domain = part
        .slice(equals + 1)
        .trim()
        .toLowerCase();
      if (names.isCookieDomain(domain.startsWith('.') ? domain.slice(1) : domain, externalHost)) continue;
    }
    result +=
      attribute === 'path'
        ? `;${part.slice(0, equals + 1)}${externalPath(part.slice(equals + 1).trim(), prefix)}`
        : `;${part}`;
  }
  return result;
}
