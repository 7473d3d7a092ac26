import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { SESSION_IDLE_SECONDS, SESSION_SECONDS } from '../../../../../runtime/relay/worker/sign-in/limits';
import { makeRoute } from '../headers/route';
import { header, location, TestBrowser } from './test-browser';
import { CLIENT_SECRET } from './test-provider';
import { ENTRA, guarded, TOKEN_KEY, view, World } from './world';

const FETCH = ['Accept', '*/*', 'Sec-Fetch-Mode', 'cors', 'Sec-Fetch-Dest', 'empty'];

let world: World;
const worlds: World[] = [];

async function make(...args: Parameters<typeof World.start>): Promise<World> {
  const made = await World.start(...args);
  worlds.push(made);
  return made;
}

async function start(...args: Parameters<typeof World.start>): Promise<World> {
  world = await make(...args);
  return world;
}

afterEach(() => Promise.all(worlds.splice(0).map(({ provider }) => provider.stop())));

function sessionCookie(browser: TestBrowser): string {
  const cookie = browser.cookies.get('__Host-app-proxy-session-entra');
  if (cookie === undefined) throw new Error('no session');
  return cookie;
}

describe('signing in', () => {
  test('leads to the provider, back to where the user wanted to go, and through', async () => {
    const browser = (await start()).browser();
    const first = await browser.answer('/orders?id=7');
    expect(first.status).toBe(302);
    expect(header(first, 'cache-control')).toBe('no-store');
    const back = world.provider.authorize(location(first));
    expect(back.origin + back.pathname).toBe('https://erp.example.com/.app-proxy/callback');
    const done = await browser.comeBack(back);
    expect([done.status, location(done)]).toEqual([302, 'https://erp.example.com/orders?id=7']);
    expect([...browser.cookies.keys()]).toEqual(['__Host-app-proxy-session-entra']);
    const pass = await browser.pass('/orders?id=7');
    expect(pass.user).toBe('ada@example.com');
    expect(pass.answerHeaders).toEqual([]);
  });

  test('keeps the port that the user named', async () => {
    const browser = (await start()).browser();
    const visit = { authority: 'erp.example.com:8443' };
    const done = await browser.signInAt(world.provider, '/x', visit);
    expect(location(done)).toBe('https://erp.example.com:8443/x');
  });

  test('works in several tabs at once', async () => {
    const browser = (await start()).browser();
    const first = world.provider.authorize(location(await browser.answer('/one')));
    const second = world.provider.authorize(location(await browser.answer('/two')));
    expect(location(await browser.comeBack(second))).toBe('https://erp.example.com/two');
    expect(location(await browser.comeBack(first))).toBe('https://erp.example.com/one');
  });

  test('forgets the oldest of very many tabs', async () => {
    const browser = (await start()).browser();
    const oldest = world.provider.authorize(location(await browser.answer('/oldest')));
    for (let tab = 0; tab < 6; tab += 1) await browser.answer(`/${tab}`);
    expect(browser.cookies.size).toBe(6);
    expect((await browser.comeBack(oldest)).code).toBe('sign-in-state');
  });

  test('asks the provider for its metadata once, however many users come at once', async () => {
    const signIn = (await start()).worker();
    const browsers = Array.from({ length: 5 }, () => world.browser(signIn));
    await Promise.all(browsers.map((browser) => browser.answer('/')));
    expect(world.provider.asked).toEqual(['/tenant/.well-known/openid-configuration']);
  });

  test.each([['client_secret_post'], ['client_secret_basic']])('authenticates by %s', async (method) => {
    const browser = (await start()).browser();
    world.provider.behaviour = { metadata: { token_endpoint_auth_methods_supported: [method] } };
    await browser.signInAt(world.provider);
    await browser.pass('/');
  });

  test('a session of one worker counts in another, without the provider', async () => {
    const browser = (await start()).browser();
    await browser.signInAt(world.provider);
    const other = world.browser();
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    await world.provider.stop();
    expect((await other.pass('/')).user).toBe('ada@example.com');
  });

  test('a known session is let through at once, with the same headers', async () => {
    const signIn = (await start()).worker();
    const browser = world.browser(signIn);
    await browser.signInAt(world.provider);
    const first = await browser.pass('/');
    const decision = signIn.decide({
      method: 'GET',
      host: 'erp.example.com',
      target: '/',
      rawHeaders: ['cookie', `__Host-app-proxy-session-entra=${sessionCookie(browser)}`],
      route: world.route,
    });
    expect(decision).toEqual(first);
  });
});

describe('without a session', () => {
  test.each([
    ['a POST', 'POST', undefined],
    ['a fetch', 'GET', FETCH],
    ['an XMLHttpRequest', 'GET', ['Accept', 'text/html', 'X-Requested-With', 'XMLHttpRequest']],
    ['a program', 'GET', ['Accept', 'application/json']],
    ['curl', 'GET', ['Accept', '*/*']],
    ['a request without Accept', 'GET', []],
    ['a WebSocket', 'GET', ['Upgrade', 'websocket', 'Connection', 'Upgrade', 'Accept', 'text/html']],
    ['an image', 'GET', ['Accept', 'image/*', 'Sec-Fetch-Mode', 'no-cors', 'Sec-Fetch-Dest', 'image']],
  ])('%s is answered with 401', async (_what, method, headers) => {
    const browser = (await start()).browser();
    const answer = await browser.answer('/', { method, ...(headers !== undefined && { headers }) });
    expect([answer.status, answer.code]).toEqual([401, 'sign-in-required']);
    expect(header(answer, 'www-authenticate')).toBe('App-Proxy realm="erp.example.com"');
    expect(browser.cookies.size).toBe(0);
    expect(world.provider.asked).toEqual([]);
  });

  test('programs get JSON, people a page', async () => {
    const browser = (await start()).browser();
    const program = await browser.answer('/', { headers: ['Accept', 'application/json'] });
    expect(JSON.parse(program.body)).toMatchObject({ error: { code: 'sign-in-required', requestId: 'r1' } });
    const person = await browser.answer('/', { method: 'POST' });
    expect(header(person, 'content-type')).toContain('text/html');
    expect(header(person, 'content-length')).toBe(String(Buffer.byteLength(person.body)));
  });
});

describe('where a sign-in leads back to', () => {
  test.each([
    ['two slashes', '//evil.example/x', '//evil.example/x'],
    ['a backslash', '/\\evil.example', '//evil.example'],
    ['an at sign', '/@evil.example', '/@evil.example'],
    ['encoded line ends', '/%0d%0aSet-Cookie:a=b', '/%0d%0aSet-Cookie:a=b'],
    ['a dot', '/.evil.example', '/.evil.example'],
    ['a tab', '/\t/evil.example', '//evil.example'],
    ['a long query', `/a?${'q'.repeat(3000)}`, '/a'],
    ['a long path', `/${'a'.repeat(3000)}`, '/'],
    ['an address in the query', '/x?return=https://evil.example', '/x?return=https://evil.example'],
  ])('stays on the host with %s', async (_what, target, expected) => {
    const browser = (await start()).browser();
    const to = location(await browser.signInAt(world.provider, target));
    expect(to).toBe(`https://erp.example.com${expected}`);
    expect(new URL(to).host).toBe('erp.example.com');
  });
});

describe('a sign-in is refused', () => {
  test('with a state that the relay has not given', async () => {
    const browser = (await start()).browser();
    const back = world.provider.authorize(location(await browser.answer('/')));
    back.searchParams.set('state', 'entra.AAAAAAAAAAAAAAAAAAAAAAAA');
    expect(await browser.comeBack(back)).toMatchObject({ status: 400, code: 'sign-in-state' });
  });

  test('with a state that differs only behind what names the cookie', async () => {
    const browser = (await start()).browser();
    const back = world.provider.authorize(location(await browser.answer('/')));
    const state = back.searchParams.get('state') ?? '';
    back.searchParams.set('state', `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`);
    expect(await browser.comeBack(back)).toMatchObject({ status: 400, code: 'sign-in-state' });
  });

  test('in another browser than the one in which it began', async () => {
    const signIn = (await start()).worker();
    const back = world.provider.authorize(location(await world.browser(signIn).answer('/')));
    expect(await world.browser(signIn).comeBack(back)).toMatchObject({ code: 'sign-in-state' });
  });

  test('a second time with the same code', async () => {
    const browser = (await start()).browser();
    const back = world.provider.authorize(location(await browser.answer('/')));
    const cookies = new Map(browser.cookies);
    await browser.comeBack(back);
    expect(await browser.comeBack(back)).toMatchObject({ code: 'sign-in-state' });
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect(await browser.comeBack(back)).toMatchObject({ code: 'sign-in-failed' });
  });

  test('on another host than the one on which it began', async () => {
    await start();
    const other = guarded({}, 'crm.example.com');
    const signIn = world.worker(view([world.route, other]));
    const browser = world.browser(signIn);
    const back = world.provider.authorize(location(await browser.answer('/')));
    const elsewhere = new TestBrowser(signIn, other);
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value);
    expect(await elsewhere.comeBack(back)).toMatchObject({ code: 'sign-in-state' });
  });

  test.each([
    ['another nonce', { nonce: 'other' }],
    ['another issuer', { iss: 'https://evil.test/tenant' }],
    ['another audience', { aud: 'other' }],
    ['its end in the past', { exp: 1 }],
    ['no subject', { sub: undefined }],
  ])('for an ID token with %s', async (_what, claims) => {
    const browser = (await start()).browser();
    world.provider.behaviour = { claims };
    expect(await browser.signInAt(world.provider)).toMatchObject({ status: 502, code: 'sign-in-failed' });
    expect(browser.cookies.size).toBe(0);
    expect(world.lines).toMatchObject([
      { name: 'sign-in-failed', fields: { provider: 'entra', refusal: 'sign-in-failed' } },
    ]);
  });

  test('for an ID token that another key has signed', async () => {
    const browser = (await start()).browser();
    world.provider.behaviour = { strangeKey: true };
    expect(await browser.signInAt(world.provider)).toMatchObject({ code: 'sign-in-failed' });
  });

  test('where the answer comes from another issuer (mix-up)', async () => {
    const browser = (await start()).browser();
    const back = world.provider.authorize(location(await browser.answer('/')));
    back.searchParams.set('iss', 'https://evil.test/tenant');
    expect(await browser.comeBack(back)).toMatchObject({ code: 'sign-in-failed' });
    expect(world.provider.asked).not.toContain('/token');
  });

  test('where the provider refuses, and says what it said as text', async () => {
    const browser = (await start()).browser();
    const back = world.provider.authorize(location(await browser.answer('/')));
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'no <script>alert(1)</script>\r\nX: y');
    const answer = await browser.comeBack(back);
    expect(answer).toMatchObject({ status: 403, code: 'sign-in-refused' });
    expect(answer.body).toContain('access_denied: no &lt;script&gt;');
  });

  test('where the client secret is wrong, which the log tells', async () => {
    await start();
    const signIn = { entra: { ...ENTRA, clientSecret: 'wrong' } };
    const browser = world.browser(world.worker(view([world.route], { signIn })));
    expect(await browser.signInAt(world.provider)).toMatchObject({ code: 'sign-in-failed' });
    expect(world.lines[0]?.fields['reason']).toContain('invalid_client');
    expect(JSON.stringify(world.lines)).not.toContain('wrong"');
  });

  test('where the metadata of Entra ID stand for many tenants', async () => {
    await start();
    const many = await make(guarded(), {
      fetch: (input, init) => {
        const { href } = new URL(input instanceof Request ? input.url : input);
        const common = 'https://login.microsoftonline.com/common/v2.0/';
        return world.provider.fetch(href.replace(common, 'https://idp.test/tenant/'), init);
      },
    });
    world.provider.behaviour = { metadata: { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' } };
    const signIn = { entra: { ...ENTRA, issuer: 'https://login.microsoftonline.com/common/v2.0' } };
    const browser = many.browser(many.worker(view([many.route], { signIn })));
    expect(await browser.answer('/')).toMatchObject({ status: 503, code: 'sign-in-unavailable' });
    expect(many.lines[0]?.fields['reason']).toContain('one that stands for many tenants is not allowed');
  });

  test('where metadata are of another issuer', async () => {
    const browser = (await start()).browser();
    world.provider.behaviour = { metadata: { issuer: 'https://idp.test/{tenantid}' } };
    expect(await browser.answer('/')).toMatchObject({ status: 503, code: 'sign-in-unavailable' });
  });
});

test('one who comes back late is led on to where he wanted to go, to begin anew', async () => {
  const browser = (await start()).browser();
  const back = world.provider.authorize(location(await browser.answer('/late')));
  world.ahead = 11 * 60_000;
  const answer = await browser.comeBack(back);
  expect(location(answer)).toBe('https://erp.example.com/late');
  expect(browser.cookies.size).toBe(0);
  expect(world.provider.asked).not.toContain('/token');
});

describe('a provider that is away', () => {
  test('is 503, is not asked again at once, and is found when it comes back', async () => {
    await start();
    let calls = 0;
    const away = await make(guarded(), {
      fetch: (...args) => {
        calls += 1;
        return calls === 1 ? Promise.reject(new TypeError('fetch failed')) : world.provider.fetch(...args);
      },
    });
    const browser = away.browser();
    const answer = await browser.answer('/');
    expect(answer).toMatchObject({ status: 503, code: 'sign-in-unavailable' });
    expect(header(answer, 'retry-after')).toBe('10');
    expect((await browser.answer('/')).status).toBe(503);
    expect(calls).toBe(1);
    expect(away.lines.map(({ name }) => name)).toEqual(['sign-in-provider-unavailable', 'sign-in-failed']);
    away.ahead = 11_000;
    expect((await browser.answer('/')).status).toBe(302);
  });

  test('between the redirect and the callback is 503', async () => {
    const browser = (await start()).browser();
    const back = world.provider.authorize(location(await browser.answer('/')));
    await world.provider.stop();
    expect(await browser.comeBack(back)).toMatchObject({ status: 503, code: 'sign-in-unavailable' });
  });

  test.each([500, 503])('that answers a code with %i is 503', async (tokenStatus) => {
    const browser = (await start()).browser();
    world.provider.behaviour = { tokenStatus };
    expect(await browser.signInAt(world.provider)).toMatchObject({
      status: 503,
      code: 'sign-in-unavailable',
    });
  });

  test('keeps being used with what it said before', async () => {
    const browser = (await start()).browser();
    await browser.answer('/');
    await world.provider.stop();
    world.ahead = 2 * 3_600_000;
    expect((await browser.answer('/')).status).toBe(302);
  });

  test('and one whose secret cannot be read is 503', async () => {
    await start();
    const browser = world.browser(world.worker(view([world.route], { signIn: {} })));
    expect(await browser.answer('/')).toMatchObject({ status: 503, code: 'sign-in-unavailable' });
  });
});

test('after the provider has changed its key the user is led there once more and comes through', async () => {
  const browser = (await start()).browser();
  await browser.signInAt(world.provider);
  browser.cookies.clear();
  await world.provider.rotateKey();
  world.ahead = 60_000;
  const again = await browser.signInAt(world.provider, '/deep');
  expect(location(again)).toContain('https://idp.test/authorize');
  const done = await browser.comeBack(world.provider.authorize(location(again)));
  expect(location(done)).toBe('https://erp.example.com/deep');
  await browser.pass('/deep');
  expect(browser.cookies.size).toBe(1);
});

describe('a session', () => {
  async function signedIn(): Promise<TestBrowser> {
    const browser = (await start()).browser();
    await browser.signInAt(world.provider);
    return browser;
  }

  test.each([
    ['a character', (text: string) => `${text.slice(0, 40)}${text[40] === 'A' ? 'B' : 'A'}${text.slice(41)}`],
    ['the last characters', (text: string) => `${text.slice(0, -2)}${text.endsWith('AA') ? 'BB' : 'AA'}`],
    ['characters added', (text: string) => `${text}AAAA`],
    ['characters gone', (text: string) => text.slice(0, -6)],
    ['the count of cookies', (text: string) => `2${text.slice(1)}`],
    ['a strange count of cookies', (text: string) => `99999${text.slice(1)}`],
    ['everything', () => 'x'],
    ['all text gone', () => ''],
  ])('counts no more with %s', async (_which, change) => {
    const browser = await signedIn();
    browser.cookies.set('__Host-app-proxy-session-entra', change(sessionCookie(browser)));
    expect(await browser.ask('/', { headers: FETCH })).toMatchObject({ status: 401 });
  });

  test.each([
    ['another deployment', (own: ReturnType<typeof view>) => ({ ...own, deployment: 'fabrikam' })],
    [
      'another client secret',
      (own: ReturnType<typeof view>) => ({
        ...own,
        signIn: { entra: { ...ENTRA, clientSecret: `${CLIENT_SECRET}2` } },
      }),
    ],
    [
      'another issuer',
      (own: ReturnType<typeof view>) => ({
        ...own,
        signIn: { entra: { ...ENTRA, issuer: 'https://idp.test/other' } },
      }),
    ],
  ])('does not count with %s', async (_what, change) => {
    const browser = await signedIn();
    const other = world.browser(world.worker(change(view([world.route]))));
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    expect(await other.answer('/', { headers: FETCH })).toMatchObject({ status: 401 });
  });

  test('does not count at another provider of the same client', async () => {
    const browser = await signedIn();
    const route = makeRoute({ preAuthentication: { provider: 'okta', allow: { groups: [], claims: {} } } });
    const other = world.browser(world.worker(view([route], { signIn: { okta: ENTRA } })), route);
    other.cookies.set('__Host-app-proxy-session-okta', sessionCookie(browser));
    expect(await other.answer('/', { headers: FETCH })).toMatchObject({ status: 401 });
  });

  test('does not count on another host', async () => {
    await start();
    const crm = guarded({}, 'crm.example.com');
    const signIn = world.worker(view([world.route, crm]));
    const browser = world.browser(signIn);
    await browser.signInAt(world.provider);
    await browser.pass('/');
    const other = new TestBrowser(signIn, crm);
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    expect(await other.answer('/', { headers: FETCH })).toMatchObject({ status: 401 });
  });

  test('does not stand in for a sign-in under way, nor the other way round', async () => {
    const browser = (await start()).browser();
    await browser.answer('/');
    const [transaction = ''] = browser.cookies.values();
    browser.cookies.set('__Host-app-proxy-session-entra', `1.${transaction}`);
    expect(await browser.answer('/', { headers: FETCH })).toMatchObject({ status: 401 });
  });

  test('ends after its life, however much it is used', async () => {
    const browser = await signedIn();
    for (let hours = 1; hours < SESSION_SECONDS / 3600; hours += 1) {
      world.ahead = hours * 3_600_000;
      await browser.pass('/');
    }
    world.ahead = SESSION_SECONDS * 1000;
    expect(await browser.answer('/', { headers: FETCH })).toMatchObject({ status: 401 });
  });

  test('ends when it is not used', async () => {
    const browser = await signedIn();
    await browser.pass('/');
    world.ahead = SESSION_IDLE_SECONDS * 1000;
    expect(await browser.answer('/', { headers: FETCH })).toMatchObject({ status: 401 });
    expect((await browser.answer('/')).status).toBe(302);
  });

  test('gets its new cookie with pages and calls, never with an image', async () => {
    const browser = await signedIn();
    world.ahead = 600_000;
    const image = ['Accept', 'image/*', 'Sec-Fetch-Mode', 'no-cors', 'Sec-Fetch-Dest', 'image'];
    expect((await browser.pass('/', { headers: image })).answerHeaders).toEqual([]);
    const before = sessionCookie(browser);
    const [one, two] = await Promise.all([browser.pass('/', { headers: FETCH }), browser.pass('/')]);
    expect(one.answerHeaders).toHaveLength(2);
    expect(two.answerHeaders).toEqual(one.answerHeaders);
    expect(sessionCookie(browser)).not.toBe(before);
    expect((await browser.pass('/')).answerHeaders).toEqual([]);
  });

  test('that is large is cut over several cookies, and a smaller one leaves none behind', async () => {
    const browser = (await start()).browser();
    const groups = Array.from(
      { length: 200 },
      (_, index) => `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
    );
    world.provider.behaviour = { claims: { groups } };
    await browser.signInAt(world.provider);
    expect(browser.cookies.size).toBe(3);
    await browser.pass('/');
    browser.cookies.delete('__Host-app-proxy-session-entra.1');
    expect(await browser.answer('/', { headers: FETCH })).toMatchObject({ status: 401 });
    world.provider.behaviour = {};
    await browser.signInAt(world.provider);
    expect([...browser.cookies.keys()]).toEqual(['__Host-app-proxy-session-entra']);
    await browser.pass('/');
  });

  test('that is too large is refused, and the page says what to do', async () => {
    const browser = (await start()).browser();
    world.provider.behaviour = {
      claims: { groups: Array.from({ length: 2000 }, (_, index) => `group-${index}`) },
    };
    const answer = await browser.signInAt(world.provider);
    expect(answer).toMatchObject({ status: 403, code: 'sign-in-session-too-large' });
    expect(browser.cookies.size).toBe(0);
  });
});

describe('who may enter', () => {
  test.each([
    [{ groups: ['engineering', 'x'] }, {}, true],
    [{ groups: ['Engineering'] }, {}, false],
    [{ groups: ['engineering'] }, { groups: 'engineering' }, true],
    [{ groups: ['engineering'] }, { groups: undefined }, false],
    [{ claims: { department: 'r&d' } }, { department: 'r&d' }, true],
    [{ claims: { department: 'r&d' } }, { department: ['x', 'r&d'] }, true],
    [{ claims: { department: 'r&d' } }, { department: 'sales' }, false],
    [{ claims: { department: 'r&d' } }, {}, false],
    [{ claims: { tier: '2', internal: 'true' } }, { tier: 2, internal: true }, true],
    [{ groups: ['staff'], claims: { department: 'x' } }, {}, false],
    [{ claims: { department: 'toString' } }, {}, false],
    [{ claims: { toString: 'x' } }, {}, false],
    [{}, {}, true],
  ])('%j with %j: %p', async (allow, claims, expected) => {
    const browser = (await start(guarded(allow))).browser();
    world.provider.behaviour = { claims };
    await browser.signInAt(world.provider);
    const decision = await browser.ask('/');
    if (expected) expect(decision.kind).toBe('pass');
    else expect(decision).toMatchObject({ status: 403, code: 'sign-in-not-allowed' });
  });

  test('by the user information where the ID token does not say', async () => {
    const browser = (await start(guarded({ claims: { department: 'r&d' } }))).browser();
    world.provider.behaviour = { userinfo: { department: 'r&d', groups: ['never'], email: 'x' } };
    await browser.signInAt(world.provider);
    expect(header(await browser.pass('/'), 'x-app-proxy-groups')).toBe('staff,engineering');
  });

  test('never by user information about somebody else', async () => {
    const browser = (await start(guarded({ claims: { department: 'r&d' } }))).browser();
    world.provider.behaviour = { userinfo: { sub: 'user-2', department: 'r&d' } };
    await browser.signInAt(world.provider);
    expect(await browser.answer('/')).toMatchObject({ code: 'sign-in-not-allowed' });
  });

  test.each([
    ['_claim_names', { groups: undefined, _claim_names: { groups: 'src1' }, _claim_sources: { src1: {} } }],
    ['hasgroups', { groups: undefined, hasgroups: true }],
  ])('says so where there are too many groups for a token (%s)', async (_claim, claims) => {
    const browser = (await start(guarded({ groups: ['engineering'] }))).browser();
    world.provider.behaviour = { claims };
    await browser.signInAt(world.provider);
    expect(await browser.answer('/')).toMatchObject({ status: 403, code: 'sign-in-groups-unknown' });
  });

  test('a rule that changes counts at once, and one that asks for another claim asks the provider', async () => {
    const signIn = (await start()).worker();
    const browser = world.browser(signIn);
    await browser.signInAt(world.provider);
    const strict = guarded({ groups: ['board'] });
    signIn.update(view([strict]));
    expect(await browser.answer('/', { route: strict })).toMatchObject({ code: 'sign-in-not-allowed' });
    const asking = guarded({ claims: { department: 'r&d' } });
    signIn.update(view([asking]));
    world.provider.behaviour = { claims: { department: 'r&d' } };
    await browser.signInAt(world.provider, '/', { route: asking });
    await browser.pass('/', { route: asking });
  });

  test('a session that lacks a claim leads no program to the provider', async () => {
    const signIn = (await start()).worker();
    const browser = world.browser(signIn);
    await browser.signInAt(world.provider);
    const asking = guarded({ claims: { department: 'r&d' } });
    signIn.update(view([asking]));
    expect(await browser.answer('/', { route: asking, headers: FETCH })).toMatchObject({ status: 401 });
  });
});

describe('what the backend is told', () => {
  test('headers, and a token that the key set verifies', async () => {
    const browser = (await start(guarded({}, 'erp.example.com', '/erp'))).browser();
    world.provider.behaviour = { claims: { groups: ['a,b', '50%'] } };
    await browser.signInAt(world.provider, '/erp/');
    const pass = await browser.pass('/erp/');
    expect(pass.headers.slice(0, -2)).toEqual([
      ...['X-App-Proxy-User', 'ada@example.com', 'X-App-Proxy-Subject', 'user-1'],
      ...['X-App-Proxy-Name', 'Ada L\u00f6velace', 'X-App-Proxy-Email', 'ada@example.com'],
      ...['X-App-Proxy-Groups', 'a%2Cb,50%25'],
    ]);
    const keys = await browser.answer('/.app-proxy/jwks.json', { headers: [] });
    expect([keys.status, header(keys, 'content-type')]).toEqual([200, 'application/jwk-set+json']);
    const { payload, protectedHeader } = await jwtVerify(
      header(pass, 'x-app-proxy-token') ?? '',
      createLocalJWKSet(JSON.parse(keys.body) as JSONWebKeySet),
      { issuer: 'app-proxy:contoso', audience: 'https://erp.example.com/erp', algorithms: ['ES256'] },
    );
    expect(protectedHeader.kid).toBe('k1');
    expect(payload).toMatchObject({
      sub: 'user-1',
      preferred_username: 'ada@example.com',
      groups: ['a,b', '50%'],
      idp: 'https://idp.test/tenant',
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  });

  test('a new token before the old one ends', async () => {
    const browser = (await start()).browser();
    await browser.signInAt(world.provider);
    const first = header(await browser.pass('/'), 'x-app-proxy-token');
    world.ahead = 149_000;
    expect(header(await browser.pass('/'), 'x-app-proxy-token')).toBe(first);
    world.ahead = 151_000;
    expect(header(await browser.pass('/'), 'x-app-proxy-token')).not.toBe(first);
  });

  test('no email that the provider does not vouch for', async () => {
    const browser = (await start()).browser();
    world.provider.behaviour = {
      claims: { email: 'boss@example.com', email_verified: false, preferred_username: undefined },
    };
    await browser.signInAt(world.provider);
    const pass = await browser.pass('/');
    expect(header(pass, 'x-app-proxy-email')).toBeUndefined();
    expect(pass.user).toBe('user-1');
  });

  test('of very many groups those that the rule names', async () => {
    const browser = (await start(guarded({ groups: ['group-7-with-a-long-name'] }))).browser();
    const groups = Array.from({ length: 200 }, (_, index) => `group-${index}-with-a-long-name`);
    world.provider.behaviour = { claims: { groups } };
    await browser.signInAt(world.provider);
    expect(header(await browser.pass('/'), 'x-app-proxy-groups')).toBe('group-7-with-a-long-name');
  });

  test('no token where the instance has no key', async () => {
    await start();
    const { identityToken, ...rest } = view([world.route]);
    expect(identityToken).toBeDefined();
    const browser = world.browser(world.worker(rest));
    await browser.signInAt(world.provider);
    expect(header(await browser.pass('/'), 'x-app-proxy-token')).toBeUndefined();
    expect(JSON.parse((await browser.answer('/.app-proxy/jwks.json')).body)).toEqual({ keys: [] });
  });

  test('nothing that is private is in the key set', async () => {
    const browser = (await start()).browser();
    const { body } = await browser.answer('/.app-proxy/jwks.json');
    expect(JSON.parse(body)).toEqual({ keys: TOKEN_KEY.publicKeys });
    expect(body).not.toContain('"d"');
  });
});

describe('signing out', () => {
  test('ends the session here and at the provider', async () => {
    const browser = (await start()).browser();
    await browser.signInAt(world.provider);
    const to = new URL(location(await browser.answer('/.app-proxy/sign-out')));
    expect(to.origin + to.pathname).toBe('https://idp.test/logout');
    expect(to.searchParams.get('post_logout_redirect_uri')).toBe(
      'https://erp.example.com/.app-proxy/signed-out',
    );
    expect(browser.cookies.size).toBe(0);
    expect((await browser.answer('/.app-proxy/signed-out')).status).toBe(200);
    expect((await browser.answer('/', { headers: FETCH })).status).toBe(401);
  });

  test('works while the provider is away, and without a session', async () => {
    const browser = (await start()).browser();
    await browser.signInAt(world.provider);
    const other = world.browser();
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    await world.provider.stop();
    expect(location(await other.answer('/.app-proxy/sign-out'))).toBe(
      'https://erp.example.com/.app-proxy/signed-out',
    );
    expect(other.cookies.size).toBe(0);
    expect(location(await other.answer('/.app-proxy/sign-out'))).toBe(
      'https://erp.example.com/.app-proxy/signed-out',
    );
  });

  test('is not done by an image on another site', async () => {
    const browser = (await start()).browser();
    await browser.signInAt(world.provider);
    const headers = ['Accept', 'image/*', 'Sec-Fetch-Site', 'cross-site', 'Sec-Fetch-Mode', 'no-cors'];
    expect(await browser.answer('/.app-proxy/sign-out', { headers })).toMatchObject({ code: 'sign-in-path' });
    await browser.pass('/');
  });
});

describe('the paths of sign-in', () => {
  test('are those of hosts that have an application with it, whatever its path', async () => {
    await start();
    const open = makeRoute({ host: 'open.example.com' });
    const any = guarded({}, '*.team.example.com', '/x');
    const signIn = world.worker(view([world.route, open, any]));
    expect(signIn.owns('erp.example.com', '/.app-proxy/callback')).toBe(true);
    expect(signIn.owns('erp.example.com.', '/.app-proxy/callback')).toBe(true);
    expect(signIn.owns('a.team.example.com', '/.app-proxy/callback')).toBe(true);
    expect(signIn.owns('b.a.team.example.com', '/.app-proxy/callback')).toBe(false);
    expect(signIn.owns('open.example.com', '/.app-proxy/callback')).toBe(false);
    expect(signIn.owns('erp.example.com', '/.app-proxyx')).toBe(false);
  });

  test.each([
    ['GET', '/.app-proxy/other', 'sign-in-path'],
    ['POST', '/.app-proxy/callback?code=1&state=2', 'sign-in-path'],
    ['GET', '/.app-proxy/callback', 'sign-in-state'],
    ['GET', '/.app-proxy/callback?state=__proto__.x&code=1', 'sign-in-state'],
    ['GET', '/.app-proxy/callback?state=entra.', 'sign-in-state'],
  ])('%s %s is %s', async (method, target, code) => {
    const browser = (await start()).browser();
    expect((await browser.answer(target, { method })).code).toBe(code);
  });

  test('an application that lets everybody pass costs nothing', async () => {
    const signIn = (await start()).worker();
    const request = { method: 'GET', host: 'a', target: '/', rawHeaders: [], route: makeRoute() };
    expect(signIn.decide(request)).toEqual({ kind: 'pass', headers: [], user: '', answerHeaders: [] });
  });
});
