import { randomBytes } from 'node:crypto';
import type { Dial } from '../dial/dial';
import { reasonOf } from '../dial/dial-error';
import type { NameService } from '../dial/discovery';
import { endpointText, type Endpoint } from '../dial/endpoint';
import type { ConnectorBootstrap } from '../documents/types.generated';
import type { Log } from '../log/log';
import type { GoAway } from '../tunnel/control';
import { SYSTEM_CLOCK, type Clock } from '../clock';
import { readCredential, type CredentialSources } from './credential';
import { DrainDeadline } from './drain-deadline';
import type { Enroller } from './enroller';
import type { Identity } from './identity';
import { IdentityKeeper } from './identity-keeper';
import { IdentityLife, isUntrusted } from './identity-life';
import { IdentityStore } from './identity-store';
import { DRAIN_SECONDS, REFUSED_PAUSE_SECONDS } from './limits';
import { RelayFinder } from './relay-finder';
import { RelaySet } from './relay-set';
import type { Splicer } from './splice/splicer';
import type { ConnectorState } from './state';
import type { ConnectorStatus } from './status';
import type { Tunnel } from './tunnel';
import { Tunnels, type TunnelEvents } from './tunnels';
import { TrustKeeper } from './trust-keeper';
import { fetchTrust } from './trust-source';
import { TrustStore } from './trust-store';

export interface ConnectorOptions {
  readonly bootstrap: ConnectorBootstrap;
  /** Version of the program. */
  readonly runtime: string;
  readonly dial: Dial;
  /** @default the system's */
  readonly names?: NameService;
  readonly enroller: Enroller;
  readonly credentials: CredentialSources;
  /** Reads a text from the storage account with a managed identity. */
  readonly download: (url: string, identity: string, signal: AbortSignal) => Promise<string>;
  /** Called whenever there is an identity that counts: the credential of the bootstrap has served. */
  readonly spent: () => Promise<void>;
  readonly splicer: Splicer;
  readonly log: Log;
  /** @default SYSTEM_CLOCK */
  readonly clock?: Clock;
}

/** What the connector itself knows of its state; whether it is in service, the relays say. */
type Lifecycle =
  Exclude<ConnectorState, { readonly kind: 'connecting' | 'in-service' }> | { readonly kind: 'serving' };

/** A connector, from its bootstrap document to its drain. */
export class Connector {
  /** Random for each run: tells relays a restart from a further tunnel. */
  readonly run = randomBytes(8).toString('hex');
  /** Called whenever something changes that status shows. */
  onChange: () => void = () => undefined;

  private readonly clock: Clock;
  private readonly log: Log;
  private readonly finder: RelayFinder;
  private readonly trust: TrustKeeper;
  private readonly keeper: IdentityKeeper;
  private readonly life: IdentityLife;
  private readonly tunnels: Tunnels;
  private readonly stopping = new AbortController();
  private relays: RelaySet | undefined;
  private lifecycle: Lifecycle = { kind: 'waiting-for-trust' };
  private configuration: string | undefined;
  private wasInService = false;
  private cancelRetry: () => void = () => undefined;
  private drained: Promise<boolean> | undefined;

  constructor(private readonly options: ConnectorOptions) {
    const { bootstrap, clock = SYSTEM_CLOCK, log, enroller } = options;
    const { deployment, group, slot, stateDirectory } = bootstrap;
    const { signal } = this.stopping;
    this.clock = clock;
    this.log = log;
    this.finder = new RelayFinder({
      bootstrap,
      clock,
      ...(options.names !== undefined && { names: options.names }),
    });
    const endpoints = (): Promise<readonly Endpoint[]> => this.finder.whomToAsk(this.relays?.endpoints ?? []);
    this.trust = new TrustKeeper({
      clock,
      sourceIsFile: 'file' in bootstrap.trust,
      store: new TrustStore(stateDirectory),
      log,
      source: (until) =>
        fetchTrust({ trust: bootstrap.trust, enroller, endpoints, download: options.download }, until),
    });
    this.keeper = new IdentityKeeper({
      store: new IdentityStore(stateDirectory, { deployment, group }),
      trust: this.trust,
      enroller,
      clock,
      log,
      endpoints,
      credential: () => readCredential(bootstrap.enrolment, options.credentials),
      spent: options.spent,
    });
    this.life = new IdentityLife({
      keeper: this.keeper,
      trust: this.trust,
      clock,
      log,
      signal,
      renewed: () => this.renewed(),
      failed: (problem, final) => this.enrolmentFailed(problem, final !== undefined),
    });
    this.tunnels = new Tunnels({
      dial: options.dial,
      deployment,
      serverName: bootstrap.relay.name,
      trust: () => this.trust.bundle,
      identity: () => this.identity(),
      hello: { type: 'hello', runtime: options.runtime, slot, run: this.run },
      splicer: options.splicer,
      clock,
      signal,
      events: this.events(),
    });
  }

  get state(): ConnectorState {
    if (this.lifecycle.kind !== 'serving') return this.lifecycle;
    if (this.relays?.inService === true) return { kind: 'in-service' };
    const reason = this.relays?.status.find(
      ({ inService, listed }) => !inService && listed !== 'draining',
    )?.reason;
    return { kind: 'connecting', ...(reason !== undefined && { reason }) };
  }

  get status(): ConnectorStatus {
    const { bootstrap, runtime, splicer } = this.options;
    const { current } = this.keeper;
    return {
      version: 1,
      state: this.state,
      deployment: bootstrap.deployment,
      group: bootstrap.group,
      slot: bootstrap.slot,
      runtime,
      ...(current !== undefined && {
        connector: current.connector,
        certificateExpires: new Date(current.expires).toISOString(),
      }),
      ...(this.configuration !== undefined && { configuration: this.configuration }),
      relays: this.relays?.status ?? [],
      ...splicer.counters(),
    };
  }

  /** Begins, and goes on until `drain` or `stop`. Resolves once there are a trust bundle and a certificate. */
  async start(): Promise<void> {
    const { signal } = this.stopping;
    await this.trust.load();
    await this.trust.wait(signal, (reason) => this.become({ kind: 'waiting-for-trust', reason }));
    if (signal.aborted) return;
    await this.keeper.load();
    if (this.keeper.current === undefined || this.keeper.hasExpired) this.become({ kind: 'enrolling' });
    else {
      this.serve();
      await this.options.spent();
    }
    await this.life.begin();
  }

  /**
   * A new certificate, for the id that is there.
   *
   * @param token of an enrolment; without one the present certificate is renewed, or the bootstrap's credential used
   * @throws CredentialMissing, EnrolmentRefused, DialError, AggregateError of the latter
   */
  async reEnrol(token?: string): Promise<Identity> {
    const identity = await this.newCertificate(token);
    this.life.replaced(identity);
    return identity;
  }

  /** The same, for a connector that was not started: with what is on disk, and nothing is dialled but for this. */
  async reEnrolAlone(token?: string): Promise<Identity> {
    await this.trust.load();
    await this.keeper.load();
    return this.newCertificate(token);
  }

  /**
   * Takes no new request, finishes those in flight, closes the tunnels.
   *
   * @returns whether all were finished before the deadline
   */
  drain(seconds: number = DRAIN_SECONDS): Promise<boolean> {
    this.drained ??= this.drainNow(seconds);
    return this.drained;
  }

  /** Ends at once; requests in flight are lost. */
  async stop(): Promise<void> {
    this.halt();
    for (const tunnel of this.tunnels.all) tunnel.destroy('stopped', 'the connector stops');
    await this.options.splicer.close();
    this.become({ kind: 'stopped' });
  }

  private async drainNow(seconds: number): Promise<boolean> {
    const { splicer } = this.options;
    this.log.event('draining', { inFlight: splicer.inFlight, seconds });
    this.become({ kind: 'draining' });
    this.halt();
    const deadline = new DrainDeadline(this.clock, seconds);
    const { all } = this.tunnels;
    const quiet = await deadline.allows(Promise.all(all.map((tunnel) => tunnel.drain())));
    const finished = (await deadline.allows(splicer.idle())) && quiet;
    deadline.cancel();
    this.log.event('drained', { cutOff: splicer.inFlight });
    const { all: left } = this.tunnels;
    for (const tunnel of left) tunnel.close();
    await Promise.all(left.map(({ gone }) => gone));
    await splicer.close();
    this.become({ kind: 'stopped' });
    return finished;
  }

  private async newCertificate(token: string | undefined): Promise<Identity> {
    const { signal } = this.stopping;
    if (!this.trust.isThere) await this.trust.refresh(signal);
    if (token !== undefined) return this.keeper.enrol(signal, { kind: 'token', token });
    const renewable = this.keeper.current !== undefined && !this.keeper.hasExpired;
    return renewable ? this.keeper.renew(signal) : this.keeper.enrol(signal);
  }

  /** Nothing is dialled or renewed any more. */
  private halt(): void {
    this.cancelRetry();
    this.stopping.abort();
    this.relays?.stop();
  }

  private serve(): void {
    if (this.stopping.signal.aborted) return;
    this.cancelRetry();
    this.relays?.stop();
    this.lifecycle = { kind: 'serving' };
    this.relays = new RelaySet({
      clock: this.clock,
      identity: () => this.identity(),
      ...(this.options.bootstrap.tunnels !== undefined && {
        tunnelsPerWorker: this.options.bootstrap.tunnels,
      }),
      dial: (endpoint, settled) => this.tunnels.dial(endpoint, settled),
      changed: () => this.changed(),
      discover: () => this.finder.find(),
      undiscovered: (error) => this.log.event('relay-name-failed', { reason: reasonOf(error) }),
    });
    this.relays.start();
    this.changed();
  }

  private renewed(): void {
    if (this.lifecycle.kind === 'serving') this.relays?.renewed();
    else this.serve();
    this.changed();
  }

  private enrolmentFailed(reason: string, final: boolean): void {
    if (final) {
      this.refused(reason);
      return;
    }
    if (this.keeper.current !== undefined && !this.keeper.hasExpired && this.lifecycle.kind === 'serving')
      return;
    this.relays?.stop();
    this.become({ kind: 'enrolling', reason });
  }

  /** Somebody must do something; the present identity is tried again from time to time, as revocations can be taken back. */
  private refused(reason: string): void {
    if (this.stopping.signal.aborted) return;
    if (this.lifecycle.kind !== 'refused') this.log.event('rejected', { reason });
    this.relays?.stop();
    for (const tunnel of this.tunnels.all) tunnel.leave();
    this.become({ kind: 'refused', reason });
    this.cancelRetry();
    const milliseconds = REFUSED_PAUSE_SECONDS * 1000 * (0.8 + 0.4 * this.clock.random());
    this.cancelRetry = this.clock.after(milliseconds, () => {
      if (this.keeper.current !== undefined && !this.keeper.hasExpired) this.serve();
    });
  }

  private events(): TunnelEvents {
    return {
      welcomed: (tunnel, welcome, endpoint) => {
        const { relays } = this;
        if (relays === undefined) throw new Error('a tunnel before the first relay set');
        this.log.event('tunnel-up', {
          instance: welcome.instance,
          worker: welcome.worker,
          address: endpointText(endpoint),
        });
        return relays.adopt(tunnel, welcome, endpoint);
      },
      relays: (tunnel, peers) => {
        const link = this.relays?.linkOf(tunnel);
        if (link !== undefined) this.relays?.listed(link, peers);
      },
      trust: (bundle) => void this.trust.take(bundle),
      backends: ({ configuration }) => {
        if (this.configuration === configuration) return;
        this.configuration = configuration;
        this.log.event('configuration-taken', { configuration });
        this.changed();
      },
      standing: (tunnel, standing) => this.relays?.linkOf(tunnel)?.stands(standing),
      wentAway: (tunnel, reason) => this.wentAway(tunnel, reason),
      ended: (tunnel, end) => {
        if (tunnel.welcome !== undefined || end.code !== 'closed') {
          this.log.event('tunnel-down', { code: end.code, reason: end.message });
        }
        this.relays?.lost(tunnel, end.message);
      },
      failed: (endpoint, error) => {
        const untrusted = isUntrusted(error);
        this.log.event(untrusted ? 'relay-untrusted' : 'tunnel-failed', {
          address: endpointText(endpoint),
          reason: reasonOf(error),
        });
        if (untrusted) this.trust.refresh(this.stopping.signal).catch(() => undefined);
      },
    };
  }

  private wentAway(tunnel: Tunnel, reason: GoAway['reason']): void {
    this.log.event('go-away', { reason, instance: tunnel.welcome?.instance });
    // Tunnels that an older certificate made end with it; that is no news.
    const current = tunnel.identity === this.keeper.current;
    if (current && (reason === 'revoked' || reason === 'wrong-deployment')) {
      this.refused(reason);
      return;
    }
    if (current && (reason === 'expired' || reason === 'unknown-authority')) this.life.rejectedByRelay();
    this.relays?.lost(tunnel, reason);
  }

  private identity(): Identity {
    const { current, hasExpired } = this.keeper;
    if (current === undefined) throw new Error('there is no certificate yet');
    if (hasExpired) throw new Error('the certificate has expired');
    return current;
  }

  private become(lifecycle: Lifecycle): void {
    this.lifecycle = lifecycle;
    this.changed();
  }

  private changed(): void {
    const { kind } = this.state;
    const inService = kind === 'in-service';
    if (inService !== this.wasInService && kind !== 'draining' && kind !== 'stopped') {
      this.log.event(inService ? 'in-service' : 'out-of-service', {});
    }
    this.wasInService = inService;
    this.onChange();
  }
}
