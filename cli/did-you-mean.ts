import { distance } from 'fastest-levenshtein';

/** Most letters that may differ before a name is no longer taken for a slip. */
const MOST_DIFFERENT = 3;

/** `; did you mean 'hq'?`, or nothing where no name is near. */
export function didYouMean(given: string, names: readonly string[]): string {
  const [nearest] = [...names].sort((a, b) => distance(given, a) - distance(given, b));
  return nearest !== undefined && distance(given, nearest) <= MOST_DIFFERENT
    ? `; did you mean '${nearest}'?`
    : '';
}
