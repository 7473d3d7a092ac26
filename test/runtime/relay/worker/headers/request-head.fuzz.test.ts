import fc from 'fast-check';
import { compileRoute } from '../../../../../runtime/relay/worker/headers/compile-route';
import { requestHead } from '../../../../../runtime/relay/worker/headers/request-head';
import { makeRoute } from './route';

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom('\r', '\n', '\0', ' ', ':', ';', ',', 'a', '_', '-', '\u010a', '\u010d', '\xe4'),
    maxLength: 12,
  }),
);
const name = fc.oneof(
  nasty,
  fc.constantFrom(
    'Host',
    'host',
    'Connection',
    'Content-Length',
    'content_length',
    'Transfer-Encoding',
    'TE',
    'Trailer',
    'Upgrade',
    'Cookie',
    'Forwarded',
    'X-Forwarded-For',
    'X-App-Proxy-User',
    'x_app-proxy.user',
    'Accept',
  ),
);
const value = fc.oneof(
  nasty,
  fc.constantFrom(
    'chunked',
    'websocket',
    'close, Host',
    'x-forwarded-for',
    '__Host-app-proxy-session-a=1; b=2',
    'trailers',
  ),
);
const headers = fc.array(fc.tuple(name, value), { maxLength: 12 }).map((pairs) => pairs.flat());

const input = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'M-SEARCH'), nasty),
  target: nasty.map((text) => `/${text}`),
  rawHeaders: headers,
  httpVersion: fc.constantFrom('1.0' as const, '1.1' as const, '2.0' as const),
  remoteAddress: fc.constantFrom('192.0.2.7', '2001:db8::1', ''),
  externalHost: fc.constantFrom('erp.example.com', 'erp.example.com:8443', '[::1]:9'),
  requestId: fc.constant('r1'),
  upgrade: fc.boolean(),
  extra: fc.option(
    nasty.map((text) => ['X-App-Proxy-User', text]),
    { nil: undefined },
  ),
  body: fc.oneof(fc.constantFrom('none' as const, 'chunked' as const), fc.nat()),
});
const route = fc.record({
  hostHeader: fc.constantFrom('external', 'backend', 'other.example'),
  path: fc.constantFrom('/', '/erp'),
  url: fc.constantFrom('http://b', 'https://b:8443/app'),
  set: fc.dictionary(fc.constantFrom('X-A', 'X-B', 'Accept'), nasty),
  remove: fc.array(fc.constantFrom('Accept', 'Cookie'), { maxLength: 2 }),
});

const LINE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[\t\x20-\x7e\x80-\xff]*$/;

test('a head is one request line and one line for each header, framed once, whatever comes in', () => {
  fc.assert(
    fc.property(input, route, (request, { hostHeader, path, url, set, remove }) => {
      const compiled = compileRoute(
        makeRoute({
          hostHeader,
          path,
          backend: { url },
          headers: { request: { set, remove }, response: { set: {}, remove: [] } },
        }),
      );
      const text = requestHead(compiled, request);
      expect(text.endsWith('\r\n\r\n')).toBe(true);
      const [first = '', ...rest] = text.slice(0, -4).split('\r\n');
      expect(first).toMatch(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+ [\x21-\x7e\x80-\xff]+ HTTP\/1\.1$/);
      for (const line of rest) expect(line).toMatch(LINE);
      const names = rest.map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
      const count = (wanted: string): number => names.filter((own) => own === wanted).length;
      expect(count('host')).toBe(1);
      expect(count('content-length') + count('transfer-encoding')).toBeLessThanOrEqual(1);
      expect(count('x-forwarded-for')).toBe(1);
      expect(count('connection')).toBeLessThanOrEqual(1);
      expect(count('cookie')).toBeLessThanOrEqual(1);
      const identity = names.filter((own) => own.replace(/[^a-z0-9]/g, '-').startsWith('x-app-proxy-'));
      expect(identity).toHaveLength(request.extra === undefined ? 0 : 1);
      expect(rest.find((line) => line.startsWith('Cookie:')) ?? '').not.toContain('__Host-app-proxy-session');
    }),
    { numRuns: 500 },
  );
});
