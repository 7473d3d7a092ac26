/** Largest file in bytes; a larger one is refused unread. 1,000 groups of 5 applications take about 1 MiB. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** Most files that `include` may lead to; the declaration is refused above it. */
export const MAX_INCLUDED_FILES = 2000;

/** Largest sum of the sizes of all files in bytes; the declaration is refused above it. */
export const MAX_TOTAL_BYTES = 16 * 1024 * 1024;

/** Deepest nesting of maps and lists; the deepest key of the schema is at 8. A deeper file is refused. */
export const MAX_DEPTH = 32;

/** Most YAML aliases (`*name`) in one file; a file with more is refused. */
export const MAX_ALIASES = 100;

/** Most values in one file, counting what an alias repeats each time; a file with more is refused at once. */
export const MAX_VALUES = 500_000;

/** Most findings that text output shows; the rest is counted. JSON output has them all. */
export const MAX_FINDINGS_SHOWN = 50;

/** Most characters of a given value that a finding repeats; the rest is cut off. */
export const MAX_GIVEN_LENGTH = 80;

/** Azure's limit of role assignments in one subscription, less what platform and relay take. */
export const MAX_MANAGED_IDENTITY_GROUPS = 3900;

/** Azure's limit of 1,000 rules in a network security group, less the ones of the kit; one an application. */
export const MAX_APPLICATIONS_PER_GROUP = 900;

/** Azure's limit of network security groups in one region and subscription, one a group. */
export const MAX_GROUPS_PER_REGION = 4900;
