import type { FindingCode } from './codes';
import type { Path, Severity } from './finding';

/** A finding before its place in a file is known. */
export interface Problem {
  readonly code: FindingCode;
  readonly path: Path;
  /** Which part of the line the finding points at. @default 'value' */
  readonly part?: 'key' | 'value';
  /** @default 'error' */
  readonly severity?: Severity;
  readonly message: string;
  readonly given?: string;
  readonly allowed?: string;
  readonly fix?: string;
}
