import { createHash } from 'node:crypto';
import type { Backends, RelayPeer } from '../../tunnel/control';
import type { FromWorker, RelayView } from '../messages';
import { GroupPool, PooledConnector } from './group-pool';
import { MAX_TUNNELS_PER_CONNECTOR, TUNNELS_PER_WORKER } from './limits';
import type { Routing } from './routing';
import type { RelayTunnel, TunnelListener } from './tunnels/relay-tunnel';

export interface ConnectorsOptions {
  readonly worker: number;
  readonly workers: number;
  readonly runtime: string;
  readonly tell: (message: FromWorker) => void;
  /** Milliseconds that a tunnel has to finish what is under way after a go-away. */
  readonly leaveMs: number;
}

/** A standing that the instance process has given. */
interface Standing {
  readonly inService: boolean;
  readonly reason?: string;
}

/** All tunnels of this worker, and the connectors that they make up. */
export class Connectors implements TunnelListener {
  readonly pools = new Map<string, GroupPool>();
  private readonly tunnels = new Set<RelayTunnel>();
  private readonly connectors = new Map<string, PooledConnector>();
  private readonly standings = new Map<string, Standing>();
  private view: RelayView | undefined;
  private routing: Routing | undefined;

  constructor(private readonly options: ConnectorsOptions) {}

  get tunnelCount(): number {
    return this.tunnels.size;
  }

  counters(): { readonly connector: string; readonly inFlight: number; readonly requests: number }[] {
    return [...this.connectors.values()].map(({ id, inFlight, requests }) => ({
      connector: id,
      inFlight,
      requests,
    }));
  }

  /** Takes a new view: revoked connectors leave at once, the others are told what has changed. */
  update(view: RelayView, routing: Routing): void {
    const before = this.view;
    this.view = view;
    this.routing = routing;
    const revoked = new Set(view.revoked);
    const relays = changed(before?.relays, view.relays);
    const trust = before?.trust !== view.trust;
    for (const tunnel of this.tunnels) {
      if (revoked.has(tunnel.peer.connector)) {
        tunnel.send({ type: 'go-away', reason: 'revoked' });
        this.leave(tunnel);
        tunnel.session.close();
        continue;
      }
      if (tunnel.hello === undefined) continue;
      if (relays) tunnel.send({ type: 'relays', relays: view.relays });
      if (trust) tunnel.send({ type: 'trust', bundle: view.trust });
      this.sendBackends(tunnel);
    }
  }

  add(tunnel: RelayTunnel): void {
    this.tunnels.add(tunnel);
  }

  onHello(tunnel: RelayTunnel): void {
    const { view } = this;
    if (view === undefined) return tunnel.session.destroy('not-ready', 'no configuration yet');
    const { peer, hello } = tunnel;
    if (hello === undefined) return;
    tunnel.send({
      type: 'welcome',
      instance: view.instance,
      generation: view.generation,
      runtime: this.options.runtime,
      worker: this.options.worker,
      workers: this.options.workers,
      tunnelsPerWorker: TUNNELS_PER_WORKER,
    });
    const connector = this.connector(peer.connector, peer.group, view.deployment);
    if (connector.tunnels.length >= MAX_TUNNELS_PER_CONNECTOR) return tunnel.goAway('surplus', 0);
    tunnel.send({ type: 'trust', bundle: view.trust });
    tunnel.send({ type: 'relays', relays: view.relays });
    this.sendBackends(tunnel);
    // A restarted connector does not drain any more.
    if (connector.tunnels.length === 0) connector.draining = false;
    connector.tunnels.push(tunnel);
    this.options.tell({
      kind: 'tunnel-up',
      tunnel: tunnel.id,
      connector: peer.connector,
      group: peer.group,
      runtime: hello.runtime,
      run: hello.run,
      certificateExpires: peer.certificateExpires,
      remoteAddress: peer.remoteAddress,
      ...(hello.slot !== undefined && { slot: hello.slot }),
    });
    const standing = this.standings.get(peer.connector);
    if (standing !== undefined) tunnel.send({ type: 'standing', ...standing });
  }

  onDrain(tunnel: RelayTunnel): void {
    this.drain(tunnel.peer.connector);
    tunnel.send({ type: 'drained' });
    this.options.tell({
      kind: 'connector-drains',
      connector: tunnel.peer.connector,
      run: tunnel.hello?.run ?? '',
    });
  }

  onLeave(tunnel: RelayTunnel): void {
    this.leave(tunnel);
    tunnel.send({ type: 'drained' });
  }

  onExpired(tunnel: RelayTunnel): void {
    this.leave(tunnel);
    tunnel.goAway('expired', this.options.leaveMs);
  }

  onClose(tunnel: RelayTunnel, end: { readonly code: string; readonly message: string }): void {
    this.tunnels.delete(tunnel);
    if (tunnel.hello === undefined) return;
    this.leave(tunnel);
    this.options.tell({
      kind: 'tunnel-down',
      tunnel: tunnel.id,
      connector: tunnel.peer.connector,
      reason: `${end.code}: ${end.message}`,
    });
  }

  /** Chooses a connector no more. */
  drain(id: string): void {
    const connector = this.connectors.get(id);
    if (connector !== undefined) connector.draining = true;
  }

  /** One that has no tunnel here is told once it has: its standing changes then. */
  setStanding(id: string, standing: Standing): void {
    if (!this.connectors.has(id)) return;
    this.standings.set(id, standing);
    for (const tunnel of this.tunnels) {
      if (tunnel.peer.connector === id && tunnel.hello !== undefined)
        tunnel.send({ type: 'standing', ...standing });
    }
  }

  /** Ends every tunnel once its requests are done. */
  stop(): void {
    for (const tunnel of this.tunnels) tunnel.goAway('stopping', this.options.leaveMs);
  }

  private sendBackends(tunnel: RelayTunnel): void {
    const group = this.view?.groups[tunnel.peer.group];
    const empty: Omit<Backends, 'type'> = { configuration: '', backends: {}, connections: 0 };
    if (group === undefined || this.routing === undefined) {
      return tunnel.sendBackends(empty.configuration, new Map(), empty.connections, undefined);
    }
    tunnel.sendBackends(
      group.digest,
      this.routing.backends(tunnel.peer.group),
      group.connections,
      group.vault,
    );
  }

  private connector(id: string, group: string, deployment: string): PooledConnector {
    const known = this.connectors.get(id);
    if (known !== undefined) return known;
    const affinity = createHash('sha256').update(`${deployment}/${id}`).digest('base64url').slice(0, 16);
    const connector = new PooledConnector(id, group, affinity);
    this.connectors.set(id, connector);
    let pool = this.pools.get(group);
    if (pool === undefined) {
      pool = new GroupPool();
      this.pools.set(group, pool);
    }
    pool.add(connector);
    return connector;
  }

  private leave(tunnel: RelayTunnel): void {
    const { connector: id, group } = tunnel.peer;
    const connector = this.connectors.get(id);
    if (connector === undefined) return;
    const at = connector.tunnels.indexOf(tunnel);
    if (at >= 0) connector.tunnels.splice(at, 1);
    if (connector.tunnels.length > 0) return;
    this.connectors.delete(id);
    this.standings.delete(id);
    this.pools.get(group)?.remove(id);
  }
}

function changed(before: readonly RelayPeer[] | undefined, after: readonly RelayPeer[]): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
