import type { RelayView } from '../relay/messages';
import { SESSION_LOG_MINUTES } from '../status/limits';
import { MAX_SESSION_LOG_MINUTES, MAX_SESSION_LOG_NAMES } from './limits';
import type { Log } from './log';

/** What the session log records, and until when. */
export type SessionLogState = RelayView['sessionLog'] & {
  /** Milliseconds since 1970; missing while it is off. */
  readonly until?: number;
};

const OFF: SessionLogState = { all: false, groups: [], applications: [] };
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

export interface SessionLogSwitchOptions {
  /** Told what is recorded from now on. */
  readonly apply: (sessionLog: RelayView['sessionLog']) => void;
  readonly log: Log;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Switches the session log of a relay instance; it goes off by itself. */
export class SessionLogSwitch {
  private current = OFF;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: SessionLogSwitchOptions) {}

  get state(): SessionLogState {
    return this.current;
  }

  /**
   * Takes what came to the control socket: `{"all": false, "groups": [], "applications": [], "minutes": 60}`, each with these
   * defaults. What is given replaces what was; nothing switches it off.
   *
   * @returns what holds now, or why it was refused
   */
  set(body: unknown): { readonly state: SessionLogState } | { readonly refused: string } {
    if (typeof body !== 'object' || body === null) return { refused: 'expected an object' };
    const given: Readonly<Record<string, unknown>> = { ...body };
    const { all = false, minutes = SESSION_LOG_MINUTES } = given;
    const groups = names(given['groups']);
    const applications = names(given['applications']);
    if (typeof all !== 'boolean') return { refused: `all ${JSON.stringify(all)}: expected true or false` };
    if (groups === undefined || applications === undefined) {
      return { refused: `groups, applications: expected at most ${MAX_SESSION_LOG_NAMES} names each` };
    }
    if (typeof minutes !== 'number' || !(minutes > 0 && minutes <= MAX_SESSION_LOG_MINUTES)) {
      return {
        refused: `minutes ${JSON.stringify(minutes)}: expected more than 0 and at most ${MAX_SESSION_LOG_MINUTES}`,
      };
    }
    if (all || groups.length > 0 || applications.length > 0) {
      this.change({ all, groups, applications, until: (this.options.now ?? Date.now)() + minutes * 60_000 });
      this.timer = setTimeout(() => this.change(OFF), minutes * 60_000);
      this.timer.unref();
    } else {
      this.change(OFF);
    }
    return { state: this.current };
  }

  /** Leaves no timer behind. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private change(state: SessionLogState): void {
    clearTimeout(this.timer);
    this.current = state;
    const { all, groups, applications, until } = state;
    this.options.apply({ all, groups, applications });
    this.options.log.event('session-log-switched', {
      all,
      groups: groups.join(' '),
      applications: applications.join(' '),
      ...(until !== undefined && { until: new Date(until).toISOString() }),
    });
  }
}

function names(value: unknown): readonly string[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MAX_SESSION_LOG_NAMES) return undefined;
  const texts = value.filter((each): each is string => typeof each === 'string' && NAME.test(each));
  return texts.length === value.length ? texts : undefined;
}
