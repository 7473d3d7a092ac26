import codes from './finding-codes.json';

/**
 * The code of every finding, and what it means. Codes are stable: scripts match them, and the reference
 * page lists them.
 */
export const FINDING_CODES: Readonly<Record<FindingCode, string>> = codes;

export type FindingCode = keyof typeof codes;
