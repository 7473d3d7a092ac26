import { readFileSync } from 'node:fs';
import { parseDocument } from '../documents/parse';
import { problemText } from '../documents/problem';
import type { ConnectorBootstrap, RelayBootstrap } from '../documents/types.generated';
import { EXIT } from './exit-codes';
import { Failure, type Io } from './io';

interface Bootstraps {
  readonly 'relay-bootstrap': RelayBootstrap;
  readonly 'connector-bootstrap': ConnectorBootstrap;
}

/**
 * Reads a bootstrap document.
 *
 * @param place a file, or `env:NAME` for the text of an environment variable
 * @throws Failure that says what is wrong with it
 */
export function readBootstrap<K extends keyof Bootstraps>(
  kind: K,
  place: string,
  env: Io['env'],
): Bootstraps[K] {
  const parsed = parseDocument(kind, textOf(place, env));
  if (parsed.ok) return parsed.document;
  throw new Failure(
    `'${place}' is no valid ${kind.replace('-', ' ')} document:\n${parsed.problems.map((each) => `  ${problemText(each)}`).join('\n')}`,
    EXIT.usage,
  );
}

function textOf(place: string, env: Io['env']): string {
  if (place.startsWith('env:')) {
    const text = env[place.slice(4)];
    if (text === undefined)
      throw new Failure(`the environment variable ${place.slice(4)} is not set`, EXIT.usage);
    return text;
  }
  try {
    return readFileSync(place, 'utf8');
  } catch (error) {
    throw new Failure(
      `cannot read '${place}': ${error instanceof Error ? error.message : String(error)}; --config names the bootstrap document`,
      EXIT.usage,
    );
  }
}
