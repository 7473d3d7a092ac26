import type { EventName } from './events';

/** Fields of one line: no secret, cookie, token or query string. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The admin log: JSON lines, always on. Level and code of an event stand in the catalogue (`events.ts`). */
export interface Log {
  event(name: EventName, fields?: Fields): void;
  /** The same log with fields that every line gets. */
  with(fields: Fields): Log;
}
