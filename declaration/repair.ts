import type { ErrorObject } from 'ajv';
import { PathSet } from './path-set';
import { schemaProblems, type SourceText } from './schema-check';
import { pathText, type Path } from './finding';
import type { Problem } from './problem';

/**
 * How to read on after a mistake, so that one run finds all of them.
 * - `rename`, `set`: as if the author had written what was probably meant.
 * - `remove`: a key that means nothing is taken away.
 * - `drop`: the value is taken away, and what depends on it is not judged.
 * - `fill`: the map lacks a key; it is taken away, or filled where it is the whole declaration.
 */
export type Repair =
  | { readonly kind: 'rename'; readonly path: Path; readonly from: string; readonly to: string }
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown }
  | { readonly kind: 'remove' | 'drop'; readonly path: Path }
  | { readonly kind: 'fill'; readonly path: Path; readonly key: string };

export interface Checked {
  /** Valid by the schema, as far as it could be read; undefined where nothing could be made of it. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Paths at which something was dropped. */
  readonly gaps: readonly Path[];
}

/** A mistake may hide another one inside it; deeper than this they wait for the next run. */
const MAX_ROUNDS = 10;

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Stands for a required key that is missing, by its path, so that the rest can still be judged. */
const PLACEHOLDERS: Readonly<Record<string, unknown>> = {
  version: 1,
  name: 'unnamed',
  domain: 'unknown.invalid',
  targets: { local: {} },
  groups: {},
  'targets.azure.tenantId': NO_ID,
  'targets.azure.subscriptionId': NO_ID,
};

/** Validates a value and, where it is wrong, goes on with what can be made of it. */
export function checkAgainstSchema(
  given: unknown,
  validate: (value: unknown) => readonly ErrorObject[],
  sourceText: SourceText,
): Checked {
  const first = validate(given);
  if (first.length === 0) {
    return { value: given, problems: [], gaps: [] };
  }
  let errors = first;
  const problems: Problem[] = [];
  const gaps: Path[] = [];
  const known = new PathSet();
  const value = structuredClone(given);
  for (let round = 0; errors.length > 0; round++) {
    const found = schemaProblems(errors, value, sourceText);
    // What follows from a mistake that is reported already is none of its own.
    const fresh = found.map(({ problem }) => problem).filter(({ path }) => !known.touches(path));
    for (const problem of fresh) {
      problems.push(problem);
      known.add(problem.path);
    }
    if (round === MAX_ROUNDS || typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { value: undefined, problems, gaps };
    }
    for (const { repair } of found) {
      for (const gap of apply(value, repair)) {
        gaps.push(gap);
        known.add(gap);
      }
    }
    errors = validate(value);
  }
  return { value, problems, gaps };
}

/** Returns the paths at which something is missing now. */
function apply(root: object, repair: Repair): readonly Path[] {
  switch (repair.kind) {
    case 'rename': {
      const map = mapAt(root, repair.path);
      if (map !== undefined && Object.hasOwn(map, repair.from)) {
        map[repair.to] = map[repair.from];
        Reflect.deleteProperty(map, repair.from);
      }
      return [];
    }
    case 'set': {
      const parent = mapAt(root, repair.path.slice(0, -1));
      if (parent !== undefined) {
        parent[String(repair.path.at(-1))] = repair.value;
      }
      return [];
    }
    case 'remove':
      remove(root, repair.path);
      return [];
    case 'drop':
      drop(root, repair.path);
      return [repair.path];
    case 'fill': {
      const at = [...repair.path, repair.key];
      const map = mapAt(root, repair.path);
      const placeholder = PLACEHOLDERS[pathText(at)];
      if (map !== undefined && placeholder !== undefined) {
        map[repair.key] = structuredClone(placeholder);
        return [at];
      }
      if (repair.path.length > 0) {
        drop(root, repair.path);
      }
      return [at, repair.path];
    }
  }
}

/** Takes a value away; with an item of a list the whole list goes, so that positions stay true. */
function drop(root: object, path: Path): void {
  const list = path.findIndex((step) => typeof step === 'number');
  remove(root, list === -1 ? path : path.slice(0, list));
}

function remove(root: object, path: Path): void {
  const parent = mapAt(root, path.slice(0, -1));
  if (parent !== undefined) {
    Reflect.deleteProperty(parent, String(path.at(-1)));
  }
}

function mapAt(root: object, path: Path): Record<string, unknown> | undefined {
  let at: unknown = root;
  for (const step of path) {
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  }
  return typeof at === 'object' && at !== null ? (at as Record<string, unknown>) : undefined;
}
