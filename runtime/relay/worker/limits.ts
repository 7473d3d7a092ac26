/** Connectors that are tried for one request before the user is told. */
export const MAX_ATTEMPTS = 3;
/** Bytes of a request's body kept for another attempt, until the backend's answer begins. */
export const MAX_REPLAY_BYTES = 64 * 1024;
/** Bytes of the header of a backend's answer; more is answered with 502. */
export const MAX_RESPONSE_HEADER_BYTES = 256 * 1024;
/** Seconds to receive the header of a request. */
export const HEADER_SECONDS = 20;
/** Seconds without a byte of a request's body after which it is given up with 408, while the backend waits for it. */
export const BODY_IDLE_SECONDS = 60;
/** Seconds that an unused user connection is kept. */
export const KEEP_ALIVE_SECONDS = 75;
/** Seconds of a TLS handshake, users' and connectors'. */
export const HANDSHAKE_SECONDS = 10;
/** Requests at once on one HTTP/2 connection of a user. */
export const MAX_HTTP2_STREAMS = 250;
/** Headers of one request; one with more is answered with 431, an HTTP/2 stream with more is reset. */
export const MAX_HEADERS = 2000;
/** Seconds for a connector to say hello after its TLS handshake. */
export const HELLO_SECONDS = 10;
/** Tunnels that one connector may hold to one worker; more are sent away. */
export const MAX_TUNNELS_PER_CONNECTOR = 8;
/** Tunnels that the relay asks for to each worker. */
export const TUNNELS_PER_WORKER = 1;
/** Milliseconds that a refused user may go on sending: a close with bytes unread would be a reset, and the answer lost with it. */
export const LINGER_MS = 2_000;
/** Requests that may wait on one HTTP/1.1 connection for the answer to the one before; the connection of more is closed. */
export const MAX_PIPELINED = 64;
/** Streams that an HTTP/2 user may reset in a burst; the connection that goes on is ended. */
export const MAX_HTTP2_RESETS = 200;
/** Streams that it may reset each second for ever. */
export const HTTP2_RESETS_PER_SECOND = 20;
