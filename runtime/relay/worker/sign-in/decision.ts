import type { Route } from '../../messages';

/** A request as sign-in sees it. */
export interface SignInRequest {
  readonly method: string;
  /** Lower case, without a port. */
  readonly host: string;
  /** Host and port as the user named them. @default the host, port 443 */
  readonly authority?: string | undefined;
  /** Path and query. */
  readonly target: string;
  /** Flat. */
  readonly rawHeaders: readonly string[];
  /** Undefined: only the paths of sign-in itself are asked for. */
  readonly route: Route | undefined;
  /** Shown on pages. */
  readonly requestId?: string | undefined;
}

/** The request goes on to the application. */
export interface Pass {
  readonly kind: 'pass';
  /** Flat, towards the backend: who the user is. */
  readonly headers: readonly string[];
  readonly user: string;
  /** Flat, for the answer to the user: the session lives on. Mostly empty. */
  readonly answerHeaders: readonly string[];
}

/** The relay answers by itself. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Flat. */
  readonly headers: readonly string[];
  readonly body: string;
  /** Stable; undefined where nothing was refused. */
  readonly code?: SignInCode | undefined;
}

export type Decision = Pass | Answer;

/** Why sign-in refuses: `docs/sign-in.md` lists them. */
export type SignInCode = keyof typeof SIGN_IN_REFUSALS;

export const SIGN_IN_REFUSALS = {
  'sign-in-failed': {
    status: 502,
    text: 'The sign-in provider gave an answer that the relay does not accept.',
  },
  'sign-in-groups-unknown': {
    status: 403,
    text:
      'The sign-in provider does not say which groups you are in: you are in too many for its token. ' +
      'The operator of the provider can send only the groups that are assigned to this application.',
  },
  'sign-in-not-allowed': { status: 403, text: 'You are signed in, but you may not use this application.' },
  'sign-in-path': { status: 404, text: 'There is nothing under this path.' },
  'sign-in-refused': { status: 403, text: 'The sign-in provider did not sign you in.' },
  'sign-in-required': { status: 401, text: 'Sign in first: open the application in a browser.' },
  'sign-in-session-too-large': {
    status: 403,
    text:
      'The sign-in provider says more about you than a session holds. ' +
      'The operator of the provider can send only the groups that are assigned to this application.',
  },
  'sign-in-state': {
    status: 400,
    text: 'This sign-in has ended, or it began in another browser. Open the application again.',
  },
  'sign-in-unavailable': {
    status: 503,
    text: 'The sign-in provider cannot be reached. Try again in a moment.',
    retryAfter: 10,
  },
} as const satisfies Record<string, { status: number; text: string; retryAfter?: number }>;
