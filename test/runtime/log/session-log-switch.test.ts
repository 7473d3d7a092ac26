import { MAX_SESSION_LOG_MINUTES } from '../../../runtime/log/limits';
import { SessionLogSwitch } from '../../../runtime/log/session-log-switch';
import { RecordingLog } from '../configuration/recording-log';

const NOW = Date.parse('2026-01-01T00:00:00Z');

let applied: unknown[];
let log: RecordingLog;
let sessionLog: SessionLogSwitch;

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  applied = [];
  log = new RecordingLog();
  sessionLog = new SessionLogSwitch({ apply: (state) => void applied.push(state), log });
});

afterEach(() => {
  sessionLog.stop();
  jest.useRealTimers();
});

describe('the switch of the session log', () => {
  it('is off', () => {
    expect(sessionLog.state).toEqual({ all: false, groups: [], applications: [] });
  });

  it('goes on for an hour, and off by itself', () => {
    expect(sessionLog.set({ groups: ['hq'] })).toEqual({
      state: { all: false, groups: ['hq'], applications: [], until: NOW + 3_600_000 },
    });
    jest.advanceTimersByTime(3_599_999);
    expect(applied).toEqual([{ all: false, groups: ['hq'], applications: [] }]);
    jest.advanceTimersByTime(1);
    expect(applied.at(-1)).toEqual({ all: false, groups: [], applications: [] });
    expect(sessionLog.state).toEqual({ all: false, groups: [], applications: [] });
    expect(log.take()).toEqual(['session-log-switched', 'session-log-switched']);
  });

  it('is on for everything where that is asked for', () => {
    sessionLog.set({ all: true, minutes: 5 });
    expect(sessionLog.state).toMatchObject({ all: true, until: NOW + 300_000 });
  });

  it('takes what is given instead of what was, with a time of its own', () => {
    sessionLog.set({ groups: ['hq'], minutes: 1 });
    sessionLog.set({ applications: ['mes'], minutes: 10 });
    jest.advanceTimersByTime(60_000);
    expect(sessionLog.state).toMatchObject({ groups: [], applications: ['mes'] });
    sessionLog.set({});
    expect(applied.at(-1)).toEqual({ all: false, groups: [], applications: [] });
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    [undefined],
    ['on'],
    [{ all: 'yes' }],
    [{ groups: 'hq' }],
    [{ groups: [1] }],
    [{ groups: ['a b'] }],
    [{ applications: Array.from({ length: 101 }, (_, i) => `a${i}`) }],
    [{ minutes: 0 }],
    [{ minutes: '5' }],
    [{ minutes: MAX_SESSION_LOG_MINUTES + 1 }],
  ])('refuses %j and stays as it is', (body) => {
    expect(sessionLog.set(body)).toEqual({ refused: expect.any(String) as string });
    expect(applied).toEqual([]);
  });
});
