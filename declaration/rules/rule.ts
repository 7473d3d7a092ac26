import type { Path } from '../finding';
import type { Problem } from '../problem';
import type { Survey } from '../survey';

/** Reports everything that breaks one rule. It sees a declaration that is valid by the schema. */
export type Rule = (survey: Survey, report: (problem: Problem) => void, places: Places) => void;

/** Where things were declared. */
export interface Places {
  /** Directory that relative paths start from. */
  readonly directoryOf: (path: Path) => string;
  /** ` (app-proxy.yaml:12)`, or '' where there is no file. */
  readonly placeOf: (path: Path) => string;
}
