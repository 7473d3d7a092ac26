/** Why a secret cannot be used. The codes are stable; the message never holds the secret. */
export type SecretErrorCode =
  'unreadable' | 'too-large' | 'no-vault' | 'not-pem' | 'no-certificate' | 'no-key' | 'key-mismatch';

export class SecretError extends Error {
  override readonly name = 'SecretError';

  constructor(
    readonly code: SecretErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
