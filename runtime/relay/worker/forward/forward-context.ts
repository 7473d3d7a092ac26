import type { LiveList } from '../../../live-list';
import type { GroupPool } from '../group-pool';
import type { Recorder } from '../transaction';
import type { Exchange } from './exchange';

/** What exchanges share in one worker. */
export interface ForwardContext {
  readonly live: LiveList<Exchange>;
  readonly record: Recorder;
  /** Whether answers name the connector: for trying out, never for users. */
  readonly revealConnector: boolean;
  /** Milliseconds that a request's body may make no headway, while the backend waits for it. */
  readonly bodyIdleMs: number;
  /** Milliseconds, monotonic. */
  now(): number;
  pool(group: string): GroupPool | undefined;
  affinityCookie(affinity: string): string;
}
