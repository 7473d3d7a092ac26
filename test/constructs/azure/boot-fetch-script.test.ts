import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FETCH_SCRIPT } from '../../../constructs/azure/boot-fetch-script';

const PROGRAM = '#!/bin/sh\necho the program\n';
const DIGEST = createHash('sha256').update(PROGRAM).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Stands for the metadata service, the storage account, the vault and the proxy of a machine. */
class Surroundings {
  public readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  public program: Answer = (_request, response) => response.end(PROGRAM);
  public token: Answer = (request, response) => {
    const resource = new URL(request.url ?? '', 'http://x').searchParams.get('resource') ?? '';
    response.end(JSON.stringify({ access_token: `token-for-${resource}` }));
  };

  private constructor(
    private readonly server: Server,
    public readonly url: string,
    public readonly prefix: string,
  ) {}

  public static async start(): Promise<Surroundings> {
    const server = createServer((request, response) => {
      around.answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const prefix = mkdtempSync(join(tmpdir(), 'app-proxy-fetch-'));
    const around = new Surroundings(server, `http://127.0.0.1:${port}`, prefix);
    return around;
  }

  public async run(environment: Readonly<Record<string, string>> = {}) {
    const child = spawn('bash', ['-c', FETCH_SCRIPT], {
      env: {
        PATH: process.env['PATH'],
        HOME: this.prefix,
        IMDS_URL: this.url,
        INSTALL_PREFIX: this.prefix,
        LONGEST_PAUSE: '0',
        ARTIFACT_URL: `${this.url}/artifacts/app-proxy`,
        ARTIFACT_SHA256: DIGEST,
        ARTIFACT_IDENTITY: '/subscriptions/s/id-artifact',
        ...environment,
      },
    });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, stderr };
  }

  public path(...steps: readonly string[]): string {
    return join(this.prefix, ...steps);
  }

  public stop(): void {
    this.server.close();
    rmSync(this.prefix, { recursive: true });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    // A proxied request names the whole address.
    const url = new URL(request.url ?? '', this.url);
    this.requests.push({
      path: decodeURIComponent(`${url.pathname}${url.search}`),
      headers: request.headers,
    });
    if (url.pathname === '/metadata/identity/oauth2/token') this.token(request, response);
    else if (url.pathname === '/artifacts/app-proxy') this.program(request, response);
    else if (url.pathname === '/secrets/login') response.end(JSON.stringify({ value: 'user:pa"ss\\word' }));
    else response.writeHead(404).end();
  }
}

describe('the script that installs the runtime', () => {
  let around: Surroundings;
  beforeEach(async () => {
    around = await Surroundings.start();
  });
  afterEach(() => {
    around.stop();
  });

  test('is valid for bash', () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: FETCH_SCRIPT, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('fetches with the token of the named identity, and makes the program current', async () => {
    expect((await around.run()).status).toBe(0);
    expect(around.requests.map(({ path }) => path)).toEqual([
      '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://storage.azure.com/&msi_res_id=/subscriptions/s/id-artifact',
      '/artifacts/app-proxy',
    ]);
    expect(around.requests[0]?.headers['metadata']).toBe('true');
    expect(around.requests[1]?.headers).toMatchObject({
      authorization: 'Bearer token-for-https://storage.azure.com/',
      'x-ms-version': expect.any(String) as string,
    });
    const installed = around.path('opt/app-proxy/current/app-proxy');
    expect(readFileSync(installed, 'utf8')).toBe(PROGRAM);
    expect(statSync(installed).mode & 0o777).toBe(0o755);
    expect(readlinkSync(around.path('opt/app-proxy/current'))).toBe(`releases/${DIGEST}`);
    expect(readlinkSync(around.path('usr/local/bin/app-proxy'))).toBe('/opt/app-proxy/current/app-proxy');
    const check = spawnSync('sha256sum', ['--check', '--status', 'sha256'], {
      cwd: around.path('opt/app-proxy/current'),
    });
    expect(check.status).toBe(0);
  });

  test('leaves nothing but the release behind', async () => {
    await around.run();
    expect(readdirSync(around.path('opt/app-proxy')).sort()).toEqual(['current', 'releases']);
  });

  test('asks again until storage and rights are there', async () => {
    const refusals = [403, 503];
    around.program = (_request, response) => {
      const status = refusals.shift();
      if (status === undefined) response.end(PROGRAM);
      else response.writeHead(status).end();
    };
    expect((await around.run()).status).toBe(0);
    expect(around.requests.filter(({ path }) => path === '/artifacts/app-proxy')).toHaveLength(3);
    expect(existsSync(around.path('opt/app-proxy/current/app-proxy'))).toBe(true);
  });

  test('asks again until the metadata service answers', async () => {
    let refusals = 1;
    const { token } = around;
    around.token = (request, response) => {
      if (refusals-- > 0) response.writeHead(429).end();
      else token(request, response);
    };
    expect((await around.run()).status).toBe(0);
  });

  test('never installs a program of another digest, and says so', async () => {
    around.program = (_request, response) => response.end('tampered');
    const { status, stderr } = await around.run({ FETCH_SECONDS: '0' });
    expect(status).toBe(1);
    expect(stderr).toContain(`expected ${DIGEST}`);
    expect(existsSync(around.path('opt/app-proxy/current'))).toBe(false);
    expect(existsSync(around.path('usr/local/bin/app-proxy'))).toBe(false);
    expect(readdirSync(around.path('opt/app-proxy/releases'))).toEqual([]);
  });

  test('gives up in the end', async () => {
    around.program = (_request, response) => response.writeHead(404).end();
    const { status, stderr } = await around.run({ FETCH_SECONDS: '0' });
    expect(status).toBe(1);
    expect(stderr).toContain('giving up');
  });

  test('does nothing once installed, so that a restart keeps what the updater installed', async () => {
    await around.run();
    const requests = around.requests.length;
    expect((await around.run({ ARTIFACT_SHA256: 'f'.repeat(64) })).status).toBe(0);
    expect(around.requests).toHaveLength(requests);
  });

  test('installs again what was damaged', async () => {
    await around.run();
    writeFileSync(around.path('opt/app-proxy/current/app-proxy'), 'damaged');
    expect((await around.run()).status).toBe(0);
    expect(readFileSync(around.path('opt/app-proxy/current/app-proxy'), 'utf8')).toBe(PROGRAM);
  });

  test('goes through the proxy with credentials from the vault, which is reached directly', async () => {
    const { status } = await around.run({
      ARTIFACT_URL: 'http://storage.invalid/artifacts/app-proxy',
      PROXY_URL: around.url,
      PROXY_SECRET_URL: `${around.url}/secrets/login`,
      VAULT_AUDIENCE: 'https://vault.azure.net',
      VAULT_IDENTITY: '/subscriptions/s/id-group',
    });
    expect(status).toBe(0);
    const [vaultToken, secret, , program] = around.requests;
    expect(vaultToken?.path).toContain(
      'resource=https://vault.azure.net&msi_res_id=/subscriptions/s/id-group',
    );
    expect(secret?.path).toBe('/secrets/login?api-version=7.4');
    expect(secret?.headers['authorization']).toBe('Bearer token-for-https://vault.azure.net');
    expect(program?.headers['host']).toBe('storage.invalid');
    expect(program?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('user:pa"ss\\word').toString('base64')}`,
    );
  });

  test('reads credentials from a file where the image has one', async () => {
    writeFileSync(around.path('login'), 'user:word\n');
    const { status } = await around.run({
      ARTIFACT_URL: 'http://storage.invalid/artifacts/app-proxy',
      PROXY_URL: around.url,
      PROXY_SECRET_FILE: around.path('login'),
    });
    expect(status).toBe(0);
    expect(around.requests[1]?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('user:word').toString('base64')}`,
    );
  });

  test('puts no token on a command line', () => {
    expect(FETCH_SCRIPT).not.toMatch(/--header "?Authorization|--user |--proxy-user /);
  });
});
