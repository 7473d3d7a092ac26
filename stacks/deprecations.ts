/**
 * Runs `work` without Node.js telling what is deprecated: cdktf 0.21, which gets no more versions, calls `util.isArray`
 * (DEP0044), and a person who reads about it can do nothing.
 */
export function withoutDeprecations<T>(work: () => T): T {
  const before = process.noDeprecation;
  process.noDeprecation = true;
  try {
    return work();
  } finally {
    process.noDeprecation = before ?? false;
  }
}
