import type { CompiledRoute } from './compile-route';
import { receivedValue } from './header-value';
import { REQUEST_HEADER } from './request-names';
import { RESPONSE_HEADER } from './response-names';

const NONE: readonly string[] = [];

/** A user's trailers for the backend, flat: without what only a head may say, and what never comes from outside. */
export function requestTrailers(route: CompiledRoute, raw: readonly string[]): readonly string[] {
  if (raw.length === 0) return NONE;
  const result: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    if (route.requestNames.get(name) !== REQUEST_HEADER.passes) continue;
    result.push(name, receivedValue(raw[i + 1] ?? ''));
  }
  return result;
}

/** A backend's trailers for the user, flat: without what only a head may say (RFC 9110, 6.5.1). */
export function responseTrailers(
  route: CompiledRoute,
  raw: readonly string[],
  http2: boolean,
): readonly string[] {
  if (raw.length === 0) return NONE;
  const result: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    const { kind, lower } = route.responseNames.get(name);
    if (kind !== RESPONSE_HEADER.passes || lower.startsWith(':')) continue;
    result.push(http2 ? lower : name, receivedValue(raw[i + 1] ?? ''));
  }
  return result;
}
