import type { ErrorObject } from 'ajv';
import { closest, given, orList } from './wording';
import { follow, schemaAt, type SchemaNode } from './schema-node';
import { allowedBy, choicesOf, keysOf, SHORT_LIST, TYPE_WORDS, withoutStop } from './schema-words';
import type { Path } from './finding';
import type { Problem } from './problem';
import type { Repair } from './repair';

/** A problem, and what reading on as if it had been corrected takes. */
export interface SchemaProblem {
  readonly problem: Problem;
  readonly repair: Repair;
}

/** Text of a scalar as it is written, for values that are not text. */
export type SourceText = (path: Path) => string | undefined;

/** What the validator found, in words. `value` is what it was given. */
export function schemaProblems(
  errors: readonly ErrorObject[],
  value: unknown,
  sourceText: SourceText,
): readonly SchemaProblem[] {
  const found: SchemaProblem[] = [];
  const misspelled = new Set<string>();
  for (const error of errors) {
    if (error.keyword === 'additionalProperties') {
      const one = unknownKey(error, value);
      found.push(one);
      if (one.repair.kind === 'rename') {
        misspelled.add(JSON.stringify([...one.repair.path, one.repair.to]));
      }
    }
  }
  const mistyped = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath),
  );
  for (const error of errors) {
    if (error.keyword !== 'type' && mistyped.has(error.instancePath)) {
      continue;
    }
    const path = pathOf(error.instancePath, value);
    const one = translate(error, path, valueAt(value, path), sourceText);
    // A key that is missing because it was misspelled is one mistake, not two.
    if (one !== undefined && !misspelled.has(JSON.stringify(one.problem.path))) {
      found.push(one);
    }
  }
  return found;
}

function translate(
  error: ErrorObject,
  path: Path,
  value: unknown,
  sourceText: SourceText,
): SchemaProblem | undefined {
  if (error.propertyName !== undefined) {
    return wrongName(error, path, error.propertyName);
  }
  const { node, secret } = schemaAt(path);
  const shown = secret ? {} : { given: given(value) };
  const drop: Repair = { kind: 'drop', path };
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'type':
      return wrongType(String(params.type), path, value, node, secret, sourceText(path));
    case 'const':
    case 'enum':
      return notAllowed(path, value, node, shown);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return {
        problem: {
          code: 'out-of-range',
          path,
          message: error.keyword === 'maximum' ? 'is too large' : 'is too small',
          ...shown,
          allowed: allowedBy(node),
        },
        repair: drop,
      };
    case 'pattern':
      return {
        problem: {
          code: 'wrong-format',
          path,
          message: 'has the wrong form',
          ...shown,
          allowed: node?.patternErrorMessage ?? '',
        },
        repair: drop,
      };
    case 'minLength':
    case 'maxLength':
      return wrongLength(error, path, 'character', typeof value === 'string' ? value.length : 0, drop);
    case 'minItems':
    case 'maxItems':
      return wrongLength(error, path, 'item', Array.isArray(value) ? value.length : 0, drop);
    case 'minProperties':
    case 'maxProperties':
      return wrongLength(
        error,
        path,
        'key',
        typeof value === 'object' && value !== null ? Object.keys(value).length : 0,
        drop,
      );
    case 'uniqueItems':
      return {
        problem: {
          code: 'duplicate-item',
          path: [...path, Math.max(Number(params.i), Number(params.j))],
          message: 'stands in the list a second time',
          ...(secret ? {} : { given: given((value as readonly unknown[])[Number(params.i)]) }),
          fix: 'remove it',
        },
        repair: drop,
      };
    case 'required':
      return missingKey(path, String(params.missingProperty), node);
    default:
      // `if` and `propertyNames` repeat what the errors inside them say.
      return undefined;
  }
}

function unknownKey(error: ErrorObject, value: unknown): SchemaProblem {
  const parent = pathOf(error.instancePath, value);
  const key = String((error.params as { additionalProperty: unknown }).additionalProperty);
  const known = keysOf(schemaAt(parent).node);
  if (known.includes(key)) {
    return {
      problem: {
        code: 'unknown-key',
        path: [...parent, key],
        part: 'key',
        message: `the key '${key}' does not go with the others here`,
        fix: 'remove it, or the others',
      },
      repair: { kind: 'remove', path: [...parent, key] },
    };
  }
  const meant = closest(key, known);
  const taken = Object.hasOwn(Object(valueAt(value, parent)) as object, meant ?? '');
  const problem: Problem = {
    code: 'unknown-key',
    path: [...parent, key],
    part: 'key',
    message: `there is no key '${key}' here`,
    ...(meant === undefined || known.length <= SHORT_LIST ? { allowed: orList(known) } : {}),
    fix: meant === undefined ? 'remove it' : `did you mean '${meant}'?`,
  };
  return {
    problem,
    repair:
      meant === undefined || taken
        ? { kind: 'remove', path: [...parent, key] }
        : { kind: 'rename', path: parent, from: key, to: meant },
  };
}

function wrongName(error: ErrorObject, parent: Path, name: string): SchemaProblem | undefined {
  if (error.keyword === 'propertyNames') {
    return undefined;
  }
  const path = [...parent, name];
  const names = schemaAt(parent).node?.propertyNames;
  return {
    problem: {
      code: 'wrong-name',
      path,
      part: 'key',
      message: 'the name is not formed as it must be',
      given: given(name),
      allowed: (names === undefined ? undefined : follow(names).patternErrorMessage) ?? '',
      fix: 'rename it',
    },
    repair: { kind: 'drop', path },
  };
}

function missingKey(parent: Path, key: string, node: SchemaNode | undefined): SchemaProblem {
  const property = [node, ...(node?.oneOf ?? [])].flatMap((one) => one?.properties?.[key] ?? [])[0];
  const described = property === undefined ? undefined : follow(property);
  const example = described?.examples?.[0] ?? described?.const;
  return {
    problem: {
      code: 'missing-key',
      path: [...parent, key],
      message: `'${key}' is missing${described?.description === undefined ? '' : ` (${withoutStop(described.description)})`}`,
      fix:
        typeof example === 'string' || typeof example === 'number'
          ? `add it, such as '${key}: ${example}'`
          : 'add it',
    },
    repair: { kind: 'fill', path: parent, key },
  };
}

function wrongType(
  due: string,
  path: Path,
  value: unknown,
  node: SchemaNode | undefined,
  secret: boolean,
  source: string | undefined,
): SchemaProblem {
  const base = { code: 'wrong-type', path } as const;
  if (value === null) {
    return {
      problem: {
        ...base,
        message: 'has no value',
        allowed: allowedBy(node),
        fix: 'give it a value, or remove the key',
      },
      repair: { kind: 'drop', path },
    };
  }
  const message = `must be ${TYPE_WORDS[due] ?? due}`;
  const allowed = allowedBy(node);
  const read = coerce(due, value, source);
  const written = typeof value === 'string' ? `${given(value)} (text)` : (source ?? given(value));
  return {
    problem: {
      ...base,
      message,
      ...(secret ? {} : { given: written }),
      ...(message === `must be ${allowed}` ? {} : { allowed }),
      ...(read === undefined ? {} : { fix: read.fix }),
    },
    repair: read === undefined ? { kind: 'drop', path } : { kind: 'set', path, value: read.value },
  };
}

/** What was probably meant by a value of the wrong type. */
function coerce(
  due: string,
  value: unknown,
  source: string | undefined,
): { readonly value: unknown; readonly fix: string } | undefined {
  if (due === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    const text = source ?? String(value);
    return { value: text, fix: `put it in quotes: '${text}'` };
  }
  if ((due === 'integer' || due === 'number') && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
    return { value: Number(value), fix: `write ${value} without quotes` };
  }
  if (due === 'boolean' && typeof value === 'string') {
    const meant = { true: true, yes: true, on: true, false: false, no: false, off: false }[
      value.toLowerCase()
    ];
    return meant === undefined ? undefined : { value: meant, fix: `write ${meant}` };
  }
  if (due === 'array' && ['string', 'number'].includes(typeof value)) {
    return { value: [value], fix: 'write a list: put it in square brackets' };
  }
  return undefined;
}

function notAllowed(
  path: Path,
  value: unknown,
  node: SchemaNode | undefined,
  shown: { readonly given?: string },
): SchemaProblem {
  const choices = choicesOf(node);
  const meant = typeof value === 'string' ? closest(value, choices.map(String)) : undefined;
  const other = choices.find((choice) => typeof choice !== typeof value && String(choice) === String(value));
  const read = other ?? meant;
  return {
    problem: {
      code: 'not-allowed',
      path,
      message: 'is not one of the values allowed',
      ...(shown.given === undefined || other === undefined
        ? shown
        : { given: `${shown.given} (${typeof value === 'string' ? 'text' : 'not text'})` }),
      allowed: allowedBy(node),
      ...(other !== undefined
        ? {
            fix:
              typeof other === 'string'
                ? `put it in quotes: '${other}'`
                : `write ${String(other)} without quotes`,
          }
        : meant === undefined
          ? {}
          : { fix: `did you mean '${meant}'?` }),
    },
    repair: read === undefined ? { kind: 'drop', path } : { kind: 'set', path, value: read },
  };
}

function wrongLength(
  error: ErrorObject,
  path: Path,
  unit: string,
  length: number,
  repair: Repair,
): SchemaProblem {
  const limit = Number((error.params as { limit: unknown }).limit);
  const least = error.keyword.startsWith('min');
  const plural = (count: number): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
  return {
    problem: {
      code: 'wrong-length',
      path,
      message: length === 0 ? 'is empty' : least ? 'is too short' : 'is too long',
      ...(length === 0 ? {} : { given: plural(length) }),
      allowed: `at ${least ? 'least' : 'most'} ${plural(limit)}`,
    },
    repair,
  };
}

/** The path that a JSON pointer means in this value. */
function pathOf(pointer: string, value: unknown): Path {
  const path: (string | number)[] = [];
  let at = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(at) ? Number(key) : key);
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return path;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((at, step) => (at as Readonly<Record<string | number, unknown>>)[step], value);
}
