/** Seconds for one connection: TCP, and TLS where it is asked for, each; after them the next address is tried. */
export const DIAL_SECONDS = 10;
/** Seconds for the outbound proxy to connect and to answer. */
export const PROXY_SECONDS = 15;
/** Seconds for one question to DNS for SRV records; after them the addresses of the name are taken. */
export const SRV_SECONDS = 3;
/** Addresses that one name may lead to; further ones are left out. */
export const MAX_ENDPOINTS = 64;
/** Seconds of the longest first pause after a failure; the pause is random below its bound, which doubles with each failure. */
export const FIRST_PAUSE_SECONDS = 1;
/** Seconds of the longest pause. */
export const LONGEST_PAUSE_SECONDS = 30;
/** Seconds without a failure after which the pauses begin anew. */
export const HEALTHY_SECONDS = 60;
