/** Characters of one value in a line of the admin log; more are cut. */
export const MAX_FIELD_LENGTH = 500;
/** Characters of a path in the session log; more are cut. */
export const MAX_SESSION_PATH_LENGTH = 1024;
/** Characters of any other text in the session log; more are cut. A host name has at most 253. */
export const MAX_SESSION_TEXT_LENGTH = 253;
/** Names of groups, and of applications, that the session log can be switched on for at once. */
export const MAX_SESSION_LOG_NAMES = 100;
/** Minutes that the session log can be switched on for; a longer time is refused. */
export const MAX_SESSION_LOG_MINUTES = 24 * 60;
