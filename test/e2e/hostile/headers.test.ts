import { startHostileTopology, type HostileTopology } from './hostile-topology';
import { codeOf, RawUser } from './raw-user';

jest.setTimeout(120_000);

let hostile: HostileTopology;
beforeAll(async () => {
  hostile = await startHostileTopology();
});
afterAll(() => hostile.close());
beforeEach(() => {
  hostile.backend.clear();
});

const KIB = 1024;

function get(...lines: string[]): string {
  return ['GET /headers HTTP/1.1', 'Host: target.localhost', ...lines, '', ''].join('\r\n');
}

describe('large headers', () => {
  it('of 16 KiB go on', async () => {
    const user = await RawUser.connect(hostile.target);
    const value = 'v'.repeat(16 * KIB);
    user.send(get(`X-Large: ${value}`));
    expect((await user.answer()).status).toBe(200);
    expect(hostile.backend.arrived[0]?.headers['x-large']).toEqual([value]);
    user.close();
  });

  it.each([
    ['65 KiB in one header', get(`X-Large: ${'v'.repeat(65 * KIB)}`)],
    ['65 KiB in many headers', get(...Array.from({ length: 650 }, (_, i) => `X-${i}: ${'v'.repeat(100)}`))],
    ['1 MiB in one header', get(`X-Large: ${'v'.repeat(1024 * KIB)}`)],
    ['1 MiB in the target', `GET /${'t'.repeat(1024 * KIB)} HTTP/1.1\r\nHost: target.localhost\r\n\r\n`],
  ])('of %s are refused', async (_, bytes) => {
    const user = await RawUser.connect(hostile.target);
    user.send(bytes);
    const answer = await user.answer();
    expect([answer.status, codeOf(answer)]).toEqual([431, 'header-too-large']);
    await user.end();
    expect(hostile.backend.bytes).toBe('');
    expect(await hostile.harm()).toEqual([]);
  });
});

describe('headers that say who the user is', () => {
  it.each([
    ['X-Forwarded-For', 'x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-proto', 'x-forwarded-proto', 'https'],
    ['X-FORWARDED-HOST', 'x-forwarded-host', 'target.localhost'],
    ['X-Forwarded-Port', 'x-forwarded-port', '443'],
    ['X-Forwarded-Prefix', 'x-forwarded-prefix', undefined],
    ['X-Forwarded-Server', 'x-forwarded-server', undefined],
    ['X-Forwarded-User', 'x-forwarded-user', undefined],
    ['X-Forwarded-Ssl', 'x-forwarded-ssl', undefined],
    ['X-Forwarded-Client-Cert', 'x-forwarded-client-cert', undefined],
    ['Forwarded', 'forwarded', 'for=127.0.0.1;host="target.localhost";proto=https'],
    ['X-Real-IP', 'x-real-ip', undefined],
    ['X-App-Proxy-User', 'x-app-proxy-user', undefined],
    ['X-App-Proxy-Identity', 'x-app-proxy-identity', undefined],
    ['Proxy-Authorization', 'proxy-authorization', undefined],
    ['Via', 'via', '1.1 app-proxy'],
  ])('%s is the relay’s alone', async (sent, name, expected) => {
    const user = await RawUser.connect(hostile.target);
    user.send(get(`${sent}: forged`, `${sent}: forged again`));
    expect((await user.answer()).status).toBe(200);
    expect(hostile.backend.arrived[0]?.headers[name]).toEqual(
      expected === undefined ? undefined : [expected],
    );
    expect(hostile.backend.bytes).not.toContain('forged');
    user.close();
  });

  it.each(['X_Forwarded_For', 'X-Forwarded_For', 'X_App_Proxy_User', 'X_Real_IP', 'Proxy'])(
    '%s, which CGI and its kin read as the relay’s or the server’s own, does not go on',
    async (name) => {
      const user = await RawUser.connect(hostile.target);
      user.send(get(`${name}: forged`));
      expect((await user.answer()).status).toBe(200);
      expect(hostile.backend.bytes).not.toContain('forged');
      user.close();
    },
  );

  it('cannot be taken off by naming them in Connection', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(get('Connection: keep-alive, X-Forwarded-For, X-Forwarded-Proto, Host, X-Hop', 'X-Hop: mine'));
    expect((await user.answer()).status).toBe(200);
    expect(hostile.backend.arrived[0]?.headers).toMatchObject({
      'x-forwarded-for': ['127.0.0.1'],
      'x-forwarded-proto': ['https'],
      host: ['target.localhost'],
    });
    expect(hostile.backend.bytes).not.toContain('mine');
    user.close();
  });
});
