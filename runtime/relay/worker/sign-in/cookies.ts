import { MAX_COOKIE_BYTES, MAX_SESSION_COOKIES } from './limits';

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const SESSION = '__Host-app-proxy-session-';

/** Flat: a cookie that ends with the browser session, or after `maxAge` seconds. */
export function setCookie(name: string, value: string, maxAge?: number): readonly string[] {
  return [
    'Set-Cookie',
    `${name}=${value}; ${maxAge === undefined ? '' : `Max-Age=${maxAge}; `}${ATTRIBUTES}`,
  ];
}

export function dropCookie(name: string): readonly string[] {
  return setCookie(name, '', 0);
}

/** Cookies that hold one session: a large one is cut. The first says how many there are, so that leftovers do no harm. */
export class SessionCookies {
  private readonly name: string;

  /** @param provider name of the sign-in provider */
  constructor(provider: string) {
    this.name = `${SESSION}${provider}`;
  }

  /** @returns undefined where there is none */
  read(cookies: ReadonlyMap<string, string>): string | undefined {
    const first = cookies.get(this.name);
    if (first === undefined) return undefined;
    const dot = first.indexOf('.');
    const count = Number(first.slice(0, Math.max(dot, 0)));
    if (!Number.isInteger(count) || count < 1 || count > MAX_SESSION_COOKIES) return undefined;
    let text = first.slice(dot + 1);
    for (let part = 1; part < count; part += 1) {
      const more = cookies.get(this.nameOf(part));
      if (more === undefined) return undefined;
      text += more;
    }
    return text;
  }

  /**
   * @param cookies what the browser has: parts of a longer session go
   * @returns flat headers; undefined: too large
   */
  write(text: string, cookies: ReadonlyMap<string, string>): readonly string[] | undefined {
    const count = Math.ceil((text.length + 2) / MAX_COOKIE_BYTES);
    if (count > MAX_SESSION_COOKIES) return undefined;
    const whole = `${count}.${text}`;
    const result: string[] = [];
    for (let part = 0; part < MAX_SESSION_COOKIES; part += 1) {
      const name = this.nameOf(part);
      if (part < count) {
        result.push(...setCookie(name, whole.slice(part * MAX_COOKIE_BYTES, (part + 1) * MAX_COOKIE_BYTES)));
      } else if (cookies.has(name)) {
        result.push(...dropCookie(name));
      }
    }
    return result;
  }

  private nameOf(part: number): string {
    return part === 0 ? this.name : `${this.name}.${part}`;
  }
}

/** Flat: ends every session that the browser has on this host. */
export function dropSessions(cookies: ReadonlyMap<string, string>): readonly string[] {
  return [...cookies.keys()].filter((name) => name.startsWith(SESSION)).flatMap(dropCookie);
}
