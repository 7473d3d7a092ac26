import { MAX_FINDINGS_SHOWN } from './limits';
import type { FindingCode } from './codes';

export type Severity = 'error' | 'warning';

/** One thing that is wrong (or, as a warning, worth knowing) in a declaration. */
export interface Finding {
  /** Stable: scripts may match it. */
  readonly code: FindingCode;
  readonly severity: Severity;
  /** File relative to the working directory where it lies below it; '' where there is no file. */
  readonly file: string;
  /** From 1; 0 where there is no file. */
  readonly line: number;
  /** From 1, in UTF-16 code units; 0 where there is no file. */
  readonly column: number;
  /** Keys joined by dots, such as `groups.hq.applications.erp.url`; '' for the whole file. */
  readonly path: string;
  /** What is wrong. */
  readonly message: string;
  /** The value given, as a person reads it. Never a secret. */
  readonly given?: string;
  /** What is allowed. */
  readonly allowed?: string;
  /** What to change. */
  readonly fix?: string;
}

/** Keys and positions that lead from the top of a declaration to a value. */
export type Path = readonly (string | number)[];

/** The path as it is written in findings: `groups.hq.placement.zones[0]`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

/** One finding as a line of text: `app-proxy.yaml:12:9: groups.hq.load.peakTps: ...`. */
export function formatFinding(finding: Finding): string {
  const place = finding.file === '' ? '' : `${finding.file}:${finding.line}:${finding.column}: `;
  return [
    place,
    finding.severity === 'warning' ? 'warning: ' : '',
    finding.path === '' ? '' : `${finding.path}: `,
    finding.message,
    finding.given === undefined ? '' : `; given ${finding.given}`,
    finding.allowed === undefined ? '' : `; allowed: ${finding.allowed}`,
    finding.fix === undefined ? '' : `; ${finding.fix}`,
  ].join('');
}

/** Findings as text, a line each; above `MAX_FINDINGS_SHOWN` the last line counts the rest. */
export function formatFindings(findings: readonly Finding[]): string {
  const lines = findings.slice(0, MAX_FINDINGS_SHOWN).map(formatFinding);
  const more = findings.length - lines.length;
  return (more > 0 ? [...lines, `and ${more} more`] : lines).join('\n');
}
