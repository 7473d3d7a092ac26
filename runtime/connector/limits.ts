/** Seconds from the first byte of a tunnel to the relay's `welcome`; a relay that is slower is dialled anew. */
export const WELCOME_SECONDS = 10;
/** Seconds between two questions to discovery while tunnels are there; without any, the pauses of `dial/back-off.ts` count. */
export const DISCOVERY_SECONDS = 60;
/** Milliseconds of the longest first pause after a tunnel that reached a worker which has enough; each further one doubles it. */
export const SURPLUS_PAUSE_MS = 50;
/** Milliseconds of the longest such pause. */
export const LONGEST_SURPLUS_PAUSE_MS = 2_000;
/** Most tunnels to each worker process of a relay instance, whatever the relay asks for. */
export const MAX_TUNNELS_PER_WORKER = 4;
/** Most worker processes of one relay instance that are dialled; a relay that says more is not believed. */
export const MAX_WORKERS = 256;
/** Most relay instances of one list; a longer list is not taken over. */
export const MAX_RELAYS = 64;
/** Bytes of a trust bundle; a larger one is not taken over. */
export const MAX_TRUST_BYTES = 256 * 1024;
/** Bytes of a token, credential or identity that is read from a file; a larger one is refused. */
export const MAX_STATE_BYTES = 1024 * 1024;
/** Seconds for a relay to say that it sends nothing more on a tunnel that the connector leaves; after them it is closed when idle. */
export const LEAVE_SECONDS = 5;
/** Milliseconds between two looks whether the requests of a tunnel that is left are done. */
export const LEAVE_LOOK_MS = 100;
/** Seconds of the longest pause between two looks for a file that is not there yet: a trust bundle or a token. */
export const LONGEST_FILE_PAUSE_SECONDS = 2;
/** Seconds of a connector's drain: what is under way then is cut off. */
export const DRAIN_SECONDS = 30;
/** Part of a certificate's life after which it is renewed. */
export const RENEWAL_PART = 2 / 3;
/** Part of a certificate's life by which that moment is moved at random, to either side. */
export const RENEWAL_JITTER = 0.05;
/** Seconds between two attempts of a connector that was refused for good (revoked, wrong deployment), moved at random by a fifth. */
export const REFUSED_PAUSE_SECONDS = 300;
/** Milliseconds of the longest wait of one timer; a later moment is waited for in parts. */
export const LONGEST_TIMER_MS = 3_600_000;
/** Seconds of the longest pause between two attempts to renew a certificate that still counts. */
export const LONGEST_RENEWAL_PAUSE_SECONDS = 300;
