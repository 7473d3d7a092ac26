/** Who a connector is to relays. Kept on disk; the key never leaves the host. */
export interface Identity {
  /** Id that the relay gave at the first enrolment; 16 lower-case hexadecimal digits. */
  readonly connector: string;
  readonly deployment: string;
  readonly group: string;
  /** Chain, PEM. */
  readonly certificate: string;
  /** PKCS #8, PEM. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  /** Milliseconds since 1970; relays take no tunnel after it. */
  readonly expires: number;
}
