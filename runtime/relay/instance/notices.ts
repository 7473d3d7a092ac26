import type { InstanceNotice } from '../../documents/types.generated';
import type { Log } from '../../log/log';
import type { Store } from '../../store/store';
import type { RelayPeer } from '../../tunnel/control';
import { NOTICE_SECONDS, NOTICE_STALE_SECONDS } from './limits';

const FOLDER = 'instances/';
/** Notices that are read at most; a deployment has far fewer instances. */
const MAX_NOTICES = 200;

export interface NoticesOptions {
  readonly store: Store;
  readonly log: Log;
  readonly instance: string;
  readonly generation: string;
  /** Reads a notice's text, or says what is wrong with it. */
  readonly parse: (text: string) => InstanceNotice | undefined;
  /** What this instance says of itself now. */
  readonly own: () => Omit<InstanceNotice, 'version' | 'instance' | 'generation' | 'time'>;
  /** The list of the others has changed. */
  readonly onChange: () => void;
  /** @default Date.now */
  readonly now?: () => number;
  /** @default NOTICE_SECONDS */
  readonly intervalSeconds?: number;
  /** @default NOTICE_STALE_SECONDS */
  readonly staleSeconds?: number;
}

/** What the relay instances say of themselves to each other: writes this one's notice and reads the others'. */
export class Notices {
  private peers: readonly InstanceNotice[] = [];
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private away = false;
  private readonly known = new Map<
    string,
    { readonly etag: string; readonly notice: InstanceNotice | undefined }
  >();

  constructor(private readonly options: NoticesOptions) {}

  /** The other instances' notices that are fresh. */
  get others(): readonly InstanceNotice[] {
    return this.peers;
  }

  /** Name of this instance's notice. Two generations of an instance have one each. */
  get name(): string {
    return `${FOLDER}${this.options.instance}.${this.options.generation}.json`;
  }

  async start(): Promise<void> {
    await this.round();
    this.schedule();
  }

  /** Writes this instance's notice now, because what it says has changed. */
  async tell(): Promise<void> {
    try {
      await this.options.store.write(this.name, this.text());
    } catch (error) {
      this.failed(error);
    }
  }

  /** Takes this instance's notice away. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    try {
      await this.options.store.remove(this.name);
    } catch (error) {
      this.failed(error);
    }
  }

  private schedule(): void {
    if (this.stopped) return;
    const seconds = this.options.intervalSeconds ?? NOTICE_SECONDS;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.round().then(() => this.schedule()), seconds * 1000);
  }

  private async round(): Promise<void> {
    if (this.stopped) return;
    await this.tell();
    try {
      await this.readOthers();
      if (this.away) this.options.log.event('store-available', { place: this.options.store.place });
      this.away = false;
    } catch (error) {
      this.failed(error);
    }
  }

  private async readOthers(): Promise<void> {
    const { store, parse, onChange } = this.options;
    const entries = (await store.list(FOLDER)).filter(({ name }) => name !== this.name).slice(0, MAX_NOTICES);
    const before = stateOf(this.peers);
    const present = new Set(entries.map(({ name }) => name));
    for (const name of this.known.keys()) if (!present.has(name)) this.known.delete(name);
    for (const { name, etag } of entries) {
      if (this.known.get(name)?.etag === etag) continue;
      const content = await store.read(name);
      if (content === undefined || content === 'unchanged') continue;
      this.known.set(name, { etag: content.etag, notice: parse(content.text) });
    }
    const oldest =
      (this.options.now ?? Date.now)() - (this.options.staleSeconds ?? NOTICE_STALE_SECONDS) * 1000;
    this.peers = [...this.known.values()]
      .map(({ notice }) => notice)
      .filter(
        (notice): notice is InstanceNotice => notice !== undefined && Date.parse(notice.time) >= oldest,
      );
    if (stateOf(this.peers) !== before) onChange();
  }

  private text(): string {
    const { instance, generation, own, now } = this.options;
    const notice: InstanceNotice = {
      ...own(),
      version: 1,
      instance,
      generation,
      time: new Date((now ?? Date.now)()).toISOString(),
    };
    return `${JSON.stringify(notice)}\n`;
  }

  private failed(error: unknown): void {
    if (this.away) return;
    this.away = true;
    this.options.log.event('store-unavailable', {
      place: this.options.store.place,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/** What connectors are told of an instance. */
export function peerOf({ instance, generation, address, state }: InstanceNotice): RelayPeer {
  return { instance, generation, address, state };
}

function stateOf(notices: readonly InstanceNotice[]): string {
  return JSON.stringify(notices.map((notice) => [peerOf(notice), notice.groups, notice.tokenKey]).sort());
}
