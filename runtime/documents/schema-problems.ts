import type { ErrorObject } from 'ajv';
import { MAX_PROBLEMS } from './limits';
import { shown, type Problem } from './problem';

interface Node {
  readonly title?: string;
  readonly type?: string;
  readonly description?: string;
  readonly pattern?: string;
}

/** What ajv found, in words. Ajv must run with `allErrors` and `verbose`. */
export function schemaProblems(errors: readonly ErrorObject[]): readonly Problem[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf');
  // What is wrong with a name is told beside `propertyNames`.
  const told = errors.filter(
    (error) => error.keyword !== 'propertyNames' && !isNoise(error, errors, choices),
  );
  const problems = told.map(problem);
  const unique = new Map(problems.map((each) => [`${each.path} ${each.allowed}`, each]));
  return [...unique.values()].slice(0, MAX_PROBLEMS);
}

/**
 * Where no alternative fits, ajv tells what is wrong with each. What is wrong below the place of the choice is told,
 * because only the alternative that was meant looks there; failing that, the choice itself.
 */
function isNoise(error: ErrorObject, all: readonly ErrorObject[], choices: readonly ErrorObject[]): boolean {
  return choices.some((choice) =>
    error === choice
      ? all.some((other) => isBelow(other, choice))
      : error.instancePath === choice.instancePath ||
        (error.instancePath.startsWith(`${choice.instancePath}/`) && !isBelow(error, choice)),
  );
}

/** Whether the error tells more than that its alternative was not the one that was meant. */
function isBelow({ instancePath, keyword }: ErrorObject, choice: ErrorObject): boolean {
  return instancePath.startsWith(`${choice.instancePath}/`) && keyword !== 'const';
}

function problem(error: ErrorObject): Problem {
  const { instancePath, keyword, data } = error;
  const parameters = error.params as Readonly<Record<string, unknown>>;
  const node = (error.parentSchema ?? {}) as Node;
  const at = (allowed: string, given = shown(data), path = instancePath): Problem => ({
    path,
    given,
    allowed,
  });
  switch (keyword) {
    case 'required':
      return at('a value', 'nothing', `${instancePath}/${String(parameters.missingProperty)}`);
    case 'additionalProperties':
      return at('no such key', 'a value', `${instancePath}/${String(parameters.additionalProperty)}`);
    case 'oneOf':
      return at(alternatives(error.schema));
    case 'const':
      return at(JSON.stringify(parameters.allowedValue));
    case 'enum':
      return at(
        (parameters.allowedValues as readonly unknown[]).map((each) => JSON.stringify(each)).join(', '),
      );
    case 'type':
      return at(`a value of type ${String(parameters.type)}`);
    case 'pattern':
      return at(`${words(node)}matching ${node.pattern ?? ''}`);
    default:
      return at(`${words(node)}${error.message ?? keyword}`);
  }
}

function words({ description }: Node): string {
  return description === undefined ? '' : `${description.replace(/\.$/, '')}; `;
}

function alternatives(schema: unknown): string {
  const titles = (schema as readonly Node[]).map(({ title, type }) => title ?? type ?? 'another form');
  return `one of: ${titles.join('; ')}`;
}
