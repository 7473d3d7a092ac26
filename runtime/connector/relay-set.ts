import { BackOff } from '../dial/back-off';
import { endpointText, parseEndpoint, type Endpoint } from '../dial/endpoint';
import type { RelayPeer, Welcome } from '../tunnel/control';
import { DISCOVERY_SECONDS } from './limits';
import { RelayLink, type DialOutcome, type LinkContext, type LinkStatus } from './relay-link';
import type { Tunnel } from './tunnel';

/** What the set needs of the connector. */
export interface RelaySetContext extends LinkContext {
  /** Where relays are to be found first. */
  discover(): Promise<readonly Endpoint[]>;
  /** Discovery failed; for the log. */
  undiscovered(error: unknown): void;
}

/** An address that discovery gave and no list has named yet. */
interface Contact {
  readonly endpoint: Endpoint;
  readonly backOff: BackOff;
  dialling: boolean;
  /** The instance that answered there. */
  link?: RelayLink;
  cancelPause?: () => void;
}

/**
 * What to dial: every relay instance on the lists that relays pass on, and, for the first contact and after a loss of all tunnels,
 * what discovery gives. Instances that leave the lists keep their tunnels until they close them.
 */
export class RelaySet {
  private readonly links = new Map<string, RelayLink>();
  private contacts = new Map<string, Contact>();
  private readonly discoveryBackOff: BackOff;
  private cancelDiscovery: (() => void) | undefined;
  /** Discovery is asked sooner than by its interval. */
  private hurries = false;
  private stopped = false;

  constructor(private readonly context: RelaySetContext) {
    const { clock } = context;
    this.discoveryBackOff = new BackOff({ now: () => clock.now(), random: () => clock.random() });
  }

  start(): void {
    this.discover();
  }

  /** Dials no more; tunnels that are there stay. */
  stop(): void {
    this.stopped = true;
    this.cancelDiscovery?.();
    for (const contact of this.contacts.values()) contact.cancelPause?.();
    for (const link of this.links.values()) link.stop();
  }

  get tunnels(): Tunnel[] {
    return [...this.links.values()].flatMap((link) => [...link.tunnels]);
  }

  get status(): LinkStatus[] {
    return [...this.links.values()]
      .map((link) => link.status)
      .sort((a, b) => (`${a.instance} ${a.generation}` < `${b.instance} ${b.generation}` ? -1 : 1));
  }

  /** Every ready relay instance on the list says that the connector is in service there. */
  get inService(): boolean {
    const ready = [...this.links.values()].filter(({ listed }) => listed === 'ready');
    return ready.length > 0 && ready.every((link) => link.inService);
  }

  /** Addresses of relay instances that have answered lately, for renewal. */
  get endpoints(): Endpoint[] {
    return [...this.links.values()].filter((link) => link.isUp).map(({ endpoint }) => endpoint);
  }

  linkOf(tunnel: Tunnel): RelayLink | undefined {
    return [...this.links.values()].find((link) => link.tunnels.has(tunnel));
  }

  /** A tunnel was welcomed: it goes to the link of the instance that it has reached. */
  adopt(tunnel: Tunnel, welcome: Welcome, endpoint: Endpoint): RelayLink {
    const key = `${welcome.instance} ${welcome.generation}`;
    let link = this.links.get(key);
    if (link === undefined) {
      link = new RelayLink(welcome.instance, welcome.generation, endpoint, this.context);
      this.links.set(key, link);
    }
    link.adopt(tunnel, welcome);
    return link;
  }

  /** A relay instance has passed on its list. */
  listed(link: RelayLink, peers: readonly RelayPeer[]): void {
    link.peers = peers;
    this.merge();
  }

  /** A tunnel is gone, or takes no more requests. */
  lost(tunnel: Tunnel, why: string): void {
    this.linkOf(tunnel)?.lost(tunnel, why);
    this.tidy();
    if (!this.isUp) this.discoverSoon();
  }

  /** The identity has changed: new tunnels are made beside the old ones. */
  renewed(): void {
    for (const link of this.links.values()) link.ensure();
  }

  private get isUp(): boolean {
    return [...this.links.values()].some((link) => link.isUp);
  }

  /** What the instances that are reached say counts together; while none is reached, what was said last. */
  private merge(): void {
    const sources = [...this.links.values()].filter((link) => link.isUp && link.peers !== undefined);
    if (sources.length === 0) return;
    const peers = new Map<string, RelayPeer & { readonly endpoint: Endpoint }>();
    for (const peer of sources.flatMap((source) => source.peers ?? [])) {
      const endpoint = parseEndpoint(peer.address);
      const key = `${peer.instance} ${peer.generation}`;
      // An instance that one of them knows to be draining is.
      if (endpoint !== undefined && peers.get(key)?.state !== 'draining')
        peers.set(key, { ...peer, endpoint });
    }
    for (const [key, { instance, generation, state, endpoint }] of peers) {
      let link = this.links.get(key);
      if (link === undefined) {
        link = new RelayLink(instance, generation, endpoint, this.context);
        this.links.set(key, link);
      }
      link.endpoint = endpoint;
      link.listed = state;
    }
    for (const [key, link] of this.links) if (!peers.has(key)) link.listed = 'unlisted';
    this.tidy();
    for (const link of this.links.values()) if (!this.stopped) link.ensure();
    this.context.changed();
  }

  /** Instances that are on no list and have no tunnel are forgotten. */
  private tidy(): void {
    for (const [key, link] of this.links) {
      if (link.listed !== 'unlisted' || link.tunnels.size > 0) continue;
      link.stop();
      this.links.delete(key);
    }
  }

  private discoverSoon(): void {
    if (this.stopped || this.hurries) return;
    this.hurries = true;
    this.cancelDiscovery?.();
    this.cancelDiscovery = this.context.clock.after(this.discoveryBackOff.pause(), () => this.discover());
  }

  private discover(): void {
    this.hurries = false;
    this.cancelDiscovery = undefined;
    this.context.discover().then(
      (endpoints) => this.discovered(endpoints),
      (error: unknown) => {
        this.context.undiscovered(error);
        this.discoverSoon();
      },
    );
  }

  private discovered(endpoints: readonly Endpoint[]): void {
    if (this.stopped) return;
    const contacts = new Map<string, Contact>();
    for (const endpoint of endpoints) {
      const key = endpointText(endpoint);
      contacts.set(key, this.contacts.get(key) ?? this.newContact(endpoint));
    }
    for (const [key, contact] of this.contacts) if (!contacts.has(key)) contact.cancelPause?.();
    this.contacts = contacts;
    for (const contact of contacts.values()) this.reach(contact);
    const seconds = DISCOVERY_SECONDS * (0.8 + 0.4 * this.context.clock.random());
    this.discoveryBackOff.reached();
    this.cancelDiscovery?.();
    this.cancelDiscovery = this.context.clock.after(seconds * 1000, () => this.discover());
  }

  private newContact(endpoint: Endpoint): Contact {
    const { clock } = this.context;
    const backOff = new BackOff({ now: () => clock.now(), random: () => clock.random() });
    return { endpoint, backOff, dialling: false };
  }

  /** Dials an address that discovery gave, unless a link does so already or what answered there is still there. */
  private reach(contact: Contact): void {
    const { endpoint } = contact;
    if (this.stopped || contact.dialling || contact.cancelPause !== undefined) return;
    if (contact.link?.isUp === true && [...this.links.values()].includes(contact.link)) return;
    if ([...this.links.values()].some((link) => link.listed === 'ready' && same(link.endpoint, endpoint)))
      return;
    contact.dialling = true;
    this.context.dial(endpoint, (outcome) => this.reached(contact, outcome));
  }

  private reached(contact: Contact, outcome: DialOutcome): void {
    contact.dialling = false;
    if (outcome.kind === 'stopped' || this.stopped) return;
    if (outcome.kind === 'welcomed') {
      contact.link = outcome.link;
      contact.backOff.reached();
      outcome.link.ensure();
      return;
    }
    if (this.contacts.get(endpointText(contact.endpoint)) !== contact) return;
    contact.cancelPause = this.context.clock.after(contact.backOff.pause(), () => {
      delete contact.cancelPause;
      this.reach(contact);
    });
  }
}

function same(a: Endpoint, b: Endpoint): boolean {
  return a.host === b.host && a.port === b.port;
}
