import { columns, count, wrap } from '../layout';
import type { Colors } from '../terminal';
import type { Trial } from './try-applications';

const SIGN_IN_LEFT_OUT = 'sign-in left out: no provider here';

/** The table of the applications: where each is, which connector answered, how long it took. */
export function trialLines(trials: readonly Trial[], colors: Colors): readonly string[] {
  const head = ['application', 'group', 'connector', 'time', 'status', 'URL'];
  return columns(
    [
      head.map((title) => colors.dim(title)),
      ...trials.map((trial) => [
        trial.application,
        trial.group,
        trial.connector ?? '-',
        `${Math.round(trial.milliseconds)} ms`,
        trial.ok ? colors.green(String(trial.status)) : colors.red(String(trial.status ?? 'none')),
        trial.signInLeftOut ? `${trial.url}  ${colors.yellow(SIGN_IN_LEFT_OUT)}` : trial.url,
      ]),
    ],
    ['left', 'left', 'left', 'right', 'left', 'left'],
  );
}

/**
 * What is wrong with applications that did not answer.
 *
 * @param logs where the logs are, if they stay for a while
 */
export function faultLines(trials: readonly Trial[], logs: string | undefined): readonly string[] {
  const faults = trials.filter(({ ok }) => !ok);
  return faults.length === 0
    ? []
    : [
        ...faults.map(({ application, error = '' }) => `${application}: ${error}`),
        `${count(faults.length, 'application')} did not answer; ${logs === undefined ? '--logs shows what the processes say' : `the logs are in ${logs}`}`,
      ];
}

export interface VisitOptions {
  readonly trials: readonly Trial[];
  /** File of the trust bundle. */
  readonly trustFile: string;
  readonly logs: string;
  readonly width: number;
}

/** How to open the applications, and what is where. */
export function visitLines({ trials, trustFile, logs, width }: VisitOptions): readonly string[] {
  const url = (trials.find(({ ok }) => ok) ?? trials[0])?.url;
  const open =
    url === undefined
      ? []
      : [
          ...wrap(
            'Open a URL in a browser on this machine. It warns of the certificate, which is signed by an authority made for this run alone: let it trust that authority, or go on.',
            width,
            '',
          ),
          `curl --cacert ${trustFile} ${url}`,
          '',
        ];
  return [
    ...open,
    ...columns([
      ['authority', trustFile],
      ['logs', logs],
    ]),
    'Ctrl-C stops every process and removes these files.',
  ];
}
