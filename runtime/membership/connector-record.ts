/** What a relay instance knows of one connector. Times in milliseconds since 1970. */
export interface ConnectorRecord {
  readonly connector: string;
  readonly group: string;
  readonly slot?: number;
  readonly runtime: string;
  readonly certificateExpires: number;
  readonly remoteAddress: string;
  /** When a tunnel of it was last there. */
  readonly lastSeen: number;
}

/**
 * `in-service`: tunnels in every worker, its certificate valid, not draining; `connecting`: tunnels, but not in every worker;
 * `draining`; `active`: no tunnel, and one a moment ago; `inactive`: none for a while.
 */
export type ConnectorState = 'in-service' | 'connecting' | 'draining' | 'active' | 'inactive';

/** A connector as status shows it. */
export interface ConnectorView extends ConnectorRecord {
  readonly state: ConnectorState;
  readonly tunnels: number;
  readonly inFlight: number;
  /** Requests a second over the last seconds. */
  readonly requestsPerSecond: number;
}
