/** Seconds without a tunnel after which a connector is inactive. */
export const INACTIVE_AFTER_SECONDS = 60;
/** Days after which an inactive connector is forgotten, where no relay configuration says otherwise. */
export const INACTIVE_DAYS = 10;
/** Connectors that are remembered; those not seen for the longest time are forgotten beyond. */
export const MAX_CONNECTORS_KEPT = 20_000;
/** Bytes of the file of connectors; a larger one counts as unreadable. */
export const MAX_KEPT_BYTES = 16 * 1024 * 1024;
/** Seconds between two looks whether the file of connectors is to be written, and who is to be forgotten. */
export const KEEP_SECONDS = 10;
/** Seconds to which the time when a connector was last seen is kept in the file: mere time passing writes no oftener. */
export const LAST_SEEN_SECONDS = 60;
/** Seconds over which requests a second are reckoned. */
export const RATE_SECONDS = 10;
/** Characters of a connector's name, group and other texts in the file. */
export const MAX_KEPT_TEXT = 128;
