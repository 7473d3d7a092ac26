import { contentDigest, readName, type ConfigurationKind } from '../documents/names';
import { parseDocument } from '../documents/parse';
import { problemText } from '../documents/problem';
import type { Documents } from '../documents/types.generated';
import type { Entry, Store } from '../store/store';
import { StoreError } from '../store/store-error';
import type { InForce } from './configuration';
import { MAX_LOOKS, READS_AT_ONCE } from './limits';

/** A document of any kind that relay instances read. */
export type Documented = InForce<Documents[ConfigurationKind]>;
type Read =
  { readonly inForce: Documented; readonly text: string } | { readonly problems: readonly string[] };

/** What one look at a store found. */
export interface Look {
  /** False: there is no relay document, so what is there is no configuration. */
  readonly complete: boolean;
  /** By kind and group: what counts. */
  readonly inForce: ReadonlyMap<string, Documented>;
  /** Kinds and groups that have documents, valid or not. */
  readonly present: ReadonlySet<string>;
  /** By name: what is wrong with documents that are newer than those that count. */
  readonly invalid: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads the documents of a store. A document is read once: its name follows from its content. One instance looks at
 * one store.
 */
export class DocumentReader {
  private seen = new Map<string, { readonly etag: string; readonly read: Read }>();

  constructor(
    private readonly store: Store,
    private readonly deployment: string,
  ) {}

  /** @throws StoreError where the store is away, or is changed faster than it can be read */
  async look(): Promise<Look> {
    for (let tries = 0; tries < MAX_LOOKS; tries += 1) {
      const look = await this.lookOnce();
      if (look !== undefined) return look;
    }
    throw new StoreError(
      'unavailable',
      `documents of '${this.store.place}' went ${MAX_LOOKS} times between listing and reading: something replaces them all the time`,
    );
  }

  /** The text of a valid document that was there at the last look. */
  textOf(name: string): string | undefined {
    const read = this.seen.get(name)?.read;
    return read !== undefined && 'text' in read ? read.text : undefined;
  }

  /** Undefined where a document is gone between listing and reading: its successor is not in the list. */
  private async lookOnce(): Promise<Look | undefined> {
    const lists = await Promise.all(
      ['relay-', 'groups/', 'admission/'].map((prefix) => this.store.list(prefix)),
    );
    const entries = lists.flat();
    const invalid = new Map<string, readonly string[]>();
    const candidates = new Map<string, Entry[]>();
    for (const entry of entries) {
      const name = readName(entry.name);
      if (name === undefined) {
        invalid.set(entry.name, ['name: expected relay-<hash>.json or <folder>/<group>-<hash>.json']);
        continue;
      }
      const of = `${name.kind} ${name.group}`;
      candidates.set(of, [...(candidates.get(of) ?? []), entry]);
    }
    this.forgetOthers(entries);
    const inForce = new Map<string, Documented>();
    const queue = [...candidates];
    const readSome = async (): Promise<boolean> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const [of, own] = next;
        for (const entry of own.sort(newestFirst)) {
          const read = await this.read(entry);
          if (read === undefined) return false;
          if ('inForce' in read) {
            inForce.set(of, read.inForce);
            break;
          }
          invalid.set(entry.name, read.problems);
        }
      }
      return true;
    };
    const all = await Promise.all(Array.from({ length: READS_AT_ONCE }, readSome));
    if (all.includes(false)) return undefined;
    return { complete: candidates.has('relay '), inForce, present: new Set(candidates.keys()), invalid };
  }

  private async read(entry: Entry): Promise<Read | undefined> {
    const seen = this.seen.get(entry.name);
    if (seen?.etag === entry.etag) return seen.read;
    let read: Read;
    try {
      const content = await this.store.read(entry.name);
      if (content === undefined) return undefined;
      if (content === 'unchanged') throw new Error('no etag was given');
      read = this.judge(entry, content.text);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'too-large') throw error;
      read = { problems: [error.message] };
    }
    this.seen.set(entry.name, { etag: entry.etag, read });
    return read;
  }

  private judge({ name, modified }: Entry, text: string): Read {
    const said = readName(name);
    if (said === undefined || said.kind === 'egress')
      return { problems: ['name: not one of a configuration document'] };
    const digest = contentDigest(text);
    if (digest !== said.digest) {
      return {
        problems: [
          `name: says digest ${said.digest}, the content has ${digest}: half of a document, or a changed one`,
        ],
      };
    }
    const parsed = parseDocument(said.kind, text);
    if (!parsed.ok) return { problems: parsed.problems.map(problemText) };
    const { document } = parsed;
    if (document.deployment !== this.deployment) {
      return { problems: [`/deployment: given "${document.deployment}", allowed "${this.deployment}"`] };
    }
    if ('group' in document && document.group !== said.group) {
      return {
        problems: [`/group: given "${document.group}", allowed "${said.group}": the one in the name`],
      };
    }
    return { inForce: { document, name, digest, modified: modified.getTime() }, text };
  }

  private forgetOthers(entries: readonly Entry[]): void {
    const listed = new Set(entries.map(({ name }) => name));
    this.seen = new Map([...this.seen].filter(([name]) => listed.has(name)));
  }
}

function newestFirst(a: Entry, b: Entry): number {
  return b.modified.getTime() - a.modified.getTime() || (a.name < b.name ? 1 : -1);
}
