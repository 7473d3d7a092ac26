import { YAMLException } from 'js-yaml';
import { MAX_DEPTH } from './limits';
import type { FindingCode } from './codes';
import type { Path } from './finding';

/** Something that is wrong with the YAML itself. */
export interface YamlProblem {
  readonly code: FindingCode;
  /** Offset in the text. */
  readonly at: number;
  readonly path: Path;
  readonly message: string;
  readonly given?: string;
  readonly allowed?: string;
  readonly fix: string;
}

/** What the parser refused, in words. */
export function syntaxProblem(text: string, error: unknown): YamlProblem {
  if (!(error instanceof YAMLException)) {
    throw error;
  }
  const at = error.mark?.position ?? 0;
  const { reason } = error;
  if (reason.startsWith('nesting exceeded')) {
    return {
      code: 'yaml-depth',
      at,
      path: [],
      message: 'maps and lists are nested too deep',
      allowed: `at most ${MAX_DEPTH} levels`,
      fix: 'write it flatter',
    };
  }
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, lineStart + 200))?.[0] ?? '';
  if (indentation.includes('\t')) {
    return {
      code: 'yaml-tab',
      at: lineStart + indentation.indexOf('\t'),
      path: [],
      message: 'a tab stands in the indentation',
      fix: 'indent by spaces',
    };
  }
  return { code: 'yaml-syntax', at, path: [], message: `not YAML: ${reason}`, fix: 'correct the line' };
}
