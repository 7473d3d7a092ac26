/** Seconds that a session lives after the sign-in, whatever its use; then the user signs in again. */
export const SESSION_SECONDS = 12 * 3600;
/** Seconds that a session lives without a request. */
export const SESSION_IDLE_SECONDS = 2 * 3600;
/** Seconds after which a session in use gets a new cookie, so that it does not end as an idle one. */
export const SESSION_REFRESH_SECONDS = 300;
/** Seconds that a user has at the provider to sign in; after them the sign-in begins anew. */
export const TRANSACTION_SECONDS = 600;
/** Sign-ins that one browser has under way on one host; of more, the oldest are forgotten. */
export const MAX_TRANSACTIONS = 6;
/** Characters of an address that a sign-in leads back to; a longer one loses its query, then its path. */
export const MAX_RETURN_CHARS = 2000;
/** Bytes of the value of one cookie; browsers take 4,096 with name and attributes. */
export const MAX_COOKIE_BYTES = 3800;
/** Cookies of one session; a larger one is refused with `sign-in-session-too-large`. */
export const MAX_SESSION_COOKIES = 4;
/** Sessions of one provider whose decrypted form one worker keeps; of more, the ones that came first are decrypted again. */
export const MAX_KEPT_SESSIONS = 2000;
/** Seconds that a token for a backend is valid. */
export const TOKEN_SECONDS = 300;
/** Bytes of the names of a user's groups that a backend is told; of more, only those that the allow rule names. */
export const MAX_GROUPS_BYTES = 4096;
/** Seconds for one request to a provider. */
export const PROVIDER_SECONDS = 10;
/** Bytes of one answer of a provider; a larger one is given up. */
export const MAX_PROVIDER_BYTES = 1024 * 1024;
/** Minutes after which a provider's metadata is read anew. Where that fails, what was read before counts. */
export const METADATA_MINUTES = 60;
/** Seconds after a failure to read a provider's metadata in which it is not asked again. */
export const METADATA_PAUSE_SECONDS = 10;
/** Seconds by which a provider's clock may differ. */
export const PROVIDER_CLOCK_SECONDS = 60;
/** Sign-ins that one worker asks a provider about at once; more are answered with 503. */
export const MAX_EXCHANGES = 64;
