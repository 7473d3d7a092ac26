import { PROBE_PORT, RELAY_ALIAS, USER_PORT } from './paths';

/** User connections that the edge holds at once; more wait in the host's queue. */
export const EDGE_CONNECTIONS = 5000;

/** Memory limit of the edge in MiB: two buffers of 16 KiB and some state for each connection. */
export const EDGE_MEMORY_MIB = 256;

/**
 * Seconds that connections have once the edge is told to end. Its port is closed for that long: users' connections stay
 * open between two requests, so waiting for them would refuse everybody else until the last one goes.
 */
export const EDGE_STOP_SECONDS = 1;

/** Relay instances that the edge can find: both generations of the most that one region holds. */
const EDGE_SERVERS = 16;

/**
 * What HAProxy runs with: connections pass as they are to a relay instance that says it is ready. It names
 * no instance, so it stays the same when instances come and go. Before 3.1, HAProxy takes an instance that has
 * appeared for ready until its first check.
 *
 * Source: https://docs.haproxy.org/3.2/configuration.html (2.4, conditional blocks; 5.2, init-state; 5.3, DNS
 * resolution; server-template)
 */
export const EDGE_CONFIGURATION = `global
  maxconn ${EDGE_CONNECTIONS}
  hard-stop-after ${EDGE_STOP_SECONDS}s

resolvers engine
  nameserver engine 127.0.0.11:53
  accepted_payload_size 8192
  timeout resolve 1s
  timeout retry 1s
  hold valid 1s

defaults
  mode tcp
  option redispatch
  option splice-auto
  option clitcpka
  option srvtcpka
  retries 3
  timeout connect 3s
  timeout client 1h
  timeout server 1h
  timeout client-fin 30s
  timeout server-fin 30s

frontend users
  bind :${USER_PORT}
  default_backend relays

backend relays
  balance leastconn
  option httpchk GET /readyz
  http-check expect status 200
  default-server check port ${PROBE_PORT} inter 1s fall 2 rise 1 resolvers engine init-addr none
.if version_atleast(3.1)
  default-server init-state down
.endif
  server-template relay 1-${EDGE_SERVERS} ${RELAY_ALIAS}:${USER_PORT}
`;
