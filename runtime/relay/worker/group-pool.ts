import type { Session } from '../../wire/session';

/** A tunnel that takes requests. */
export interface PooledTunnel {
  readonly session: Session;
  /** Number of a route's backend on this tunnel, or undefined where the connector has not been told of it. */
  backendNumber(key: string): number | undefined;
}

/** A connector in this worker: its tunnels and what is under way on them. */
export class PooledConnector {
  inFlight = 0;
  requests = 0;
  draining = false;
  readonly tunnels: PooledTunnel[] = [];
  /** Opaque name for users' affinity cookies. */
  readonly affinity: string;

  constructor(
    readonly id: string,
    readonly group: string,
    affinity: string,
  ) {
    this.affinity = affinity;
  }

  get usable(): boolean {
    return !this.draining && this.tunnels.length > 0;
  }

  /** The tunnel with the fewest streams. */
  tunnel(): PooledTunnel | undefined {
    let best: PooledTunnel | undefined;
    for (const tunnel of this.tunnels) {
      if (best === undefined || tunnel.session.openStreams < best.session.openStreams) best = tunnel;
    }
    return best;
  }
}

/** The connectors of one group in this worker. */
export class GroupPool {
  readonly connectors = new Map<string, PooledConnector>();
  private order: PooledConnector[] = [];
  private turn = 0;

  add(connector: PooledConnector): void {
    this.connectors.set(connector.id, connector);
    this.order = [...this.connectors.values()];
  }

  remove(id: string): void {
    this.connectors.delete(id);
    this.order = [...this.connectors.values()];
  }

  /** The connector with the fewest requests under way; equals take turns. */
  choose(tried: readonly PooledConnector[], affinity: string | undefined): PooledConnector | undefined {
    const { order } = this;
    const { length } = order;
    let best: PooledConnector | undefined;
    if (length > 0) this.turn = (this.turn + 1) % length;
    for (let i = 0; i < length; i += 1) {
      const candidate = order[(this.turn + i) % length];
      if (candidate === undefined || !candidate.usable) continue;
      if (tried.length > 0 && tried.includes(candidate)) continue;
      if (affinity !== undefined && candidate.affinity === affinity) return candidate;
      if (best === undefined || candidate.inFlight < best.inFlight) best = candidate;
    }
    return best;
  }
}
