import type { Route } from '../../messages';
import { MAX_KEPT_SESSIONS } from './limits';
import type { Session } from './session';

/** What a backend is told of a user, until when. */
export interface KeptIdentity {
  /** Flat. */
  readonly headers: readonly string[];
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A session that has been decrypted, with what was made from it. */
export class KeptSession {
  readonly identities = new WeakMap<Route, KeptIdentity>();
  /** Flat headers with the session's next cookie, once it is due. */
  next: Promise<readonly string[]> | undefined;

  constructor(readonly session: Session) {}
}

/** Decrypted sessions by their cookie. */
export class KeptSessions {
  private readonly sessions = new Map<string, KeptSession>();

  get(cookie: string): KeptSession | undefined {
    return this.sessions.get(cookie);
  }

  add(cookie: string, session: Session): KeptSession {
    const kept = new KeptSession(session);
    this.sessions.set(cookie, kept);
    if (this.sessions.size > MAX_KEPT_SESSIONS) {
      const [oldest] = this.sessions.keys();
      if (oldest !== undefined) this.sessions.delete(oldest);
    }
    return kept;
  }

  remove(cookie: string): void {
    this.sessions.delete(cookie);
  }
}
