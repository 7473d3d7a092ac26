/** Bytes of one text; a larger one is neither read nor written. */
export const MAX_STORED_BYTES = 8 * 1024 * 1024;
/** Texts that one listing may hold; more are an error, because half of a listing would look like documents that are gone. */
export const MAX_LISTED = 50_000;
/** Characters of a name with its folders. */
export const MAX_NAME_LENGTH = 200;
/** Folders above a text. */
export const MAX_FOLDERS = 3;
/** Seconds for one try of a request to the blob storage; a request is tried three times. */
export const BLOB_TRY_SECONDS = 10;
/** Seconds after which the lock of a conditional write in a directory is taken for left behind. */
export const LOCK_SECONDS = 10;
