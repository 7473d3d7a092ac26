import { SYSTEM_CLOCK, type Clock } from '../clock';
import type { Log } from '../log/log';
import type { GroupView, Route } from '../relay/messages';
import { DirectoryStore } from '../store/directory-store';
import { messageOf } from '../store/fault';
import {
  mergeClaims,
  nextRelease,
  NO_CLAIMS,
  routesOf,
  type Claim,
  type Claims,
  type WaitingClaim,
} from './claims';
import type { Configuration } from './configuration';
import { HANDOVER_SECONDS } from './limits';
import { readRoutesFile, routesFile } from './routes-file';

export interface RoutesOptions {
  /** Who has which host and path is kept there, in `routes.json`. */
  readonly stateDirectory: string;
  readonly log: Log;
  /** @default SYSTEM_CLOCK */
  readonly clock?: Clock;
}

/** What all groups together publish. */
export interface PublishedRoutes {
  /** By host and path. */
  readonly routes: readonly Route[];
  /** The groups that have documents, and those of released routes. */
  readonly groups: Readonly<Record<string, GroupView>>;
  /** Claims to a host and path that another application has. */
  readonly waiting: readonly WaitingClaim[];
  /** Released routes that are still served. */
  readonly released: readonly Claim[];
}

/** Name of the file in the state directory. */
const FILE = 'routes.json';

/** The routes of a relay instance. They persist over a restart. */
export class Routes {
  private readonly clock: Clock;
  private readonly store: DirectoryStore;
  private readonly listeners = new Set<(published: PublishedRoutes) => void>();
  private claims = NO_CLAIMS;
  private groups: Readonly<Record<string, GroupView>> = {};
  private configuration: Configuration | undefined;
  private published: PublishedRoutes = { routes: [], groups: {}, waiting: [], released: [] };
  private kept = '';
  private told = '';
  private keeping: Promise<void> = Promise.resolve();
  private cancelTimer: (() => void) | undefined;

  constructor(private readonly options: RoutesOptions) {
    this.clock = options.clock ?? SYSTEM_CLOCK;
    this.store = new DirectoryStore({ directory: options.stateDirectory, private: true });
  }

  get current(): PublishedRoutes {
    return this.published;
  }

  /** Calls the listener whenever routes, their settings or their groups change. @returns what ends that */
  onChange(listener: (published: PublishedRoutes) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reads who had what before the restart. Once, before the first `update`. */
  async restore(): Promise<void> {
    try {
      const content = await this.store.read(FILE);
      if (content === undefined || content === 'unchanged') return;
      ({ claims: this.claims, groups: this.groups } = readRoutesFile(content.text));
      this.kept = content.text;
    } catch (error) {
      this.options.log.event('routes-not-kept', {
        reason: messageOf(error),
      });
    }
  }

  /** Takes what counts now. */
  update(configuration: Configuration): void {
    this.configuration = configuration;
    this.merge();
  }

  /** Resolves once all changes until now are in the state directory, or could not be written. */
  settled(): Promise<void> {
    return this.keeping;
  }

  stop(): Promise<void> {
    this.cancelTimer?.();
    this.listeners.clear();
    return this.settled();
  }

  private merge(): void {
    const { configuration } = this;
    if (configuration === undefined) return;
    const now = this.clock.now();
    const seconds = configuration.relay?.document.groups.handoverSeconds ?? HANDOVER_SECONDS;
    const before = this.claims;
    this.claims = mergeClaims(before, configuration.groups, now, seconds * 1000);
    this.groups = this.groupViews(configuration);
    this.published = {
      routes: routesOf(this.claims),
      groups: this.groups,
      waiting: this.claims.waiting,
      released: this.claims.held.filter(({ until }) => until !== undefined),
    };
    this.tellWaiting(before.waiting);
    const text = routesFile(this.claims, this.groups);
    this.keep(text);
    this.cancelTimer?.();
    const next = nextRelease(this.claims);
    this.cancelTimer =
      next === undefined ? undefined : this.clock.after(Math.max(0, next - now), () => this.merge());
    // A group's digest changes with any settings of its routes.
    const told = JSON.stringify([text, this.groups]);
    if (told === this.told) return;
    this.told = told;
    for (const listener of this.listeners) listener(this.published);
  }

  private groupViews(configuration: Configuration): Readonly<Record<string, GroupView>> {
    const views: Record<string, GroupView> = {};
    for (const [group, { document, digest }] of configuration.groups) {
      const { connectors, vault } = document;
      views[group] = {
        digest,
        connections: connectors.limits.connections,
        ...(vault !== undefined && { vault }),
      };
    }
    for (const { route } of this.claims.held) {
      const last = this.groups[route.group];
      if (views[route.group] === undefined && last !== undefined) views[route.group] = last;
    }
    return views;
  }

  private tellWaiting(before: Claims['waiting']): void {
    const known = new Set(before.map(({ route }) => JSON.stringify([route.group, route.host, route.path])));
    for (const { route, heldBy } of this.claims.waiting) {
      const { group, application, host, path } = route;
      if (known.has(JSON.stringify([group, host, path]))) continue;
      this.options.log.event('route-waiting', { group, application, host, path, heldBy: heldBy.group });
    }
  }

  /** Writes in the order of the changes; a change that was overtaken is left out. */
  private keep(text: string): void {
    if (text === this.kept) return;
    this.kept = text;
    this.keeping = this.keeping.then(async () => {
      if (text !== this.kept) return;
      try {
        await this.store.write(FILE, text);
      } catch (error) {
        this.kept = '';
        this.options.log.event('routes-not-kept', {
          reason: messageOf(error),
        });
      }
    });
  }
}
