/** Hours that a connector's certificate lives; it is renewed at two thirds of them. */
export const CONNECTOR_CERTIFICATE_HOURS = 24;
/** Hours that a relay instance's certificate lives; the instance makes itself a new one at two thirds of them. */
export const RELAY_CERTIFICATE_HOURS = 7 * 24;
/** Hours that a users' certificate lives that the deployment's authority signs; made anew at two thirds of them. */
export const USER_CERTIFICATE_HOURS = 30 * 24;
/** Minutes by which certificates begin before they are made, for clocks that are behind. */
export const BACKDATE_MINUTES = 5;
/** Years that an authority's certificate lives; rotate the authority before its end. */
export const AUTHORITY_YEARS = 10;
/**
 * Days that a new authority is trusted before it signs. A connector that is away for longer does not know it when it comes back;
 * by then it has been inactive for so long that it is removed.
 */
export const AUTHORITY_OVERLAP_DAYS = 10;
/** Authorities of a trust bundle; a bundle with more is refused, and an authority is not rotated beyond. */
export const MAX_AUTHORITIES = 8;
/** Bytes of a certificate request; a larger one is refused. */
export const MAX_REQUEST_BYTES = 8 * 1024;
/** Names in a users' certificate that the deployment's authority signs; more are refused. */
export const MAX_CERTIFICATE_HOSTS = 100;
/** Times that a change of the trust bundle is tried while other relay instances change it too. */
export const MAX_TRUST_ATTEMPTS = 10;
