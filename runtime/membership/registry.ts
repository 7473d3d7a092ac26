import type { Configuration } from '../configuration/configuration';
import type { Log } from '../log/log';
import type { FromWorker, TunnelUp } from '../relay/messages';
import type { ConnectorRecord, ConnectorState, ConnectorView } from './connector-record';
import type { KeptConnectors } from './kept-connectors';
import { INACTIVE_AFTER_SECONDS, INACTIVE_DAYS, KEEP_SECONDS, MAX_CONNECTORS_KEPT } from './limits';
import { Member } from './member';

export interface RegistryOptions {
  /** Worker processes of the instance. */
  readonly workers: number;
  readonly log: Log;
  readonly kept: Pick<KeptConnectors, 'restore' | 'keep'>;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Seconds without a tunnel after which a connector is inactive. @default INACTIVE_AFTER_SECONDS */
  readonly inactiveAfterSeconds?: number;
}

/** What workers are told of a connector. */
export interface StandingChange {
  readonly connector: string;
  readonly inService: boolean;
  readonly reason?: string;
}

const DAY = 24 * 3600 * 1000;

/** The connectors that a relay instance knows: who is in service, and who was seen when. */
export class Registry {
  private readonly members = new Map<string, Member>();
  private readonly listeners = new Set<(change: StandingChange) => void>();
  private readonly now: () => number;
  private inactiveDays = INACTIVE_DAYS;
  private revoked: ReadonlySet<string> = new Set();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: RegistryOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Takes over what was kept before a restart. */
  async start(): Promise<void> {
    const now = this.now();
    for (const record of await this.options.kept.restore()) {
      if (this.members.has(record.connector)) continue;
      // A clock that was ahead must not keep a connector for longer.
      const lastSeen = Math.min(record.lastSeen, now);
      this.members.set(record.connector, new Member({ ...record, lastSeen }, now));
    }
    this.timer = setInterval(() => void this.look(), KEEP_SECONDS * 1000);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.look();
  }

  /** Calls the listener when a connector's standing changes, and when its first tunnel has come. */
  onStanding(listener: (change: StandingChange) => void): void {
    this.listeners.add(listener);
  }

  configure(configuration: Configuration): void {
    this.inactiveDays = configuration.relay?.document.inactiveDays ?? this.inactiveDays;
    this.revoked = configuration.revoked;
    for (const member of this.members.values()) this.judge(member);
  }

  tunnelUp(worker: number, up: TunnelUp): void {
    const { connector, group, slot, runtime, run, remoteAddress } = up;
    let member = this.members.get(connector);
    const certificateExpires = Math.max(up.certificateExpires, member?.record.certificateExpires ?? 0);
    const record: ConnectorRecord = {
      connector,
      group,
      runtime,
      certificateExpires,
      remoteAddress,
      lastSeen: this.now(),
      ...(slot !== undefined && { slot }),
    };
    if (member === undefined) {
      member = new Member(record, this.now());
      this.members.set(connector, member);
    }
    // A restarted connector does not drain any more; tunnels of the run before may still be on their way out.
    if (member.run !== run) member.draining = false;
    member.run = run;
    member.record = record;
    member.addTunnel(worker, up.tunnel, run);
    if (!this.judge(member) && member.tunnelCount === 1) this.tell(member);
  }

  tunnelDown(worker: number, down: Extract<FromWorker, { kind: 'tunnel-down' }>): void {
    const member = this.members.get(down.connector);
    if (member?.removeTunnel(worker, down.tunnel) !== true) return;
    member.record = { ...member.record, lastSeen: this.now() };
    this.judge(member, down.reason);
  }

  /** A worker has ended, and its tunnels with it. */
  workerGone(worker: number): void {
    for (const member of this.members.values()) {
      if (!member.removeWorker(worker)) continue;
      member.record = { ...member.record, lastSeen: this.now() };
      this.judge(member, 'the worker ended');
    }
  }

  /** @param run the one that asked; empty where it is not known */
  drains(connector: string, run: string): void {
    const member = this.members.get(connector);
    if (member === undefined || (run !== '' && member.run !== run) || member.draining) return;
    member.draining = true;
    this.options.log.event('connector-draining', { connector, group: member.record.group });
    this.judge(member);
  }

  counters(worker: number, { connectors }: Extract<FromWorker, { kind: 'counters' }>): void {
    const now = this.now();
    for (const counters of connectors) this.members.get(counters.connector)?.count(worker, counters, now);
  }

  /** Connectors in service, by group. */
  inService(): Record<string, number> {
    const result: Record<string, number> = {};
    for (const { inService, record } of this.members.values()) {
      if (inService) result[record.group] = (result[record.group] ?? 0) + 1;
    }
    return result;
  }

  /** Every connector that is known, by group, slot and id. */
  snapshot(): ConnectorView[] {
    const now = this.now();
    return [...this.members.values()]
      .map((member): ConnectorView => ({
        ...member.record,
        lastSeen: member.tunnelCount > 0 ? now : member.record.lastSeen,
        state: this.stateOf(member),
        tunnels: member.tunnelCount,
        inFlight: member.inFlight,
        requestsPerSecond: member.requestsPerSecond(now),
      }))
      .sort(
        (a, b) =>
          compare(a.group, b.group) || (a.slot ?? -1) - (b.slot ?? -1) || compare(a.connector, b.connector),
      );
  }

  /** Forgets who was inactive for too long, looks at certificates, and keeps the rest. Called by itself; for tests. */
  async look(): Promise<void> {
    const now = this.now();
    for (const [connector, member] of this.members) {
      if (member.tunnelCount > 0) this.judge(member);
      else if (member.record.lastSeen <= now - this.inactiveDays * DAY) this.forget(connector, member);
    }
    const records = [...this.members.values()]
      .map(({ record, tunnelCount }) => (tunnelCount > 0 ? { ...record, lastSeen: now } : record))
      .sort((a, b) => b.lastSeen - a.lastSeen);
    for (const { connector } of records.splice(MAX_CONNECTORS_KEPT)) {
      const member = this.members.get(connector);
      if (member?.tunnelCount === 0) this.forget(connector, member);
    }
    await this.options.kept.keep(records);
  }

  private forget(connector: string, { record: { group, lastSeen } }: Member): void {
    this.members.delete(connector);
    this.options.log.event('connector-removed', {
      connector,
      group,
      lastSeen: new Date(lastSeen).toISOString(),
    });
  }

  private stateOf(member: Member): ConnectorState {
    if (member.tunnelCount === 0) {
      const seconds = (this.now() - member.record.lastSeen) / 1000;
      return seconds < (this.options.inactiveAfterSeconds ?? INACTIVE_AFTER_SECONDS) ? 'active' : 'inactive';
    }
    if (member.draining) return 'draining';
    return member.inService ? 'in-service' : 'connecting';
  }

  /**
   * Decides whether a connector is in service, and says so where that has changed.
   *
   * @param happened what may have put it out of service, where the registry cannot see it
   * @returns whether it was said
   */
  private judge(member: Member, happened?: string): boolean {
    const { connector, group, runtime, remoteAddress } = member.record;
    const why = this.whyNot(member);
    const inService = why === undefined;
    if (inService === member.inService) return false;
    member.inService = inService;
    const { log } = this.options;
    if (inService) log.event('connector-joined', { connector, group, runtime, remoteAddress });
    else if (!member.draining) log.event('connector-lost', { connector, group, reason: happened ?? why });
    this.tell(member);
    return true;
  }

  private tell(member: Member): void {
    const { connector } = member.record;
    const reason = this.whyNot(member);
    for (const listener of this.listeners) {
      listener({ connector, inService: member.inService, ...(reason !== undefined && { reason }) });
    }
  }

  private whyNot(member: Member): string | undefined {
    if (this.revoked.has(member.record.connector)) return 'revoked';
    if (member.draining) return 'draining';
    if (member.record.certificateExpires <= this.now()) return 'the certificate has expired';
    return member.workersReached >= this.options.workers ? undefined : 'tunnels to some workers are missing';
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
