import { generateKeyPairSync } from 'node:crypto';
import type { Fields } from '../../../../../runtime/log/log';
import type { RelayView, Route } from '../../../../../runtime/relay/messages';
import { SignIn, type SignInOptions } from '../../../../../runtime/relay/worker/sign-in/sign-in';
import { makeRoute } from '../headers/route';
import { TestBrowser } from './test-browser';
import { CLIENT_ID, CLIENT_SECRET, ISSUER, TestProvider } from './test-provider';

type Allow = { readonly groups: string[]; readonly claims: Record<string, string> };

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const TOKEN_KEY = {
  key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  keyId: 'k1',
  publicKeys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' }],
};

export const ENTRA = {
  issuer: ISSUER,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  scopes: ['openid', 'profile', 'email'],
};

export function guarded(allow: Partial<Allow> = {}, host = 'erp.example.com', path = '/'): Route {
  return makeRoute({
    host,
    path,
    preAuthentication: { provider: 'entra', allow: { groups: [], claims: {}, ...allow } },
  });
}

export function view(routes: readonly Route[], over: Partial<RelayView> = {}): RelayView {
  return {
    deployment: 'contoso',
    instance: 'r0',
    generation: 'g1',
    domain: 'example.com',
    limits: { connections: 100, requestHeaderKiB: 64 },
    routes,
    groups: {},
    certificates: [],
    identity: { certificate: '', key: '' },
    trust: '',
    revoked: [],
    relays: [],
    signIn: { entra: ENTRA },
    identityToken: TOKEN_KEY,
    sessionLog: { groups: [], applications: [], all: false },
    ...over,
  };
}

/** A provider, the sign-in of one relay worker, and a browser. */
export class World {
  readonly lines: { readonly name: string; readonly fields: Fields }[] = [];
  /** Milliseconds that the relay's clock is ahead. */
  ahead = 0;

  private constructor(
    readonly provider: TestProvider,
    readonly route: Route,
    private readonly options: Partial<SignInOptions>,
  ) {}

  static async start(route = guarded(), options: Partial<SignInOptions> = {}): Promise<World> {
    return new World(await TestProvider.start(), route, options);
  }

  /** The sign-in of a worker, with the configuration of the world or another one. */
  worker(configuration = view([this.route])): SignIn {
    const signIn = new SignIn({
      log: {
        event: (name, fields = {}) => this.lines.push({ name, fields }),
        with: () => {
          throw new Error('not used');
        },
      },
      fetch: this.provider.fetch,
      now: () => Date.now() + this.ahead,
      ...this.options,
    });
    signIn.update(configuration);
    return signIn;
  }

  browser(signIn = this.worker(), route = this.route): TestBrowser {
    return new TestBrowser(signIn, route);
  }
}
