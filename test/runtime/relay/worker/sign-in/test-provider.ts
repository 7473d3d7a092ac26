import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const ISSUER = 'https://idp.test/tenant';
export const CLIENT_ID = 'relay';
export const CLIENT_SECRET = 'a long secret of the client: 5b1f0c';

interface Code {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** What a test makes the provider do wrong, or say. */
export interface Behaviour {
  /** Claims over those that a right ID token has. */
  claims?: Record<string, unknown>;
  userinfo?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  /** Status of the token endpoint's answer. */
  tokenStatus?: number;
  tokenError?: string;
  /** Signs with a key that nobody is told of. */
  strangeKey?: boolean;
}

/** An OpenID Connect provider on loopback: a real one but for the page on which a user types a password. */
export class TestProvider {
  behaviour: Behaviour = {};
  /** Paths that were asked for. */
  readonly asked: string[] = [];
  private server: Server | undefined;
  private readonly codes = new Map<string, Code>();
  private key: { readonly privateKey: CryptoKey; readonly jwk: JWK } | undefined;

  static async start(): Promise<TestProvider> {
    const provider = new TestProvider();
    await provider.rotateKey();
    provider.server = createServer((request, response) => void provider.onRequest(request, response));
    await new Promise<void>((resolve) => provider.server?.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  async rotateKey(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const kid = randomBytes(4).toString('hex');
    this.key = { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'ES256' } };
  }

  /** For the relay: it knows the provider by https, which ends here. */
  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.host !== 'idp.test')
      throw new TypeError('fetch failed', { cause: new Error(`ENOTFOUND ${url.host}`) });
    const address = this.server?.address() as AddressInfo | undefined;
    if (address === undefined) throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
    return fetch(`http://127.0.0.1:${address.port}${url.pathname}`, { ...init, keepalive: false });
  };

  /** What the browser comes back with after the user has typed the password. */
  authorize(location: string): URL {
    const url = new URL(location);
    const get = (name: string): string => url.searchParams.get(name) ?? '';
    if (url.origin + url.pathname !== 'https://idp.test/authorize')
      throw new Error(`not this provider: ${location}`);
    if (get('client_id') !== CLIENT_ID || get('response_type') !== 'code') throw new Error('invalid request');
    if (get('code_challenge_method') !== 'S256') throw new Error('PKCE is asked for');
    if (!get('scope').split(' ').includes('openid')) throw new Error('openid is asked for');
    const code = randomBytes(8).toString('hex');
    this.codes.set(code, {
      challenge: get('code_challenge'),
      nonce: get('nonce'),
      redirectUri: get('redirect_uri'),
    });
    const back = new URL(get('redirect_uri'));
    back.searchParams.set('code', code);
    back.searchParams.set('state', get('state'));
    back.searchParams.set('iss', ISSUER);
    return back;
  }

  private async onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '';
    this.asked.push(path);
    const { status, body } = await this.answer(path, request, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(body));
  }

  private async answer(
    path: string,
    request: IncomingMessage,
    body: string,
  ): Promise<{ status: number; body: unknown }> {
    switch (path) {
      case '/tenant/.well-known/openid-configuration':
        return {
          status: 200,
          body: {
            issuer: ISSUER,
            authorization_endpoint: 'https://idp.test/authorize',
            token_endpoint: 'https://idp.test/token',
            userinfo_endpoint: 'https://idp.test/userinfo',
            end_session_endpoint: 'https://idp.test/logout',
            jwks_uri: 'https://idp.test/keys',
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['ES256'],
            authorization_response_iss_parameter_supported: true,
            ...this.behaviour.metadata,
          },
        };
      case '/keys':
        return { status: 200, body: { keys: [this.key?.jwk] } };
      case '/userinfo':
        return { status: 200, body: { sub: 'user-1', ...this.behaviour.userinfo } };
      case '/token':
        return this.token(request, new URLSearchParams(body));
      default:
        return { status: 404, body: {} };
    }
  }

  private async token(
    request: IncomingMessage,
    form: URLSearchParams,
  ): Promise<{ status: number; body: unknown }> {
    const { tokenStatus, tokenError, claims, strangeKey } = this.behaviour;
    if (tokenStatus !== undefined)
      return { status: tokenStatus, body: { error: tokenError ?? 'server_error' } };
    const code = this.codes.get(form.get('code') ?? '');
    this.codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!this.isClient(request, form)) return { status: 401, body: { error: 'invalid_client' } };
    if (code?.challenge !== challenge || code.redirectUri !== form.get('redirect_uri')) {
      return { status: 400, body: { error: 'invalid_grant' } };
    }
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: ISSUER,
      aud: CLIENT_ID,
      sub: 'user-1',
      nonce: code.nonce,
      iat: now,
      exp: now + 300,
      preferred_username: 'ada@example.com',
      name: 'Ada L\u00f6velace',
      email: 'ada@example.com',
      groups: ['staff', 'engineering'],
      ...claims,
    };
    const key = strangeKey === true ? (await generateKeyPair('ES256')).privateKey : this.key?.privateKey;
    if (key === undefined) throw new Error('no key');
    const idToken = await new SignJWT(all)
      .setProtectedHeader({ alg: 'ES256', kid: this.key?.jwk.kid ?? '' })
      .sign(key);
    return {
      status: 200,
      body: { access_token: 'at', token_type: 'Bearer', expires_in: 300, id_token: idToken },
    };
  }

  private isClient(request: IncomingMessage, form: URLSearchParams): boolean {
    const [, basic] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const [id, secret] =
      basic === undefined
        ? [form.get('client_id'), form.get('client_secret')]
        : Buffer.from(basic, 'base64')
            .toString()
            .split(':')
            .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    return id === CLIENT_ID && secret === CLIENT_SECRET;
  }
}
