/** Where a connector is in its life. */
export type ConnectorState =
  /** Nothing to check relays against yet; nothing was shown to anybody. */
  | { readonly kind: 'waiting-for-trust'; readonly reason?: string }
  /** No certificate that counts: waiting for the credential, for a relay, or for its answer. */
  | { readonly kind: 'enrolling'; readonly reason?: string }
  /** Enrolled; some ready relay instance on the list does not say that the connector is in service there. */
  | { readonly kind: 'connecting'; readonly reason?: string }
  | { readonly kind: 'in-service' }
  /** The relay does not take the connector any more, whatever it tries; it asks again from time to time. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Takes no new request, finishes those it has. */
  | { readonly kind: 'draining' }
  | { readonly kind: 'stopped' };
