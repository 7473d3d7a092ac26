/** Who has signed in, as the browser keeps it, encrypted. Short names: it travels with each request. */
export interface Session {
  readonly v: 1;
  /** Host that the user signed in on; the cookie counts nowhere else. */
  readonly h: string;
  /** Subject: the user's id at the provider. */
  readonly s: string;
  /** Name that people know the user by. */
  readonly u: string;
  readonly n?: string;
  /** Email. */
  readonly e?: string;
  /** Groups; undefined: the provider did not say. */
  readonly g?: readonly string[];
  /** The provider left the groups out because they were too many. */
  readonly o?: true;
  /** Claims that allow rules ask for, with the values of each; `null`: the provider did not say. */
  readonly c: Readonly<Record<string, readonly string[] | null>>;
  /** Time of the sign-in, seconds since 1970. */
  readonly t: number;
  /** Time of the last new cookie. */
  readonly r: number;
}

export interface SessionLife {
  /** @default SESSION_SECONDS */
  readonly seconds: number;
  /** @default SESSION_IDLE_SECONDS */
  readonly idleSeconds: number;
  /** @default SESSION_REFRESH_SECONDS */
  readonly refreshSeconds: number;
}

export function isSession(value: unknown): value is Session {
  return typeof value === 'object' && value !== null && 'v' in value && value.v === 1;
}

/** @param now seconds since 1970 */
export function isAlive(session: Session, life: SessionLife, now: number): boolean {
  return now < session.t + life.seconds && now < session.r + life.idleSeconds;
}
