/** Why a store did not do what was asked. The codes are stable. */
export type StoreErrorCode = 'bad-name' | 'denied' | 'too-large' | 'too-many' | 'unavailable';

export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
