import { CONTAINER_DIRECTORIES, CONTAINER_RELAY_NAME } from '../../documents/places';

/** Where the program lies in the image. */
export const PROGRAM = '/usr/local/bin/app-proxy';

/** User and group that everything runs as: neither exists on a usual host. */
export const RUNTIME_USER = '65532:65532';

/**
 * Where volumes are mounted. The image holds these directories, owned by the runtime's user, so that new
 * volumes are its own.
 */
export const MOUNTS = CONTAINER_DIRECTORIES;

/** Directory in memory for what belongs to one run of the program. */
export const RUNTIME_DIRECTORY = '/run/app-proxy';

/** A group's enrolment token, and beside it the certificates that the relay is checked against. */
export const TOKEN_FILE = `${MOUNTS.enrolment}/token`;
export const TRUST_FILE = `${MOUNTS.enrolment}/ca.pem`;

/** Environment variable that holds the bootstrap document. */
export const BOOTSTRAP_VARIABLE = 'APP_PROXY_BOOTSTRAP';

/** Port that relay instances serve users on, and the edge too. */
export const USER_PORT = 8443;

/** Port of a relay instance's `/readyz`. */
export const PROBE_PORT = 8081;

/** Name by which connectors and the edge find all relay instances. */
export const RELAY_ALIAS = CONTAINER_RELAY_NAME;
