import { SYSTEM_CLOCK, type Clock } from '../clock';
import type { Log } from '../log/log';
import { messageOf } from '../store/fault';
import type { Store } from '../store/store';
import {
  configurationOf,
  type Configuration,
  type ConfigurationStatus,
  type InvalidDocument,
  type Unavailable,
} from './configuration';
import { KeptConfiguration } from './kept-configuration';
import { POLL_SECONDS } from './limits';
import { DocumentReader, type Documented } from './read-documents';

export interface ConfigurationSourceOptions {
  /** Documents with another deployment do not count. */
  readonly deployment: string;
  /** Where the configuration documents are. */
  readonly configuration: Store;
  /** Where the instances keep what they share; `revoked/` of it is read. */
  readonly exchange: Store;
  /** The last good configuration is kept in its folder `configuration`. */
  readonly stateDirectory: string;
  readonly log: Log;
  /** @default SYSTEM_CLOCK */
  readonly clock?: Clock;
  /** Seconds between two looks. @default POLL_SECONDS */
  readonly pollSeconds?: number;
}

const REVOKED = 'revoked/';
const REVOKED_NAME = /^revoked\/([0-9a-f]{16})\.json$/;

/**
 * The configuration of a relay instance: the newest valid document of each kind and group. What is newer and invalid
 * is told and does not count; what counted stays as long as its kind and group has any document. Without a relay
 * document nothing is taken away, because then the store was emptied, not changed.
 */
export class ConfigurationSource {
  private readonly clock: Clock;
  private readonly reader: DocumentReader;
  private readonly kept: KeptConfiguration;
  private readonly listeners = new Set<(configuration: Configuration) => void>();
  private readonly unavailable = new Map<string, Unavailable>();
  private inForce: ReadonlyMap<string, Documented> = new Map();
  private revoked: ReadonlySet<string> = new Set();
  private configuration = configurationOf(this.inForce, this.revoked);
  private invalid: ReadonlyMap<string, InvalidDocument> = new Map();
  private lastRead: number | undefined;
  private fromState = false;
  private relayMissing = false;
  private notKept: string | undefined;
  private looking: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private cancelTimer: (() => void) | undefined;
  private stopped = false;

  constructor(private readonly options: ConfigurationSourceOptions) {
    this.clock = options.clock ?? SYSTEM_CLOCK;
    this.kept = new KeptConfiguration(options.stateDirectory, options.deployment);
    this.reader = new DocumentReader(options.configuration, options.deployment);
  }

  /** What counts now. */
  get current(): Configuration {
    return this.configuration;
  }

  get status(): ConfigurationStatus {
    return {
      digest: this.configuration.digest,
      ...(this.lastRead !== undefined && { read: this.lastRead }),
      fromState: this.fromState,
      invalid: [...this.invalid.values()],
      unavailable: [...this.unavailable.values()],
      ...(this.notKept !== undefined && { notKept: this.notKept }),
      relayMissing: this.relayMissing,
    };
  }

  /** Calls the listener whenever something counts that did not before, or the other way round. @returns what ends that */
  onChange(listener: (configuration: Configuration) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Begins with what the state directory holds, then looks at the stores, now and from then on. Resolves after the
   * first look, whatever it found.
   */
  async start(): Promise<void> {
    await this.restore();
    await this.refresh();
  }

  /** Looks at the stores at once. Resolves once a look that began after this call has ended. */
  refresh(): Promise<void> {
    if (this.looking === undefined) {
      this.looking = this.look().finally(() => (this.looking = undefined));
      return this.looking;
    }
    this.next ??= this.looking.then(() => {
      this.next = undefined;
      return this.refresh();
    });
    return this.next;
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer?.();
    this.listeners.clear();
  }

  private async restore(): Promise<void> {
    try {
      const { inForce, revoked } = await this.kept.restore();
      this.fromState = inForce.size > 0;
      this.apply(inForce, revoked);
    } catch (error) {
      this.notKept = messageOf(error);
      this.options.log.event('configuration-not-kept', { reason: this.notKept });
    }
  }

  private async look(): Promise<void> {
    this.cancelTimer?.();
    const inForce = await this.reading(this.options.configuration, () => this.documents());
    const revoked = await this.reading(this.options.exchange, () => this.revokedIds());
    if (this.stopped) return;
    if (inForce !== undefined && revoked !== undefined) this.lastRead = this.clock.now();
    if (inForce !== undefined) this.fromState = false;
    this.apply(inForce ?? this.inForce, revoked ?? this.revoked);
    if (inForce !== undefined || revoked !== undefined) await this.keep();
    this.schedule();
  }

  private async documents(): Promise<ReadonlyMap<string, Documented>> {
    const look = await this.reader.look();
    this.tellInvalid(look.invalid);
    this.relayMissing = !look.complete;
    if (!look.complete) return this.inForce;
    const inForce = new Map<string, Documented>();
    for (const of of look.present) {
      const document = look.inForce.get(of) ?? this.inForce.get(of);
      if (document !== undefined) inForce.set(of, document);
    }
    return inForce;
  }

  private async revokedIds(): Promise<ReadonlySet<string>> {
    const entries = await this.options.exchange.list(REVOKED);
    return new Set(entries.flatMap(({ name }) => REVOKED_NAME.exec(name)?.slice(1) ?? []));
  }

  /** The result, or undefined where the store is away; both is told when it begins and ends. */
  private async reading<T>(store: Store, read: () => Promise<T>): Promise<T | undefined> {
    const { place } = store;
    const { log } = this.options;
    // Configuration and exchange may be one place.
    const key = store === this.options.configuration ? `configuration ${place}` : `exchange ${place}`;
    try {
      const result = await read();
      if (this.unavailable.delete(key)) log.event('store-available', { place });
      return result;
    } catch (error) {
      if (!this.unavailable.has(key)) {
        this.unavailable.set(key, { place, reason: messageOf(error), since: this.clock.now() });
        log.event('store-unavailable', { place, reason: messageOf(error) });
      }
      return undefined;
    }
  }

  private tellInvalid(found: ReadonlyMap<string, readonly string[]>): void {
    const before = this.invalid;
    this.invalid = new Map(
      [...found].map(([name, problems]) => {
        const known = before.get(name);
        const same = known?.problems.join('\n') === problems.join('\n');
        return [name, known !== undefined && same ? known : { name, problems, since: this.clock.now() }];
      }),
    );
    for (const document of this.invalid.values()) {
      if (before.get(document.name) === document) continue;
      const problems = document.problems.join('; ');
      this.options.log.event('configuration-invalid', { document: document.name, problems });
    }
  }

  private apply(inForce: ReadonlyMap<string, Documented>, revoked: ReadonlySet<string>): void {
    const configuration = configurationOf(inForce, revoked);
    const changed =
      configuration.digest !== this.configuration.digest ||
      revoked.size !== this.revoked.size ||
      [...revoked].some((id) => !this.revoked.has(id));
    this.inForce = inForce;
    this.revoked = revoked;
    if (!changed) return;
    this.configuration = configuration;
    this.options.log.event('configuration-changed', {
      configuration: configuration.digest,
      groups: configuration.groups.size,
      revoked: revoked.size,
      fromState: this.fromState,
    });
    for (const listener of this.listeners) listener(configuration);
  }

  private async keep(): Promise<void> {
    try {
      await this.kept.keep(this.inForce, this.revoked, (name) => this.reader.textOf(name));
      this.notKept = undefined;
    } catch (error) {
      const words = messageOf(error);
      if (this.notKept === undefined) this.options.log.event('configuration-not-kept', { reason: words });
      this.notKept = words;
    }
  }

  private schedule(): void {
    if (this.stopped) return;
    const seconds = (this.options.pollSeconds ?? POLL_SECONDS) * (0.9 + 0.2 * this.clock.random());
    this.cancelTimer = this.clock.after(seconds * 1000, () => void this.refresh());
  }
}
