import type { EventName } from './events';
import type { Log } from './log';

/** How often each event was logged since the process began, for the metrics. */
export class EventCounts {
  private readonly counts = new Map<EventName, number>();

  readonly add = (name: EventName): void => {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  };

  get all(): ReadonlyMap<EventName, number> {
    return this.counts;
  }

  /** The same log, of which each line is counted. */
  counting(log: Log): Log {
    return {
      event: (name, fields) => {
        log.event(name, fields);
        this.add(name);
      },
      with: (fields) => this.counting(log.with(fields)),
    };
  }
}
