/** Bytes of payload in one DATA frame; larger writes are cut, so that one stream does not hold up the others. */
export const MAX_DATA_BYTES = 64 * 1024;
/** Bytes of any other frame's payload; a larger one ends the tunnel. Request heads and control messages are below it. */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024;
/** Bytes that one side may send on a stream before the other has consumed them. */
export const STREAM_WINDOW_BYTES = 256 * 1024;
/** Consumed bytes after which credit is given back. */
export const CREDIT_BYTES = 64 * 1024;
/** Streams open at once on one tunnel; the relay opens no more, and a connector refuses further ones. */
export const MAX_STREAMS = 4096;
/** Bytes waiting in a tunnel's socket above which streams stop reading from their sources. */
export const MAX_QUEUED_BYTES = 1024 * 1024;
/** Bytes of the buffer in which the frames of one turn are gathered. */
export const GATHER_BYTES = 256 * 1024;
/** Seconds between two pings of a tunnel. */
export const PING_SECONDS = 4;
/** Seconds without a byte from the peer after which a tunnel is taken for dead. */
export const SILENCE_SECONDS = 12;
