/** Bytes of a request's body on the local server; a longer one is answered with 413. */
export const MAX_LOCAL_BODY_BYTES = 64 * 1024;
/** Bytes of a request's head on the local server and the probe; a longer one ends the connection. */
export const MAX_LOCAL_HEAD_BYTES = 8192;
/** Seconds for a request on the local server and the probe; then the connection is closed. */
export const LOCAL_REQUEST_SECONDS = 10;
/** Connections at once on each listener of the local server; further ones are closed. */
export const MAX_LOCAL_CONNECTIONS = 100;
/** Connections at once on the probe's port; further ones are closed. A health check needs one. */
export const MAX_PROBE_CONNECTIONS = 100;
/** Seconds between two heartbeats in the log. */
export const HEARTBEAT_SECONDS = 60;
/** Hours before a certificate's end at which status says so. */
export const EXPIRES_SOON_HOURS = 4;
/** Minutes that the session log stays on where nothing else is said. */
export const SESSION_LOG_MINUTES = 60;
/** Seconds between two looks whether the service may be called ready to systemd. */
export const READY_LOOK_SECONDS = 1;
/** Seconds that `systemd-notify` has; then it is ended. */
export const SYSTEMD_NOTIFY_SECONDS = 10;
/** Seconds that the clocks of two relay instances may differ before status says so; a notice is up to ten seconds old. */
export const CLOCK_DIFFERENCE_SECONDS = 30;
/** Seconds that a command waits for the process that it asks. */
export const LOCAL_ANSWER_SECONDS = 5;
/** Bytes of an answer that a command takes; a longer one is refused. */
export const MAX_LOCAL_ANSWER_BYTES = 32 * 1024 * 1024;
