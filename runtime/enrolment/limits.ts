/** Bytes of the body of a request on the enrolment protocol; a larger one is answered with 413. */
export const MAX_ENROLMENT_BYTES = 64 * 1024;
/** Seconds that the instance process has for the answer to an enrolment or renewal; after them it is 503. */
export const ENROLMENT_ANSWER_SECONDS = 25;
/** Seconds that a connector waits for the answer to an enrolment or renewal once it is connected. */
export const ENROLMENT_REQUEST_SECONDS = 30;
/** Bytes of an answer that a connector reads; a larger one is given up. */
export const MAX_ANSWER_BYTES = 512 * 1024;
/** Enrolments and renewals of one remote address that are refused in a minute; after them its further ones are answered with 429. */
export const MAX_REFUSALS_PER_MINUTE = 60;
/** Remote addresses whose refused attempts are counted; of more, the ones that came first are forgotten. */
export const MAX_COUNTED_ADDRESSES = 10_000;
/** Enrolments and renewals that one relay instance answers at once; more are answered with 503. */
export const MAX_ENROLMENTS_AT_ONCE = 64;
/** Uses of one enrolment token; a token for more is refused when it is made. */
export const MAX_TOKEN_USES = 1000;
/** Days that an enrolment token may live; a token for longer is refused when it is made. */
export const MAX_TOKEN_DAYS = 90;
/** Days that a token's record is kept after its end. */
export const TOKEN_RECORD_DAYS = 30;
/** Bytes of a managed identity's token; a larger one is refused. */
export const MAX_JWT_BYTES = 16 * 1024;
/** Seconds by which clocks may differ when a managed identity's token is checked. */
export const JWT_CLOCK_SECONDS = 300;
/** Seconds for one request to the sign-in service for its metadata or keys. */
export const KEY_SET_SECONDS = 10;
/** Bytes of an answer of the sign-in service; a larger one is given up. */
export const MAX_KEY_SET_BYTES = 512 * 1024;
/** Hours after which the sign-in service's metadata is read anew. */
export const KEY_SET_HOURS = 24;
/** Seconds after a failure to reach the sign-in service in which it is not asked again. */
export const KEY_SET_PAUSE_SECONDS = 15;
/** Tenants whose metadata is kept; of more, the ones that came first are read anew when they come again. */
export const MAX_KEY_SETS = 32;
/** Seconds that the machine's metadata service has for a managed identity's token. */
export const IDENTITY_TOKEN_SECONDS = 20;
