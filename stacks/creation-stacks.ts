/**
 * Runs `work` without recording where each token was created. cdktf records the whole call stack of every
 * token, at about a third of the time of a large synthesis, and has no switch for it. While `work` runs, errors have no
 * stack trace either; the one that ends it gets the caller's.
 */
export function withoutCreationStacks<T>(work: () => T): T {
  const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (process.env['APP_PROXY_TRACE'] === '1' || before?.configurable !== true) return work();
  let limit: unknown = before.value;
  // V8 records a stack only where the limit is a plain property; cdktf sets it before each recording.
  Object.defineProperty(Error, 'stackTraceLimit', {
    configurable: true,
    get: () => limit,
    set: (value: unknown) => {
      limit = value;
    },
  });
  let failure: unknown;
  try {
    return work();
  } catch (error) {
    failure = error;
  } finally {
    Object.defineProperty(Error, 'stackTraceLimit', before);
  }
  if (failure instanceof Error && failure.stack === undefined) Error.captureStackTrace(failure);
  throw failure;
}
