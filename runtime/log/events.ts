/** How much an event matters: `error` needs a person, `warn` may need one. */
export type Level = 'info' | 'warn' | 'error';

interface EventEntry {
  /** Stable; never used for another event. */
  readonly code: string;
  readonly level: Level;
  readonly text: string;
}

/** Every event of the admin log. Names and codes are stable. */
export const EVENTS = {
  'authority-opened': {
    code: 'AP1001',
    level: 'info',
    text: 'the deployment’s certificate authority can be used',
  },
  'authority-unavailable': {
    code: 'AP1002',
    level: 'error',
    text: 'the certificate authority cannot be used',
  },
  'backend-unreachable': { code: 'AP1425', level: 'warn', text: 'the connector cannot connect to a backend' },
  'configuration-changed': { code: 'AP1101', level: 'info', text: 'another configuration is in force' },
  'configuration-invalid': {
    code: 'AP1102',
    level: 'error',
    text: 'a document is invalid and does not count',
  },
  'configuration-not-kept': {
    code: 'AP1103',
    level: 'warn',
    text: 'the last good configuration cannot be kept',
  },
  'configuration-taken': {
    code: 'AP1104',
    level: 'info',
    text: 'the connector has taken its part of the configuration',
  },
  'connection-refused': {
    code: 'AP1201',
    level: 'warn',
    text: 'a connection was closed at once: a limit is reached',
  },
  'connector-connection-failed': {
    code: 'AP1202',
    level: 'warn',
    text: 'a connection on the connectors’ port came no further than its handshake',
  },
  'connector-draining': { code: 'AP1301', level: 'info', text: 'a connector takes no new requests' },
  'connector-enrolled': { code: 'AP1302', level: 'info', text: 'a connector has enrolled' },
  'connector-joined': { code: 'AP1303', level: 'info', text: 'a connector is in service' },
  'connector-lost': { code: 'AP1304', level: 'warn', text: 'a connector is in service no more' },
  'connector-refused': { code: 'AP1305', level: 'warn', text: 'enrolment or renewal was refused' },
  'connector-removed': { code: 'AP1306', level: 'info', text: 'an inactive connector was forgotten' },
  'connector-renewed': { code: 'AP1307', level: 'info', text: 'a connector has a new certificate' },
  'credential-missing': {
    code: 'AP1418',
    level: 'warn',
    text: 'the credential to enrol with is not there yet',
  },
  drained: { code: 'AP1401', level: 'info', text: 'the connector has drained' },
  draining: { code: 'AP1402', level: 'info', text: 'the connector drains' },
  enrolled: { code: 'AP1403', level: 'info', text: 'this connector has enrolled' },
  'enrolment-failed': {
    code: 'AP1404',
    level: 'warn',
    text: 'this connector could not enrol or renew its certificate',
  },
  'enrolment-fault': { code: 'AP1308', level: 'error', text: 'enrolment failed by a fault of the relay' },
  'go-away': { code: 'AP1405', level: 'info', text: 'a relay instance asked the connector to leave' },
  'group-in-service': {
    code: 'AP1501',
    level: 'info',
    text: 'connectors of a group that are in service; each minute',
  },
  'health-unavailable': {
    code: 'AP1423',
    level: 'warn',
    text: 'what the connector tells its own machine cannot be listened on',
  },
  'identity-unusable': { code: 'AP1406', level: 'warn', text: 'the kept identity cannot be used' },
  'in-service': {
    code: 'AP1419',
    level: 'info',
    text: 'the connector is in service by the word of every relay instance',
  },
  'membership-not-kept': {
    code: 'AP1309',
    level: 'warn',
    text: 'when connectors were last seen cannot be kept',
  },
  'membership-unreadable': {
    code: 'AP1310',
    level: 'warn',
    text: 'the file of connectors last seen cannot be read and was set aside',
  },
  'out-of-service': { code: 'AP1420', level: 'warn', text: 'the connector is in service no more' },
  rejected: {
    code: 'AP1424',
    level: 'error',
    text: 'relays do not take this connector any more; it asks again every few minutes',
  },
  'relay-draining': { code: 'AP1601', level: 'info', text: 'the relay instance drains' },
  'relay-heartbeat': { code: 'AP1502', level: 'info', text: 'the relay instance is alive; each minute' },
  'relay-name-failed': {
    code: 'AP1407',
    level: 'warn',
    text: 'the name that relays are found by has no answer',
  },
  'relay-ready': { code: 'AP1602', level: 'info', text: 'the relay instance takes users and connectors' },
  'relay-started': { code: 'AP1603', level: 'info', text: 'the relay instance has started' },
  'relay-stopped': { code: 'AP1604', level: 'info', text: 'the relay instance has ended' },
  'relay-untrusted': {
    code: 'AP1421',
    level: 'error',
    text: 'what answers as relay is not of this deployment; nothing was shown to it',
  },
  renewed: { code: 'AP1409', level: 'info', text: 'this connector has a new certificate' },
  'route-waiting': {
    code: 'AP1105',
    level: 'warn',
    text: 'a group claims a host and path that another group has',
  },
  'routes-not-kept': { code: 'AP1106', level: 'warn', text: 'who has which host and path cannot be kept' },
  'secret-unavailable': { code: 'AP1107', level: 'error', text: 'a secret cannot be read' },
  'session-log-switched': { code: 'AP1503', level: 'info', text: 'what the session log records was changed' },
  'sign-in-failed': { code: 'AP1701', level: 'warn', text: 'a sign-in failed' },
  'sign-in-provider-unavailable': {
    code: 'AP1702',
    level: 'error',
    text: 'a sign-in provider cannot be reached',
  },
  'sign-in-secret-unavailable': {
    code: 'AP1703',
    level: 'error',
    text: 'the client secret of a sign-in provider cannot be read',
  },
  started: { code: 'AP1410', level: 'info', text: 'the connector has started' },
  'state-not-written': { code: 'AP1411', level: 'error', text: 'the state directory cannot be written' },
  stopped: { code: 'AP1412', level: 'info', text: 'the connector has ended' },
  'store-available': { code: 'AP1108', level: 'info', text: 'a store can be read again' },
  'store-unavailable': { code: 'AP1109', level: 'error', text: 'a store cannot be read' },
  'systemd-unreachable': {
    code: 'AP1504',
    level: 'error',
    text: 'the service manager cannot be told that the process works',
  },
  'token-refused': { code: 'AP1311', level: 'warn', text: 'an enrolment token was refused' },
  'trust-missing': { code: 'AP1413', level: 'warn', text: 'the trust bundle is not there yet' },
  'trust-refused': {
    code: 'AP1414',
    level: 'error',
    text: 'what was offered as trust bundle is not the expected one',
  },
  'trust-taken': { code: 'AP1415', level: 'info', text: 'the connector has a new trust bundle' },
  'tunnel-down': { code: 'AP1416', level: 'warn', text: 'a tunnel has ended' },
  'tunnel-failed': { code: 'AP1422', level: 'warn', text: 'a tunnel could not be made' },
  'tunnel-refused': { code: 'AP1312', level: 'warn', text: 'a connector was not let in' },
  'tunnel-up': { code: 'AP1417', level: 'info', text: 'a tunnel stands' },
  'user-certificate-loaded': {
    code: 'AP1605',
    level: 'info',
    text: 'a users’ certificate can be used again',
  },
  'user-certificate-unusable': {
    code: 'AP1606',
    level: 'error',
    text: 'a users’ certificate cannot be used',
  },
  'view-not-made': {
    code: 'AP1110',
    level: 'error',
    text: 'the configuration could not be put into force; it is tried again',
  },
  'worker-ended': { code: 'AP1607', level: 'error', text: 'a worker process has ended and is started anew' },
  'worker-failed': { code: 'AP1608', level: 'error', text: 'a worker process could not be started' },
  'worker-serving': { code: 'AP1609', level: 'info', text: 'a worker process serves' },
} as const satisfies Record<string, EventEntry>;

export type EventName = keyof typeof EVENTS;
