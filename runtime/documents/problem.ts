import { MAX_GIVEN_LENGTH } from './limits';

/** What is wrong with a document. */
export interface Problem {
  /** Place in the document: `/applications/erp/host`; empty for the whole. */
  readonly path: string;
  /** What stands there, cut. */
  readonly given: string;
  /** What may stand there, in words. */
  readonly allowed: string;
}

/** A value as it is shown in a problem. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MAX_GIVEN_LENGTH ? `${text.slice(0, MAX_GIVEN_LENGTH)}...` : text;
}

/** One line for a log or a person. */
export function problemText({ path, given, allowed }: Problem): string {
  return `${path === '' ? 'document' : path}: given ${given}, allowed ${allowed}`;
}
