import { execFile } from 'node:child_process';
import { READY_LOOK_SECONDS, SYSTEMD_NOTIFY_SECONDS } from './limits';

/** Tells the service manager that runs the program how it is. Does nothing where none does. */
export interface SystemdNotifier {
  /** The service ends: from now on the watchdog is content while the event loop turns. */
  stopping(): void;
  /** Says nothing more. */
  stop(): void;
}

export interface SystemdOptions {
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Hands over one assignment such as `READY=1`. @default - runs systemd-notify */
  readonly send?: (assignment: string) => void;
  /** Told once why the service manager cannot be reached. */
  readonly onFailure?: (error: Error) => void;
}

/**
 * Says `READY=1` once the service is well for the first time, `WATCHDOG=1` twice in each watchdog time while it is well, and
 * `STOPPING=1`. A timer of the event loop asks: a process that hangs says nothing and is started anew.
 *
 * Node.js cannot send to a Unix datagram socket, so `systemd-notify` does, as a child. The unit therefore needs
 * `NotifyAccess=all`. The child waits until the manager has taken the message, so that it is still there to be recognised.
 */
export function notifySystemd(isWell: () => boolean, options: SystemdOptions = {}): SystemdNotifier {
  const env = options.env ?? process.env;
  if (env['NOTIFY_SOCKET'] === undefined) return { stopping: () => undefined, stop: () => undefined };
  const send = options.send ?? sender(env, options.onFailure ?? (() => undefined));
  const watchdogMs = watchdogMilliseconds(env);
  let ready = false;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const well = stopping || isWell();
    if (well && !ready) send('READY=1');
    else if (well && watchdogMs !== undefined) send('WATCHDOG=1');
    ready ||= well;
    if (ready && watchdogMs === undefined) return;
    timer = setTimeout(look, ready && watchdogMs !== undefined ? watchdogMs / 2 : READY_LOOK_SECONDS * 1000);
    timer.unref();
  };
  look();
  return {
    stopping: () => {
      if (stopping) return;
      stopping = true;
      send('STOPPING=1');
    },
    stop: () => clearTimeout(timer),
  };
}

/** Time within which the manager wants to hear something; undefined where the watchdog is off or meant for another process. */
function watchdogMilliseconds(env: Readonly<Record<string, string | undefined>>): number | undefined {
  const microseconds = Number(env['WATCHDOG_USEC']);
  const pid = env['WATCHDOG_PID'];
  if (!Number.isFinite(microseconds) || microseconds <= 0) return undefined;
  return pid === undefined || pid === String(process.pid) ? microseconds / 1000 : undefined;
}

function sender(
  env: Readonly<Record<string, string | undefined>>,
  onFailure: (error: Error) => void,
): (assignment: string) => void {
  let failed = false;
  return (assignment) => {
    const child = execFile(
      'systemd-notify',
      [assignment],
      { env, timeout: SYSTEMD_NOTIFY_SECONDS * 1000 },
      (error) => {
        if (error !== null && !failed) onFailure(error);
        failed = error !== null;
      },
    );
    child.unref();
  };
}
