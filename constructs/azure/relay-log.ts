/**
 * What relay instances say in syslog, as far as alerts and log collection depend on it. Each line is a JSON object.
 */

/** Facility that the relay logs with. */
export const LOG_FACILITY = 'local0';
/** Program name of the lines. */
export const LOG_PROGRAM = 'app-proxy';
/** Written each minute by each relay instance: `{"event":"relay-heartbeat","instance":"r0"}`. */
export const HEARTBEAT_EVENT = 'relay-heartbeat';
/** Written each minute by each relay instance for each group: `{"event":"group-in-service","instance":"r0","group":"hq","connectors":2}`. */
export const IN_SERVICE_EVENT = 'group-in-service';

/** Beginning of a log query: the lines of one event. */
export function relayEvents(event: string): string {
  return [
    'Syslog',
    `| where Facility == '${LOG_FACILITY}' and ProcessName == '${LOG_PROGRAM}'`,
    '| extend Line = parse_json(SyslogMessage)',
    `| where tostring(Line.event) == '${event}'`,
  ].join('\n');
}
