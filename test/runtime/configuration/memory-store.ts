import type { Content, Entry, Store } from '../../../runtime/store/store';
import { StoreError } from '../../../runtime/store/store-error';

/** A store whose times and faults a test sets. */
export class MemoryStore implements Store {
  readonly texts = new Map<string, { readonly text: string; readonly modified: number }>();
  /** Every method throws while it is set. */
  away = false;
  /** Names that were read, in order. */
  readonly reads: string[] = [];
  /** Called before each reading. */
  onRead: (name: string) => void = () => undefined;
  private time = 1000;

  constructor(readonly place = 'memory') {}

  /** Puts texts there, each later than those before. */
  put(...documents: readonly { readonly name: string; readonly content: string }[]): void {
    for (const { name, content } of documents) {
      this.texts.set(name, { text: content, modified: (this.time += 1000) });
    }
  }

  drop(...documents: readonly { readonly name: string }[]): void {
    for (const { name } of documents) this.texts.delete(name);
  }

  list(prefix: string): Promise<readonly Entry[]> {
    return this.answer(() =>
      [...this.texts]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, { text, modified }]) => ({ name, etag: etag(text), modified: new Date(modified) })),
    );
  }

  async read(name: string): Promise<Content | undefined> {
    return this.answer(() => {
      this.reads.push(name);
      this.onRead(name);
      const found = this.texts.get(name);
      return found && { text: found.text, etag: etag(found.text) };
    });
  }

  create(): Promise<boolean> {
    throw new Error('not for this test');
  }

  write(): Promise<boolean> {
    throw new Error('not for this test');
  }

  remove(): Promise<void> {
    throw new Error('not for this test');
  }

  private async answer<T>(make: () => T): Promise<T> {
    await Promise.resolve();
    if (this.away) throw new StoreError('unavailable', `${this.place} is away`);
    return make();
  }
}

function etag(text: string): string {
  return `${text.length} ${text.slice(0, 5000)}`;
}
