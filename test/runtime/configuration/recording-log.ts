import type { Fields, Log } from '../../../runtime/log/log';

/** A log that keeps its lines. */
export class RecordingLog implements Log {
  readonly lines: { readonly event: string; readonly fields: Fields }[] = [];

  event(event: string, fields: Fields = {}): void {
    this.lines.push({ event, fields });
  }

  with(): Log {
    return this;
  }

  /** Names of all events until now, and forgets them. */
  take(): readonly string[] {
    return this.lines.splice(0).map(({ event }) => event);
  }
}
