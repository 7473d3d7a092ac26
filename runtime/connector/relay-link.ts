import { BackOff } from '../dial/back-off';
import { reasonOf } from '../dial/dial-error';
import { endpointText, type Endpoint } from '../dial/endpoint';
import type { RelayPeer, Standing, Welcome } from '../tunnel/control';
import type { Clock } from '../clock';
import type { Identity } from './identity';
import { LONGEST_SURPLUS_PAUSE_MS, MAX_TUNNELS_PER_WORKER, SURPLUS_PAUSE_MS } from './limits';
import type { Tunnel } from './tunnel';

/** What a link needs of the connector. */
export interface LinkContext {
  readonly clock: Clock;
  /** The identity that new tunnels are made with. */
  identity(): Identity;
  /** Tunnels to each worker, whatever the relay asks for. */
  readonly tunnelsPerWorker?: number;
  /**
   * Makes a tunnel. Before `settled` is told of a link, the tunnel has been given to that link, which is the one of the instance
   * that answered.
   */
  dial(endpoint: Endpoint, settled: (outcome: DialOutcome) => void): void;
  /** Something that others see has changed. */
  changed(): void;
}

/** What became of an attempt to make a tunnel. */
export type DialOutcome =
  | { readonly kind: 'welcomed'; readonly link: RelayLink }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Nothing is to be dialled any more. */
  | { readonly kind: 'stopped' };

/** What status shows of one relay instance. */
export interface LinkStatus {
  readonly instance: string;
  readonly generation: string;
  readonly address: string;
  /** What the list of relay instances says; `unlisted` where it says nothing. */
  readonly listed: RelayPeer['state'] | 'unlisted';
  readonly workers: number | undefined;
  readonly workersReached: number;
  readonly tunnels: number;
  readonly roundTripMs?: number;
  readonly inService: boolean;
  readonly reason?: string;
}

/** The tunnels to one relay instance: the wanted number to each of its worker processes, however often one has to dial. */
export class RelayLink {
  readonly tunnels = new Set<Tunnel>();
  /** The list of relay instances that this one passed on last. */
  peers: readonly RelayPeer[] | undefined;
  listed: RelayPeer['state'] | 'unlisted' = 'unlisted';
  /** Tunnels whose loss has been reckoned with already. */
  private readonly gone = new WeakSet<Tunnel>();
  private standing: Standing | undefined;
  private workers: number | undefined;
  private wantedPerWorker = 1;
  private surplus = 0;
  private dialling = false;
  private stopped = false;
  private cancelPause: (() => void) | undefined;
  private problem: string | undefined;
  private readonly backOff: BackOff;

  constructor(
    readonly instance: string,
    readonly generation: string,
    public endpoint: Endpoint,
    private readonly context: LinkContext,
  ) {
    const { clock } = context;
    this.backOff = new BackOff({ now: () => clock.now(), random: () => clock.random() });
  }

  /** By its own word, with at least one tunnel that is there. */
  get inService(): boolean {
    return this.standing?.inService === true && this.isUp;
  }

  get isUp(): boolean {
    return [...this.tunnels].some((tunnel) => tunnel.kind === 'open');
  }

  get status(): LinkStatus {
    const open = [...this.tunnels].filter((tunnel) => tunnel.kind === 'open');
    const roundTrips = open.flatMap(({ session }) => session.roundTripMs ?? []);
    const reason = this.inService ? undefined : (this.standing?.reason ?? this.problem);
    return {
      instance: this.instance,
      generation: this.generation,
      address: endpointText(this.endpoint),
      listed: this.listed,
      workers: this.workers,
      workersReached: new Set(open.map((tunnel) => tunnel.welcome?.worker)).size,
      tunnels: this.tunnels.size,
      ...(roundTrips.length > 0 && { roundTripMs: Math.round(Math.min(...roundTrips) * 100) / 100 }),
      inService: this.inService,
      ...(reason !== undefined && { reason }),
    };
  }

  /** Dials if a tunnel is missing and nothing else is to be waited for. Safe to call at any time. */
  ensure(): void {
    if (this.stopped || this.dialling || this.cancelPause !== undefined) return;
    if (this.listed !== 'ready' || !this.isMissingOne()) return;
    this.dialling = true;
    this.context.dial(this.endpoint, (outcome) => {
      this.dialling = false;
      if (outcome.kind === 'stopped') return;
      if (outcome.kind === 'welcomed' && outcome.link === this) {
        this.ensure();
        return;
      }
      this.problem =
        outcome.kind === 'failed'
          ? reasonOf(outcome.error)
          : `${endpointText(this.endpoint)} leads to relay instance ${outcome.link.instance}`;
      this.wait(this.backOff.pause());
      this.context.changed();
    });
  }

  /** Takes over a tunnel that this instance has welcomed, whoever dialled it; one too many is given up. */
  adopt(tunnel: Tunnel, welcome: Welcome): void {
    this.problem = undefined;
    this.workers = welcome.workers;
    this.wantedPerWorker = Math.min(
      this.context.tunnelsPerWorker ?? welcome.tunnelsPerWorker,
      MAX_TUNNELS_PER_WORKER,
    );
    const enough = this.count(welcome.worker) >= this.wantedPerWorker;
    this.tunnels.add(tunnel);
    if (enough) {
      tunnel.leave();
      this.surplus += 1;
      const bound = Math.min(
        SURPLUS_PAUSE_MS * 2 ** Math.min(this.surplus - 1, 10),
        LONGEST_SURPLUS_PAUSE_MS,
      );
      this.wait(this.context.clock.random() * bound);
    } else {
      this.surplus = 0;
      this.backOff.reached();
      this.replaceOld(welcome.worker);
    }
    this.context.changed();
  }

  stands(standing: Standing): void {
    this.standing = standing;
    this.context.changed();
  }

  /** A tunnel of this link is gone, or takes no more requests. */
  lost(tunnel: Tunnel, why: string): void {
    if (tunnel.kind === 'closed') this.tunnels.delete(tunnel);
    if (!this.isUp) this.standing = undefined;
    const accounted = tunnel.isGivenUp || this.gone.has(tunnel);
    this.gone.add(tunnel);
    if (!accounted && !this.stopped && this.isMissingOne()) {
      this.problem = why;
      this.wait(this.backOff.pause());
    }
    this.context.changed();
  }

  /** No more tunnels; those that are there stay. */
  stop(): void {
    this.stopped = true;
    this.cancelPause?.();
    this.cancelPause = undefined;
  }

  private isMissingOne(): boolean {
    if (this.workers === undefined || this.tunnels.size === 0) return true;
    for (let worker = 0; worker < this.workers; worker += 1) {
      if (this.count(worker) < this.wantedPerWorker) return true;
    }
    return false;
  }

  /** Tunnels to a worker that take requests and were made with the present identity. */
  private count(worker: number): number {
    const identity = this.context.identity();
    return [...this.tunnels].filter(
      (tunnel) => tunnel.kind === 'open' && tunnel.identity === identity && tunnel.welcome?.worker === worker,
    ).length;
  }

  /** Once a worker has its tunnels with the present identity, those with an older one are given up. */
  private replaceOld(worker: number): void {
    if (this.count(worker) < this.wantedPerWorker) return;
    const identity = this.context.identity();
    for (const tunnel of this.tunnels) {
      if (tunnel.kind === 'open' && tunnel.identity !== identity && tunnel.welcome?.worker === worker)
        tunnel.leave();
    }
  }

  private wait(milliseconds: number): void {
    if (this.stopped || this.cancelPause !== undefined) return;
    this.cancelPause = this.context.clock.after(milliseconds, () => {
      this.cancelPause = undefined;
      this.ensure();
    });
  }
}
