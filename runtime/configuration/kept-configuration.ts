import { join } from 'node:path';
import { DirectoryStore } from '../store/directory-store';
import { DocumentReader, type Documented } from './read-documents';

/** Name of the list of revoked connectors among the kept documents. */
const REVOKED = 'revoked.json';
const CONNECTOR_ID = /^[0-9a-f]{16}$/;

/**
 * The last good configuration, in the folder `configuration` of the state directory: the documents under their own
 * names, readable by nobody else.
 */
export class KeptConfiguration {
  private readonly store: DirectoryStore;
  /** Names that this run of the program has written. */
  private readonly written = new Set<string>();
  private revoked = '';

  constructor(
    stateDirectory: string,
    private readonly deployment: string,
  ) {
    this.store = new DirectoryStore({ directory: join(stateDirectory, 'configuration'), private: true });
  }

  /** What was kept; nothing where nothing was. @throws StoreError where the directory cannot be read */
  async restore(): Promise<{
    readonly inForce: ReadonlyMap<string, Documented>;
    readonly revoked: ReadonlySet<string>;
  }> {
    const { inForce } = await new DocumentReader(this.store, this.deployment).look();
    const kept = await this.store.read(REVOKED);
    const revoked = kept === undefined || kept === 'unchanged' ? '[]' : kept.text;
    return { inForce, revoked: idsOf(revoked) };
  }

  /**
   * Brings the folder to what counts now. What a document's text is not known of stays as it was kept.
   *
   * @throws StoreError
   */
  async keep(
    inForce: ReadonlyMap<string, Documented>,
    revoked: ReadonlySet<string>,
    textOf: (name: string) => string | undefined,
  ): Promise<void> {
    const names = new Set([...inForce.values()].map(({ name }) => name));
    for (const name of names) {
      const text = this.written.has(name) ? undefined : textOf(name);
      if (text === undefined) continue;
      await this.store.write(name, text);
      this.written.add(name);
    }
    const ids = JSON.stringify([...revoked].sort());
    if (ids !== this.revoked) await this.store.write(REVOKED, ids);
    this.revoked = ids;
    for (const { name } of await this.store.list('')) {
      if (names.has(name) || name === REVOKED) continue;
      await this.store.remove(name);
      this.written.delete(name);
    }
  }
}

/** Connector ids of a JSON list; whatever else it holds is passed over. */
function idsOf(text: string): ReadonlySet<string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Set();
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return new Set(list.filter((id): id is string => typeof id === 'string' && CONNECTOR_ID.test(id)));
}
