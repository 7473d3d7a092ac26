/** Storage container of the configuration documents; relay instances read it. */
export const CONFIGURATION_CONTAINER = 'configuration';
/** Storage container that relay instances write: their notices and the trust bundle. */
export const EXCHANGE_CONTAINER = 'relay';
/** Name of the trust bundle where relay instances write. */
export const TRUST_BUNDLE = 'trust/ca.pem';
/** Key vault key of the certificate authority. */
export const AUTHORITY_KEY = 'ca';

/** Directories of the containers that the target docker makes. */
export const CONTAINER_DIRECTORIES = {
  authority: '/ca',
  configuration: '/config',
  enrolment: '/enrol',
  state: '/state',
} as const;

/** State directory of machines and hosts: identity and the last good configuration. */
export const STATE_DIRECTORY = '/var/lib/app-proxy';

/** Name by which containers find all relay instances. */
export const CONTAINER_RELAY_NAME = 'relays';

/** Key vault secret that holds a user certificate with its key, where the declaration names none. */
export function certificateSecret(certificate: string): string {
  return `certificate-${certificate}`;
}

/** Key vault secret that holds the enrolment token of a group. */
export function enrolmentSecret(group: string): string {
  return `enrolment-${group}`;
}
