import { boolCoreTag, floatCoreTag, intCoreTag, NOT_RESOLVED, nullCoreTag } from 'js-yaml';
import type { YamlScalar } from './yaml-node';

const PLAIN_TAGS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag] as const;

/** What a plain scalar is in YAML's core schema: null, true or false, a number, else text. */
export function plainValue(source: string): YamlScalar['value'] {
  for (const tag of PLAIN_TAGS) {
    const value = tag.resolve(source, false, tag.tagName);
    if (value !== NOT_RESOLVED) {
      return value;
    }
  }
  return source;
}
