/** Why a connection was not made. The codes are stable. */
export type DialErrorCode =
  | 'name-not-found'
  | 'unreachable'
  | 'timed-out'
  | 'proxy-unreachable'
  | 'proxy-credentials'
  | 'proxy-refused'
  | 'untrusted-relay'
  | 'tls'
  | 'stopped';

export class DialError extends Error {
  override readonly name = 'DialError';

  constructor(
    readonly code: DialErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The words of an error for a message. */
export function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) {
    return [...new Set(error.errors.map(reasonOf))].join('; ');
  }
  return 'message' in error && typeof error.message === 'string' ? error.message : 'unknown';
}

/** The code of an error of Node or of ours. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
