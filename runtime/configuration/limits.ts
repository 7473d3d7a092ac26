/** Seconds between two looks at the stores; each pause is up to a tenth shorter or longer, so that instances spread. */
export const POLL_SECONDS = 30;
/** Documents that are read at the same time. */
export const READS_AT_ONCE = 16;
/** Times that a look begins anew because a document was replaced meanwhile. */
export const MAX_LOOKS = 3;
/** Seconds that a released route is served on where no relay document says otherwise. */
export const HANDOVER_SECONDS = 60;
