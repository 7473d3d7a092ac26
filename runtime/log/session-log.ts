import type { RelayView } from '../relay/messages';
import type { Transaction } from '../relay/worker/transaction';
import { MAX_SESSION_PATH_LENGTH, MAX_SESSION_TEXT_LENGTH } from './limits';

/**
 * Writes one line for each transaction of the groups and applications that it is switched on for. Off unless switched on.
 * Lines of one turn of the event loop are written together.
 */
export class SessionLog {
  private all = false;
  private groups: ReadonlySet<string> = new Set();
  private applications: ReadonlySet<string> = new Set();
  private on = false;
  private waiting = '';

  /** @param write takes whole lines @default - standard output */
  constructor(private readonly write: (lines: string) => void = (lines) => process.stdout.write(lines)) {}

  /** Where a group and an application are named, transactions of either are recorded. */
  update({ all, groups, applications }: RelayView['sessionLog']): void {
    this.all = all;
    this.groups = new Set(groups);
    this.applications = new Set(applications);
    this.on = all || groups.length > 0 || applications.length > 0;
  }

  record(transaction: Transaction): void {
    if (!this.on || !this.wants(transaction)) return;
    if (this.waiting === '') setImmediate(() => this.flush());
    this.waiting += `${lineOf(transaction)}\n`;
  }

  /** Writes what waits; before the process ends. */
  flush(): void {
    const lines = this.waiting;
    this.waiting = '';
    if (lines !== '') this.write(lines);
  }

  private wants({ entry }: Transaction): boolean {
    if (this.all) return true;
    if (entry === undefined) return false;
    const { group, application } = entry.route;
    return this.groups.has(group) || this.applications.has(application);
  }
}

function lineOf(transaction: Transaction): string {
  const { entry, started, answered, ended } = transaction;
  return JSON.stringify({
    time: new Date().toISOString(),
    program: 'app-proxy',
    log: 'session',
    requestId: bounded(transaction.requestId),
    application: entry?.route.application,
    group: entry?.route.group,
    connector: transaction.connector,
    method: bounded(transaction.method),
    host: bounded(transaction.host),
    path: withoutQuery(transaction.path),
    httpVersion: transaction.httpVersion,
    status: transaction.status,
    code: transaction.code,
    bytesIn: transaction.bytesIn,
    bytesOut: transaction.bytesOut,
    attempts: transaction.attempts,
    firstByteMs: answered === undefined ? undefined : rounded(answered - started),
    totalMs: rounded(ended - started),
  });
}

function bounded(text: string): string {
  return text.slice(0, MAX_SESSION_TEXT_LENGTH);
}

/** The query may hold secrets: it is cut off whoever passes it in. */
function withoutQuery(path: string): string {
  const query = path.search(/[?#]/);
  return path.slice(0, Math.min(query < 0 ? path.length : query, MAX_SESSION_PATH_LENGTH));
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
