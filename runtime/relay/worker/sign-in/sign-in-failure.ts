import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import type { SignInCode } from './decision';

/** Characters of what a provider says that are shown or logged. */
const MAX_DETAIL_CHARS = 300;

/** A sign-in that did not come to its end. */
export class SignInFailure extends Error {
  /**
   * @param code what the user is told
   * @param reason for the log: no secret, code or token
   * @param detail what the provider said, for the user
   * @param unknownKey the token is signed with a key that the provider's metadata did not lead to
   */
  constructor(
    readonly code: SignInCode,
    readonly reason: string,
    readonly detail?: string,
    readonly unknownKey = false,
  ) {
    super(reason);
    this.name = 'SignInFailure';
  }
}

/** What is wrong where the library has given up. Its codes: https://github.com/panva/openid-client/tree/v6.x/docs */
export function failureOf(error: unknown): SignInFailure {
  if (error instanceof SignInFailure) return error;
  if (error instanceof AuthorizationResponseError) {
    const said = printable(
      [error.error, error.error_description ?? ''].filter((part) => part !== '').join(': '),
    );
    const away = error.error === 'temporarily_unavailable' || error.error === 'server_error';
    return new SignInFailure(away ? 'sign-in-unavailable' : 'sign-in-refused', said, said);
  }
  if (error instanceof ResponseBodyError) {
    const said = printable(
      [error.error, error.error_description ?? ''].filter((part) => part !== '').join(': '),
    );
    return new SignInFailure(error.status >= 500 ? 'sign-in-unavailable' : 'sign-in-failed', said);
  }
  const code = codeOf(error);
  const reason = printable(reasonOf(error));
  const response = error instanceof Error && error.cause instanceof Response ? error.cause : undefined;
  if (response !== undefined && response.status >= 500) {
    return new SignInFailure('sign-in-unavailable', `status ${response.status}`);
  }
  if (code === undefined || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') {
    return new SignInFailure('sign-in-unavailable', reason);
  }
  return new SignInFailure(
    'sign-in-failed',
    `${code}: ${reason}`,
    undefined,
    code === 'OAUTH_KEY_SELECTION_FAILED',
  );
}

/** The message with those of its causes. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${reasonOf(error.cause)}` : error.message;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('OAUTH_')
    ? error.code
    : undefined;
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, MAX_DETAIL_CHARS);
}
