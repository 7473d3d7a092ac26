/** Bytes of one secret; a larger one is refused. */
export const MAX_SECRET_BYTES = 256 * 1024;
/** Seconds between two readings of the secrets in use, so that a rotated one is noticed. */
export const SECRET_REFRESH_SECONDS = 300;
/** Seconds that the key vault may take to answer. */
export const KEY_VAULT_SECONDS = 15;
