import { createHash } from 'node:crypto';
import { statusDocument } from '../../../runtime/status/status-document';
import { statusPage } from '../../../runtime/status/status-page';
import { connectorView, NOW, statusFigures } from './figures';

function pageOf(given: Parameters<typeof statusFigures>[0] = {}): string {
  return statusPage(statusDocument(statusFigures(given))).body;
}

describe('the status page', () => {
  it('shows groups, connectors, relay instances and configuration', () => {
    const page = pageOf({
      connectors: [
        connectorView({ inFlight: 4, requestsPerSecond: 12.34 }),
        connectorView({ state: 'inactive' }),
      ],
    });
    for (const shown of [
      'contoso',
      '0123456789abcdef',
      'in-service',
      'inactive',
      '2026-01-01T20:00:00.000Z',
      '12.3',
      '586',
      '10.0.0.4',
      '0123456789ab',
      'r1',
    ]) {
      expect(page).toContain(shown);
    }
  });

  it('says what is wrong and what to do, which claims wait, and what the session log records', () => {
    expect(pageOf()).toContain('Nothing is wrong.');
    const page = pageOf({
      connectors: [],
      waiting: [
        {
          route: { host: 'mes.apps.example.com', path: '/', group: 'plant', application: 'mes' },
          heldBy: { group: 'hq', application: 'old' },
        },
      ],
      sessionLog: { all: false, groups: ['hq'], applications: [], until: NOW },
      readiness: { ready: false, reason: 'draining' },
    });
    expect(page).toContain('none-in-service');
    expect(page).toContain('app-proxy status there says why');
    expect(page).toContain('plant/mes');
    expect(page).toContain('hq/old');
    expect(page).toContain('group hq until 2026-01-01T00:00:00.000Z');
    expect(page).toContain('not ready: draining');
  });

  it('escapes everything that others name', () => {
    const evil = `"><script>alert('1')</script>&`;
    const page = pageOf({
      deployment: evil,
      instance: evil,
      generation: evil,
      runtime: evil,
      readiness: { ready: false, reason: evil },
      connectors: [connectorView({ group: evil, runtime: evil, remoteAddress: evil, connector: evil })],
      groups: [{ group: evil, declared: 2, applications: 1 }],
      waiting: [
        {
          route: { host: evil, path: evil, group: evil, application: evil },
          heldBy: { group: evil, application: evil },
        },
      ],
      problems: [{ subject: evil, reason: evil }],
      sessionLog: { all: false, groups: [evil], applications: [evil] },
    });
    expect(page).not.toMatch(/<script|alert\('|"><s/);
    expect(page).toContain('&#60;script&#62;');
  });

  it('loads nothing and runs nothing, and its policy forbids both', () => {
    const { body, headers = {} } = statusPage(statusDocument(statusFigures()));
    expect(body).not.toMatch(/<script|<link|<img|<iframe|https?:|@import|url\(|\son\w+=/i);
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['Content-Security-Policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(body).not.toMatch(/\sstyle=/);
  });
});
