import { compileRoute } from '../../../../../runtime/relay/worker/headers/compile-route';
import { requestHead, type RequestHeadInput } from '../../../../../runtime/relay/worker/headers/request-head';
import { makeRoute } from './route';

type Settings = Parameters<typeof makeRoute>[0];

const INPUT: RequestHeadInput = {
  method: 'GET',
  target: '/',
  rawHeaders: [],
  httpVersion: '1.1',
  remoteAddress: '192.0.2.7',
  externalHost: 'erp.example.com',
  requestId: 'r1',
  upgrade: false,
  body: 'none',
};

function lines(input: Partial<RequestHeadInput>, settings?: Settings): string[] {
  const text = requestHead(compileRoute(makeRoute(settings)), { ...INPUT, ...input });
  expect(text.endsWith('\r\n\r\n')).toBe(true);
  return text.slice(0, -4).split('\r\n');
}

function values(head: readonly string[], name: string): string[] {
  const prefix = `${name.toLowerCase()}: `;
  return head
    .filter((line) => line.toLowerCase().startsWith(prefix))
    .map((line) => line.slice(prefix.length));
}

describe('request line', () => {
  test.each([
    ['/a/b?x=1', '/', '', '/a/b?x=1'],
    ['/erp/a', '/erp', '', '/erp/a'],
    ['/', '/', '/app', '/app/'],
    ['/?q', '/', '/app', '/app/?q'],
    ['/x', '/', '/app', '/app/x'],
    ['/erp', '/erp', '/app', '/app'],
    ['/erp?q=1', '/erp', '/app', '/app?q=1'],
    ['/erp/x/%2e', '/erp', '/app', '/app/x/%2e'],
    ['/erp/x', '/erp/', '/erp', '/erp/x'],
  ])('%s under %s goes to %s as %s', (target, path, backendPath, expected) => {
    const head = lines({ target }, { path, backend: { url: `http://backend.internal:8080${backendPath}` } });
    expect(head[0]).toBe(`GET ${expected} HTTP/1.1`);
  });

  test('encodes what would end the target', () => {
    expect(lines({ target: '/a b\r\nX: y' })[0]).toBe('GET /a%20b%0D%0AX:%20y HTTP/1.1');
  });

  test('keeps bytes beyond ASCII as they came', () => {
    expect(lines({ target: '/\xc3\xbc' })[0]).toBe('GET /\xc3\xbc HTTP/1.1');
  });

  test('a method that is none cannot bring a line of its own', () => {
    expect(lines({ method: 'GET /x HTTP/1.1\r\nA: b' })[0]).toBe('INVALID / HTTP/1.1');
  });
});

describe('Host', () => {
  test.each([
    ['external', 'erp.example.com:8443'],
    ['backend', 'backend.internal:8080'],
    ['legacy.corp', 'legacy.corp'],
  ])('%s', (hostHeader, expected) => {
    const head = lines(
      { externalHost: 'erp.example.com:8443', rawHeaders: ['Host', 'evil', 'host', 'evil'] },
      { hostHeader },
    );
    expect(values(head, 'host')).toEqual([expected]);
  });
});

describe('what does not pass', () => {
  test.each([
    'Keep-Alive',
    'Proxy-Authorization',
    'Proxy-Connection',
    'Proxy',
    'Transfer-Encoding',
    'HTTP2-Settings',
    'Upgrade',
    'X-Forwarded-Client-Cert',
    'X-Real-IP',
    'X-Original-URL',
    'X-Rewrite-URL',
    'True-Client-IP',
    'X-App-Proxy-User',
    'x-app-proxy-token',
    'X_App_Proxy_User',
    'X.App.Proxy.User',
    'X_Forwarded_For',
    'Transfer_Encoding',
    'Content_Length',
    ':authority',
    'Bad Name',
    'Bad\r\nName',
  ])('%j', (name) => {
    const head = lines({ rawHeaders: ['Accept', '*/*', name, 'forged', 'Accept-Language', 'en'] });
    expect(head.join('\n')).not.toContain('forged');
    expect(head).toContain('Accept: */*');
    expect(head).toContain('Accept-Language: en');
  });

  test.each([
    [['Connection', 'close, X-Secret', 'X-Secret', '1', 'Accept', '*/*']],
    [['x-secret', '1', 'Accept', '*/*', 'connection', 'keep-alive', 'CONNECTION', 'X-SECRET']],
  ])('headers that Connection names, wherever it stands', (rawHeaders) => {
    const head = lines({ rawHeaders });
    expect(values(head, 'x-secret')).toEqual([]);
    expect(values(head, 'connection')).toEqual([]);
    expect(values(head, 'accept')).toEqual(['*/*']);
  });

  test('a user cannot name the headers of the relay in Connection', () => {
    const head = lines({
      rawHeaders: ['Connection', 'X-Forwarded-For, X-App-Proxy-User, Host'],
      extra: ['X-App-Proxy-User', 'ada'],
    });
    expect(values(head, 'x-forwarded-for')).toEqual(['192.0.2.7']);
    expect(values(head, 'x-app-proxy-user')).toEqual(['ada']);
    expect(values(head, 'host')).toEqual(['erp.example.com']);
  });

  test('cookies of the relay go, others stay, also spread over headers', () => {
    const head = lines({
      rawHeaders: [
        'cookie',
        'a=1; __Host-app-proxy-session-x=secret;b="2"',
        'cookie',
        '__Host-app-proxy-affinity=c1',
        'cookie',
        'c=3',
      ],
    });
    expect(values(head, 'cookie')).toEqual(['a=1; b="2"; c=3']);
  });

  test('no Cookie is left where all were of the relay', () => {
    expect(values(lines({ rawHeaders: ['Cookie', '__Host-app-proxy-affinity=c1'] }), 'cookie')).toEqual([]);
  });

  test('values lose line ends and what is beyond latin1', () => {
    const head = lines({ rawHeaders: ['A', 'x\r\nB: y', 'C', 'x\0y', 'D', 'x\u010ay', 'E', 'm\xe4h'] });
    expect(values(head, 'a')).toEqual(['x  B: y']);
    expect(values(head, 'c')).toEqual(['x y']);
    expect(values(head, 'd')).toEqual(['x y']);
    expect(values(head, 'e')).toEqual(['m\xe4h']);
  });
});

describe('what the relay says', () => {
  test('who asked, for what, and how', () => {
    const head = lines({
      httpVersion: '2.0',
      externalHost: 'erp.example.com:8443',
      rawHeaders: [
        'X-Forwarded-For',
        '10.0.0.1',
        'Forwarded',
        'for=10.0.0.1',
        'Via',
        '1.0 x',
        'X-Request-Id',
        'z',
      ],
    });
    expect(values(head, 'x-forwarded-for')).toEqual(['192.0.2.7']);
    expect(values(head, 'x-forwarded-proto')).toEqual(['https']);
    expect(values(head, 'x-forwarded-host')).toEqual(['erp.example.com:8443']);
    expect(values(head, 'x-forwarded-port')).toEqual(['8443']);
    expect(values(head, 'forwarded')).toEqual(['for=192.0.2.7;host="erp.example.com:8443";proto=https']);
    expect(values(head, 'x-request-id')).toEqual(['r1']);
    expect(values(head, 'via')).toEqual(['2.0 app-proxy']);
  });

  test.each([
    ['2001:db8::7', '2001:db8::7', '"[2001:db8::7]"'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['fe80::1%eth0', 'fe80::1', '"[fe80::1]"'],
  ])('address %s', (remoteAddress, plain, node) => {
    const head = lines({ remoteAddress });
    expect(values(head, 'x-forwarded-for')).toEqual([plain]);
    expect(values(head, 'forwarded')[0]).toContain(`for=${node};`);
  });

  test('port 443 where the user named none, also beside an IPv6 address', () => {
    expect(values(lines({}), 'x-forwarded-port')).toEqual(['443']);
    expect(values(lines({ externalHost: '[2001:db8::1]' }), 'x-forwarded-port')).toEqual(['443']);
    expect(values(lines({ externalHost: '[2001:db8::1]:8443' }), 'x-forwarded-port')).toEqual(['8443']);
  });

  test('header rules take away and set, whatever the user sends', () => {
    const head = lines(
      { rawHeaders: ['X-Key', 'forged', 'x_key', 'forged', 'Accept-Language', 'en'] },
      {
        headers: {
          request: { set: { 'X-Key': 'M\u00fcller' }, remove: ['accept-LANGUAGE'] },
          response: { set: {}, remove: [] },
        },
      },
    );
    expect(values(head, 'x-key')).toEqual([Buffer.from('M\u00fcller').toString('latin1')]);
    expect(values(head, 'x_key')).toEqual([]);
    expect(values(head, 'accept-language')).toEqual([]);
  });

  test('rules may take away Cookie and TE', () => {
    const head = lines(
      { rawHeaders: ['Cookie', 'a=1'] },
      { headers: { request: { set: {}, remove: ['Cookie'] }, response: { set: {}, remove: [] } } },
    );
    expect(values(head, 'cookie')).toEqual([]);
  });
});

describe('framing', () => {
  test.each([
    ['GET', 'none', [], []],
    ['POST', 'none', ['0'], []],
    ['PUT', 12, ['12'], []],
    ['GET', 0, ['0'], []],
    ['POST', 'chunked', [], ['chunked']],
  ] as const)('%s with %s', (method, body, lengths, encodings) => {
    const head = lines({ method, body, rawHeaders: ['Content-Length', '7', 'Transfer-Encoding', 'gzip'] });
    expect(values(head, 'content-length')).toEqual(lengths);
    expect(values(head, 'transfer-encoding')).toEqual(encodings);
  });

  test('Trailer passes with a body in chunks only', () => {
    const rawHeaders = ['Trailer', 'X-Sum'];
    expect(values(lines({ method: 'POST', body: 'chunked', rawHeaders }), 'trailer')).toEqual(['X-Sum']);
    expect(values(lines({ rawHeaders }), 'trailer')).toEqual([]);
  });

  test.each([
    ['trailers', ['trailers']],
    ['gzip;q=0.5, trailers', ['trailers']],
    ['gzip', []],
  ])('TE: %s', (value, expected) => {
    const head = lines({ rawHeaders: ['TE', value] });
    expect(values(head, 'te')).toEqual(expected);
    expect(values(head, 'connection')).toEqual(expected.length === 0 ? [] : ['TE']);
  });
});

describe('upgrade', () => {
  const rawHeaders = ['Connection', 'keep-alive, Upgrade', 'Upgrade', 'WebSocket', 'Sec-WebSocket-Key', 'k'];

  test('passes to websocket', () => {
    const head = lines({ upgrade: true, rawHeaders });
    expect(values(head, 'connection')).toEqual(['Upgrade']);
    expect(values(head, 'upgrade')).toEqual(['websocket']);
    expect(values(head, 'sec-websocket-key')).toEqual(['k']);
  });

  test('is left out where the user side does not upgrade', () => {
    expect(values(lines({ rawHeaders }), 'upgrade')).toEqual([]);
  });

  test.each(['h2c', 'TLS/1.0', 'websocket, h2c'])('does not pass to %s', (protocol) => {
    const head = lines({
      upgrade: true,
      rawHeaders: ['Connection', 'Upgrade, HTTP2-Settings', 'Upgrade', protocol, 'HTTP2-Settings', 'AAA'],
    });
    expect(values(head, 'upgrade')).toEqual([]);
    expect(values(head, 'connection')).toEqual([]);
    expect(values(head, 'http2-settings')).toEqual([]);
  });
});
