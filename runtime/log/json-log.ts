import { hostname } from 'node:os';
import pino, { type DestinationStream } from 'pino';
import { EVENTS } from './events';
import type { Fields, Log } from './log';
import { safeText } from './safe-text';

export interface JsonLogOptions {
  /** `relay`, `worker`, `connector` */
  readonly role: string;
  /** Version of the program. */
  readonly version: string;
  /** @default - standard output, each line written before the call returns */
  readonly destination?: DestinationStream;
}

/**
 * The admin log as JSON lines: `level`, `time` (UTC), `program`, `version`, `role`, `machine`, `event`, `code`, the event's
 * fields, and `message`, the catalogue's text. A field that has one of these names is written with `reason` before it:
 * `code` of a refusal is `reasonCode`. Each line is written before the call returns, so that none is lost when the process ends.
 */
export function jsonLog({ role, version, destination }: JsonLogOptions): Log {
  const logger = pino(
    {
      base: { program: 'app-proxy', version, role, machine: hostname() },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      messageKey: 'message',
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
  return logOf(logger, {});
}

function logOf(logger: pino.Logger, own: Fields): Log {
  return {
    event: (name, fields) => {
      const { code, level, text } = EVENTS[name];
      logger[level]({ event: name, code, ...safe({ ...own, ...fields }) }, text);
    },
    with: (fields) => logOf(logger, { ...own, ...fields }),
  };
}

const RESERVED = new Set([
  'level',
  'time',
  'program',
  'version',
  'role',
  'machine',
  'event',
  'code',
  'message',
]);

function safe(fields: Fields): Record<string, string | number | boolean> {
  const result: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const key = RESERVED.has(name) ? `reason${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
    result[key] = typeof value === 'string' ? safeText(value) : value;
  }
  return result;
}
