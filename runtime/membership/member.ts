import type { ConnectorCounters } from '../relay/messages';
import type { ConnectorRecord } from './connector-record';
import { RATE_SECONDS } from './limits';
import { RequestRate } from './request-rate';

/** A connector as the registry keeps it. */
export class Member {
  /** The run of its process that came last; empty until it is seen. */
  run = '';
  draining = false;
  /** What was said of it last. */
  inService = false;
  private readonly rate: RequestRate;
  /** The run of each tunnel, by worker and the tunnel's number there. */
  private readonly tunnels = new Map<number, Map<number, string>>();
  private readonly counters = new Map<number, ConnectorCounters>();

  constructor(
    public record: ConnectorRecord,
    now: number,
  ) {
    this.rate = new RequestRate(RATE_SECONDS, now);
  }

  get tunnelCount(): number {
    let count = 0;
    for (const held of this.tunnels.values()) count += held.size;
    return count;
  }

  get inFlight(): number {
    let count = 0;
    for (const { inFlight } of this.counters.values()) count += inFlight;
    return count;
  }

  /** Workers that hold a tunnel of the present run. One of an earlier run may be dead without anybody knowing. */
  get workersReached(): number {
    let count = 0;
    for (const held of this.tunnels.values()) if ([...held.values()].includes(this.run)) count += 1;
    return count;
  }

  requestsPerSecond(now: number): number {
    return this.rate.perSecond(now);
  }

  addTunnel(worker: number, tunnel: number, run: string): void {
    const held = this.tunnels.get(worker) ?? new Map<number, string>();
    held.set(tunnel, run);
    this.tunnels.set(worker, held);
  }

  /** @returns false where there is no such tunnel */
  removeTunnel(worker: number, tunnel: number): boolean {
    const held = this.tunnels.get(worker);
    if (held?.delete(tunnel) !== true) return false;
    if (held.size === 0) this.removeWorker(worker);
    return true;
  }

  /** @returns false where the worker held no tunnel of it */
  removeWorker(worker: number): boolean {
    this.counters.delete(worker);
    return this.tunnels.delete(worker);
  }

  /** Takes the counters of a worker that holds a tunnel of it. */
  count(worker: number, counters: ConnectorCounters, now: number): void {
    if (!this.tunnels.has(worker)) return;
    const before = this.counters.get(worker)?.requests ?? 0;
    this.counters.set(worker, counters);
    // A worker counts from zero again once all tunnels of the connector were gone.
    this.rate.add(counters.requests < before ? counters.requests : counters.requests - before, now);
  }
}
