import type { BackendNames } from './backend-names';
import type { PathPrefix } from './compile-route';

const ADDRESS = /^(https?:)?\/\/([^/?#\\]*)([^]*)$/i;

/** An address of the backend as users reach it; any other stays as it is, also a relative one. */
export function externalAddress(
  value: string,
  names: BackendNames,
  prefix: PathPrefix | undefined,
  externalHost: string,
): string {
  if (value.startsWith('/') && !value.startsWith('//')) return externalPath(value, prefix);
  const [, scheme, authority, rest] = ADDRESS.exec(value) ?? [];
  if (authority === undefined || rest === undefined) return value;
  if (!names.isOwn(scheme?.toLowerCase(), authority, externalHost)) return value;
  return `https://${externalHost}${externalPath(rest, prefix)}`;
}

/** A path of the backend as users see it, with what follows it. One outside the backend's own prefix stays as it is. */
export function externalPath(path: string, prefix: PathPrefix | undefined): string {
  if (prefix === undefined || !path.startsWith(prefix.backend)) return path;
  const rest = path.slice(prefix.backend.length);
  const next = rest.charAt(0);
  if (next !== '' && next !== '/' && next !== '?' && next !== '#') return path;
  return prefix.external === '' && next !== '/' ? `/${rest}` : prefix.external + rest;
}
