import { startHostileTopology, type HostileTopology } from './hostile-topology';
import { codeOf, RawUser } from './raw-user';

jest.setTimeout(120_000);

let hostile: HostileTopology;
beforeAll(async () => {
  hostile = await startHostileTopology({
    declaration: `
version: 1
name: contoso
domain: apps.example.com
targets: { local: {} }
groups:
  hq:
    connectors: 2
    applications:
      target: { url: 'http://10.0.0.20:8080', host: target.apps.example.com, path: /public }
      calm: { url: 'http://10.0.0.21:8080' }
`,
  });
});
afterAll(() => hostile.close());
beforeEach(() => {
  hostile.backend.clear();
});

async function ask(line: string, host = 'target.localhost') {
  const user = await RawUser.connect(hostile.target);
  user.send(`${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const answer = await user.answer();
  user.close();
  return { status: answer.status, code: codeOf(answer), lines: hostile.backend.lines };
}

describe('forms of the target', () => {
  it.each([
    ['GET https://target.localhost/public/a?b', 'GET /public/a?b'],
    ['GET http://target.localhost:1/public', 'GET /public'],
    ['GET HTTPS://TARGET.LOCALHOST/public', 'GET /public'],
  ])('%s counts with its own host', async (line, expected) => {
    expect(await ask(line, 'calm.localhost')).toEqual({ status: 200, code: undefined, lines: [expected] });
    expect(hostile.backend.arrived[0]?.headers.host?.[0]?.toLowerCase()).toMatch(/^target\.localhost/);
  });

  it.each([
    ['GET https://elsewhere.example/public', 421, 'unknown-host'],
    ['GET https://127.0.0.1/public', 421, 'unknown-host'],
    ['GET https://target.localhost@elsewhere.example/public', 400, 'bad-request'],
    ['GET //elsewhere.example/public', 404, 'unknown-path'],
    ['GET ftp://target.localhost/public', 400, 'bad-request'],
    ['GET target.localhost/public', 400, 'bad-request'],
    ['GET target.localhost:443', 400, 'bad-request'],
    ['GET *', 400, 'bad-request'],
    ['GET \\public', 400, 'bad-request'],
    ['GET ?public', 400, 'bad-request'],
    ['CONNECT target.localhost:443', 501, 'method-not-supported'],
    ['CONNECT 10.0.0.20:22', 501, 'method-not-supported'],
  ])('%s is answered with %d %s and reaches no backend', async (line, status, code) => {
    expect(await ask(line)).toEqual({ status, code, lines: [] });
    expect(hostile.backend.bytes).toBe('');
    expect(await hostile.harm()).toEqual([]);
  });
});

describe('paths', () => {
  it.each([
    '/public/../private',
    '/public/..',
    '/public/./a',
    '/public/%2e%2e/private',
    '/public/%2E./private',
    '/public/.%2e/private',
    '/public/..%2fprivate',
    '/public/..%5cprivate',
    '/public/..\\private',
    '/public/..;/private',
    '/public/a/../../private?x',
  ])('%s does not leave the application’s prefix', async (path) => {
    expect(await ask(`GET ${path}`)).toEqual({ status: 400, code: 'bad-path', lines: [] });
    expect(hostile.backend.bytes).toBe('');
  });

  it.each(['/private', '/publicly', '/PUBLIC', '/%70ublic', '//public', '/public%2fa', '/'])(
    '%s is not under the prefix',
    async (path) => {
      expect(await ask(`GET ${path}`)).toEqual({ status: 404, code: 'unknown-path', lines: [] });
    },
  );

  it.each([
    '/public/a%2fb',
    '/public/%C3%A9',
    '/public/a//b',
    '/public/a;b=c',
    '/public/...',
    '/public/a..b',
    '/public?../x',
  ])('%s goes on as it is', async (path) => {
    expect(await ask(`GET ${path}`)).toEqual({ status: 200, code: undefined, lines: [`GET ${path}`] });
  });
});

describe('the host', () => {
  it.each([
    ['elsewhere.example', 421, 'unknown-host'],
    ['xtarget.localhost', 421, 'unknown-host'],
    ['target.localhost.elsewhere.example', 421, 'unknown-host'],
    ['', 400, 'bad-request'],
    ['[::1]', 421, 'unknown-host'],
  ])('%p is answered with %d %s', async (host, status, code) => {
    expect(await ask('GET /public', host)).toEqual({ status, code, lines: [] });
  });
});
