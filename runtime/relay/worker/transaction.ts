import type { RouteEntry } from './routing';

/** One finished exchange, for metrics and the session log. Times in milliseconds of the process's monotonic clock. */
export interface Transaction {
  readonly requestId: string;
  /** Absent where no application was found. */
  readonly entry: RouteEntry | undefined;
  readonly connector: string | undefined;
  readonly method: string;
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  readonly httpVersion: string;
  /** What the user got; 0 where the user went away before. */
  readonly status: number;
  /** Code of the relay's own answer, or of the fault that cut the answer. */
  readonly code: string | undefined;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly started: number;
  /** When the head of the answer came. */
  readonly answered: number | undefined;
  readonly ended: number;
  readonly attempts: number;
}

/** Called once for each exchange. */
export type Recorder = (transaction: Transaction) => void;
