import type { Route } from '../../../../../runtime/relay/messages';

type Settings = Route['settings'];

/** A route for tests: `https://erp.example.com/` to `http://backend.internal:8080`. */
export function makeRoute(settings: Partial<Settings> = {}): Route {
  const path = settings.path ?? '/';
  const host = settings.host ?? 'erp.example.com';
  return {
    host,
    path,
    group: 'hq',
    application: 'erp',
    settings: {
      host,
      path,
      backend: { url: 'http://backend.internal:8080' },
      timeoutSeconds: 85,
      hostHeader: 'external',
      translate: { redirects: false, cookies: false },
      headers: { request: { set: {}, remove: [] }, response: { set: {}, remove: [] } },
      limits: {},
      affinity: 'none',
      preAuthentication: 'passthrough',
      ...settings,
    },
  };
}
