import type { Endpoint } from '../dial/endpoint';
import type { Identity } from './identity';

/** What a connector proves itself with at its first enrolment. */
export type Credential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'managed-identity'; readonly jwt: string };

/** A new identity, and the trust bundle that came with it. */
export interface Enrolled {
  readonly identity: Identity;
  readonly trust: string;
}

/** Where to ask, and what the relay is checked against before anything is shown to it. */
export interface EnrolmentTarget {
  readonly endpoint: Endpoint;
  readonly trust: string;
  readonly signal: AbortSignal;
}

/** Asks one relay instance for certificates. Every method makes a connection of its own. */
export interface Enroller {
  /**
   * The trust bundle as a relay shows it, to be held against a digest. The relay is not checked, and nothing is shown to it.
   *
   * @throws DialError
   */
  fetchTrust(endpoint: Endpoint, signal: AbortSignal): Promise<string>;
  /**
   * @param known shown, so that the connector keeps its id; it may have expired.
   * @throws DialError, EnrolmentRefused
   */
  enrol(target: EnrolmentTarget, credential: Credential, known: Identity | undefined): Promise<Enrolled>;
  /** @throws DialError, EnrolmentRefused */
  renew(target: EnrolmentTarget, identity: Identity): Promise<Enrolled>;
}

/** The relay has refused, with its code. */
export class EnrolmentRefused extends Error {
  override readonly name = 'EnrolmentRefused';

  constructor(
    readonly code: string,
    message: string,
    /** HTTP status: from 500 on, and at 429, another relay or a later moment may bring another answer. */
    readonly status: number,
  ) {
    super(message);
  }

  get isTemporary(): boolean {
    return this.status >= 500 || this.status === 429;
  }
}
