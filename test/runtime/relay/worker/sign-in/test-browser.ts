import type { Answer, Decision, Pass } from '../../../../../runtime/relay/worker/sign-in/decision';
import type { SignIn } from '../../../../../runtime/relay/worker/sign-in/sign-in';
import type { Route } from '../../../../../runtime/relay/messages';
import type { TestProvider } from './test-provider';

export interface Visit {
  readonly method?: string;
  /** Flat; over those of a browser that opens a page. */
  readonly headers?: readonly string[];
  readonly route?: Route;
  readonly authority?: string;
}

const PAGE = ['Accept', 'text/html,*/*;q=0.8', 'Sec-Fetch-Mode', 'navigate', 'Sec-Fetch-Dest', 'document'];

/** A browser in front of the relay's sign-in: it keeps the cookies of one host. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly signIn: SignIn,
    private readonly route: Route,
    readonly host = route.host,
  ) {}

  async ask(
    target: string,
    { method = 'GET', headers = PAGE, route, authority }: Visit = {},
  ): Promise<Decision> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const decision = await this.signIn.decide({
      method,
      host: this.host,
      authority,
      target,
      rawHeaders: [...headers, 'Cookie', `other=1; ${cookie}`],
      route: target.startsWith('/.app-proxy/') ? undefined : (route ?? this.route),
      requestId: 'r1',
    });
    this.keep(decision.kind === 'answer' ? decision.headers : decision.answerHeaders);
    return decision;
  }

  async answer(target: string, visit?: Visit): Promise<Answer> {
    const decision = await this.ask(target, visit);
    if (decision.kind !== 'answer') throw new Error(`${target} passed`);
    return decision;
  }

  async pass(target: string, visit?: Visit): Promise<Pass> {
    const decision = await this.ask(target, visit);
    if (decision.kind !== 'pass') throw new Error(`${target}: ${decision.status} ${decision.body}`);
    return decision;
  }

  /** Opens an address, signs in at the provider, and comes back. @returns the answer of the callback */
  async signInAt(provider: TestProvider, target = '/', visit?: Visit): Promise<Answer> {
    return this.comeBack(provider.authorize(location(await this.answer(target, visit))), visit);
  }

  comeBack(url: URL, visit?: Visit): Promise<Answer> {
    return this.answer(url.pathname + url.search, visit);
  }

  private keep(headers: readonly string[]): void {
    for (let i = 0; i < headers.length; i += 2) {
      if (headers[i] !== 'Set-Cookie') continue;
      const [pair = '', ...attributes] = (headers[i + 1] ?? '').split('; ');
      expect(pair).toMatch(/^__Host-app-proxy-/);
      expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']));
      expect((headers[i + 1] ?? '').length).toBeLessThan(4096);
      const equals = pair.indexOf('=');
      if (attributes.includes('Max-Age=0')) this.cookies.delete(pair.slice(0, equals));
      else this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
  }
}

export function header(answer: { readonly headers: readonly string[] }, name: string): string | undefined {
  const index = answer.headers.findIndex(
    (text, at) => at % 2 === 0 && text.toLowerCase() === name.toLowerCase(),
  );
  return index < 0 ? undefined : answer.headers[index + 1];
}

export function location(answer: Answer): string {
  const value = header(answer, 'location');
  if (value === undefined) throw new Error(`no redirect: ${answer.status} ${answer.body}`);
  return value;
}
