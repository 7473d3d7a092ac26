/** Port of a relay instance's own address that connectors dial: tunnels, enrolment, configuration, artifacts. */
export const TUNNEL_PORT = 443;
/** Port that users come to at the load balancer. */
export const USER_PORT = 443;
/** Port of the machine that the load balancer leads users to. */
export const USER_BACKEND_PORT = 8443;
/** Port that the load balancer's probe asks for `/readyz`. */
export const PROBE_PORT = 8081;
/** Answers 200 only while the instance takes users. */
export const PROBE_PATH = '/readyz';
