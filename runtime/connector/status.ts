import type { LinkStatus } from './relay-link';
import type { SplicerCounters } from './splice/splicer';
import type { ConnectorState } from './state';

/** What `/status` of a connector says. */
export interface ConnectorStatus extends SplicerCounters {
  readonly version: 1;
  readonly state: ConnectorState;
  readonly deployment: string;
  readonly group: string;
  readonly slot: number;
  /** Version of the program. */
  readonly runtime: string;
  /** Id of the connector, once it has enrolled. */
  readonly connector?: string;
  /** ISO 8601. */
  readonly certificateExpires?: string;
  /** Digest of the group's document that is in force. */
  readonly configuration?: string;
  readonly relays: readonly LinkStatus[];
}
