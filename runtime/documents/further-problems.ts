import { MAX_PROBLEMS } from './limits';
import type { DocumentKind } from './parse';
import { shown, type Problem } from './problem';
import type { Documents, GroupDocument } from './types.generated';

/** What no schema can say. */
export function furtherProblems<K extends DocumentKind>(kind: K, document: Documents[K]): readonly Problem[] {
  if (kind !== 'group') return [];
  return Object.entries((document as GroupDocument).applications)
    .filter(([, { backend }]) => !URL.canParse(backend.url))
    .slice(0, MAX_PROBLEMS)
    .map(([name, { backend }]) => ({
      path: `/applications/${name}/backend/url`,
      given: shown(backend.url),
      allowed: 'an address with a valid host and port',
    }));
}
