/** Seconds to connect to a backend, TLS included, before the relay is told that it cannot be reached. */
export const BACKEND_CONNECT_SECONDS = 10;
/** Seconds that an unused backend connection is kept. */
export const BACKEND_IDLE_SECONDS = 30;
/** Seconds after which a backend connection is used no more, so that a changed address of its name is noticed. */
export const BACKEND_LIFE_SECONDS = 300;
/**
 * Milliseconds of idleness up to which a kept connection carries a request that may not be sent twice: the backend could be
 * closing it at that moment.
 */
export const RISKY_IDLE_MS = 1_000;
/** Bytes of a request kept while its backend connection is being made. */
export const MAX_WAITING_BYTES = 512 * 1024;
/** Bytes read from a backend at once. */
export const READ_BYTES = 64 * 1024;
