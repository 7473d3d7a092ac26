/** Worker processes of an instance where its bootstrap does not say: one for each core, and no more than this. */
export const MAX_WORKERS = 8;
/** Seconds before a worker that has ended is started anew; doubled each time it ends within a minute, up to 30. */
export const WORKER_RESTART_SECONDS = 1;
/** Connections on the connectors' port from one address; more are closed. */
export const MAX_CONNECTOR_CONNECTIONS_PER_ADDRESS = 512;
/** Connections on the connectors' port; more are closed. */
export const MAX_CONNECTOR_CONNECTIONS = 20_000;
/** User connections from one address; more are closed. A load balancer or proxy in front may be that address. */
export const MAX_USER_CONNECTIONS_PER_ADDRESS = 20_000;
/** User connections while no configuration says how many. */
export const MAX_USER_CONNECTIONS = 20_000;
/** Seconds between two notices of an instance. */
export const NOTICE_SECONDS = 5;
/** The same where the instances meet in a directory. */
export const DIRECTORY_NOTICE_SECONDS = 1;
/** Seconds after which a notice is taken for one of a dead instance. */
export const NOTICE_STALE_SECONDS = 60;
/** Seconds that requests have to finish after SIGTERM. */
export const DRAIN_SECONDS = 30;
/** Seconds that an instance serves on after SIGTERM, while its probe says no; behind Azure's load balancer. */
export const DRAIN_NOTICE_SECONDS = 12;
/** The same where the configuration is in a directory: behind an edge that asks each second. */
export const DIRECTORY_DRAIN_NOTICE_SECONDS = 3;
/** Seconds between two looks at a configuration that is in a directory. */
export const DIRECTORY_POLL_SECONDS = 2;
/** Seconds that a new instance waits for the connectors that others have, before it takes users all the same. */
export const CATCH_UP_SECONDS = 60;
/** Seconds between two looks at the issuer's authorities and at certificates that are due. */
export const ISSUER_SECONDS = 60;
/** Seconds before what failed at the start is tried again: the issuer, certificates, secrets. */
export const RETRY_SECONDS = 5;
