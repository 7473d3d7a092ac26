/** Bytes of one document; a larger one is refused unread. */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;
/** Problems that are told of one document; the rest is left out. */
export const MAX_PROBLEMS = 20;
/** Characters of a given value in a problem; a longer one is cut. */
export const MAX_GIVEN_LENGTH = 80;
