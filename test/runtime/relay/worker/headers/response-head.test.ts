import { createServer, connect, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { compileRoute } from '../../../../../runtime/relay/worker/headers/compile-route';
import {
  responseHead,
  type ResponseContext,
} from '../../../../../runtime/relay/worker/headers/response-head';
import { makeRoute } from './route';

type Settings = NonNullable<Parameters<typeof makeRoute>[0]>;

const CONTEXT: ResponseContext = {
  externalHost: 'erp.example.com',
  http2: false,
  upgrade: false,
  requestId: 'r1',
};
const NO_RULES = { set: {}, remove: [] };

function translate(
  raw: readonly string[],
  settings: Settings = {},
  context: Partial<ResponseContext> = {},
): string[] {
  return responseHead(raw, compileRoute(makeRoute(settings)), { ...CONTEXT, ...context });
}

test('headers of the connection go, all others stay in order', () => {
  expect(
    translate([
      'Content-Type',
      'text/html',
      'Connection',
      'close, X-Internal',
      'Keep-Alive',
      'timeout=5',
      'X-Internal',
      '1',
      'Transfer-Encoding',
      'chunked',
      'Proxy-Connection',
      'close',
      'Set-Cookie',
      'a=1',
      'Set-Cookie',
      'b=2',
      'Trailer',
      'X-Sum',
    ]),
  ).toEqual(['Content-Type', 'text/html', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Trailer', 'X-Sum']);
});

test('Connection and Upgrade stay where the protocol changes', () => {
  const raw = [
    'Upgrade',
    'websocket',
    'Connection',
    'Upgrade',
    'Set-Cookie',
    'a=1',
    'Sec-WebSocket-Accept',
    'x',
  ];
  expect(translate(raw, {}, { upgrade: true })).toEqual(raw);
  expect(translate(raw)).toEqual(raw.slice(4));
});

test('rules take away and set', () => {
  const headers = { request: NO_RULES, response: { set: { 'X-By': 'relay' }, remove: ['SERVER'] } };
  expect(translate(['Server', 'x', 'x-by', 'y', 'A', '1'], { headers })).toEqual(['A', '1', 'X-By', 'relay']);
  expect(translate(['Server', 'x'], { headers }, { http2: true })).toEqual(['x-by', 'relay']);
});

test('a backend sets no cookie of the relay', () => {
  expect(translate(['Set-Cookie', '__Host-app-proxy-session-x=1; Path=/', 'Set-Cookie', 'a=1'])).toEqual([
    'Set-Cookie',
    'a=1',
  ]);
});

describe('Location', () => {
  const redirects = { redirects: true, cookies: false };

  test.each([
    ['http://backend.internal:8080/a?b#c', 'https://erp.example.com/a?b#c'],
    ['HTTP://BACKEND.internal:8080', 'https://erp.example.com'],
    ['//backend.internal:8080/a', 'https://erp.example.com/a'],
    ['http://erp.example.com/a', 'https://erp.example.com/a'],
    ['/a', '/a'],
    ['a/b', 'a/b'],
    ['http://backend.internal/a', 'http://backend.internal/a'],
    ['https://backend.internal:8080/a', 'https://backend.internal:8080/a'],
    ['http://backend.internal:8080@evil.example/a', 'http://backend.internal:8080@evil.example/a'],
    ['http://backend.internal:8080.evil.example/', 'http://backend.internal:8080.evil.example/'],
    ['https://login.example.org/', 'https://login.example.org/'],
    ['', ''],
  ])('%s', (value, expected) => {
    expect(translate(['Location', value], { translate: redirects })).toEqual(['Location', expected]);
    expect(translate(['Content-Location', value], { translate: redirects })).toEqual([
      'Content-Location',
      expected,
    ]);
    expect(translate(['Location', value])).toEqual(['Location', value]);
  });

  test.each([
    ['https://b.internal:443/app/x', 'https://erp.example.com:8443/erp/x'],
    ['https://b.internal/app?x', 'https://erp.example.com:8443/erp?x'],
    ['/app/login', '/erp/login'],
    ['/app', '/erp'],
    ['/application', '/application'],
    ['https://legacy.corp/app/', 'https://erp.example.com:8443/erp/'],
    ['http://legacy.corp/app/', 'https://erp.example.com:8443/erp/'],
  ])('%s with a path at the backend and another Host', (value, expected) => {
    expect(
      translate(
        ['Location', value],
        {
          translate: redirects,
          path: '/erp',
          hostHeader: 'legacy.corp',
          backend: { url: 'https://b.internal/app' },
        },
        { externalHost: 'erp.example.com:8443' },
      ),
    ).toEqual(['Location', expected]);
  });

  test('a path at the backend alone', () => {
    const settings = { translate: redirects, backend: { url: 'http://b/app' } };
    expect(translate(['Location', '/app'], settings)).toEqual(['Location', '/']);
    expect(translate(['Location', '/app?x'], settings)).toEqual(['Location', '/?x']);
    expect(translate(['Location', '/app/x'], settings)).toEqual(['Location', '/x']);
  });
});

describe('Set-Cookie', () => {
  const settings: Settings = {
    translate: { redirects: false, cookies: true },
    path: '/erp',
    backend: { url: 'http://b.corp.internal/app' },
  };

  test.each([
    ['a=1; Domain=b.corp.internal; Secure', 'a=1; Secure'],
    ['a=1; domain=.corp.internal', 'a=1'],
    ['a=1; Domain=example.com', 'a=1; Domain=example.com'],
    ['a=1; Domain=other.internal', 'a=1; Domain=other.internal'],
    ['a=1; Path=/app/x; HttpOnly', 'a=1; Path=/erp/x; HttpOnly'],
    ['a=1; path=/app', 'a=1; path=/erp'],
    ['a=1; Path=/', 'a=1; Path=/'],
    [
      'a=path=/app; Partitioned; X-New="y"; SameSite=None',
      'a=path=/app; Partitioned; X-New="y"; SameSite=None',
    ],
    ['a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT', 'a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT'],
    ['a=1;;Path', 'a=1;;Path'],
    ['a', 'a'],
  ])('%s', (value, expected) => {
    expect(translate(['Set-Cookie', value, 'set-cookie', 'z=1'], settings)).toEqual([
      'Set-Cookie',
      expected,
      'set-cookie',
      'z=1',
    ]);
    expect(translate(['Set-Cookie', value])).toEqual(['Set-Cookie', value]);
  });

  test('a domain that covers the backend and the external host stays', () => {
    expect(
      translate(['Set-Cookie', 'a=1; Domain=example.com'], {
        translate: { redirects: false, cookies: true },
        backend: { url: 'http://erp.intern.example.com' },
      }),
    ).toEqual(['Set-Cookie', 'a=1; Domain=example.com']);
  });
});

describe('HTTP/2', () => {
  let server: Http2Server;
  let flat: string[];
  beforeAll(async () => {
    server = createServer();
    server.on('stream', (stream) => {
      const fields: Record<string, string | string[]> = {};
      for (let i = 0; i < flat.length; i += 2) {
        const own = flat[i] ?? '';
        const before = fields[own];
        fields[own] = before === undefined ? (flat[i + 1] ?? '') : [before, flat[i + 1] ?? ''].flat();
      }
      stream.respond(fields, { endStream: true });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('Node takes what comes out, even where a backend says things twice that HTTP/2 knows once', async () => {
    const names = [
      ...[
        'Content-Type',
        'X-Content-Type-Options',
        'ETag',
        'Location',
        'Content-Encoding',
        'Age',
        'Date',
        'Retry-After',
      ],
      ...[
        'Connection',
        'Keep-Alive',
        'Proxy-Connection',
        'Transfer-Encoding',
        'Upgrade',
        'HTTP2-Settings',
        'TE',
      ],
      ...[
        'Set-Cookie',
        'Vary',
        'Access-Control-Max-Age',
        'Access-Control-Allow-Credentials',
        'Content-Location',
      ],
      ...[
        'Last-Modified',
        'Expires',
        'Content-Range',
        'Content-Language',
        'User-Agent',
        'Host',
        'From',
        'DNT',
        'Tk',
      ],
      ...['Content-MD5', 'Authorization', 'Proxy-Authorization', 'Range', 'Referer', 'Max-Forwards'],
    ];
    flat = translate(
      names.flatMap((own) => [own, 'a', own.toLowerCase(), 'b']),
      {},
      { http2: true },
    );
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const answer = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const request = client.request({ ':path': '/' });
      request.on('response', (headers) => resolve({ ...headers }));
      request.on('error', reject);
      request.resume();
    });
    client.close();
    expect(answer).toMatchObject({
      'content-type': 'a',
      'x-content-type-options': 'a',
      'content-encoding': 'a, b',
      location: 'a',
      'set-cookie': ['a', 'b'],
      vary: 'a, b',
    });
    expect(flat.filter((_, index) => index % 2 === 0).every((own) => own === own.toLowerCase())).toBe(true);
  });
});

test('no answer says more than the backend did, and nothing of its connection', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '/', ':', ';', '=', ' ', '.', '-', '?', '#', '@', '\\'),
    maxLength: 20,
  });
  const own = fc.constantFrom(
    'Location',
    'Set-Cookie',
    'Connection',
    'Keep-Alive',
    'X-A',
    'Content-Type',
    'Upgrade',
  );
  const compiled = compileRoute(
    makeRoute({
      translate: { redirects: true, cookies: true },
      path: '/erp',
      backend: { url: 'http://b:81/app' },
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(own, text), { maxLength: 8 }), fc.boolean(), (pairs, http2) => {
      const result = responseHead(pairs.flat(), compiled, { ...CONTEXT, http2 });
      expect(result.length).toBeLessThanOrEqual(pairs.length * 2);
      const names = result.filter((_, index) => index % 2 === 0).map((header) => header.toLowerCase());
      expect(names).not.toContain('connection');
      expect(names).not.toContain('keep-alive');
      expect(names).not.toContain('upgrade');
    }),
  );
});
