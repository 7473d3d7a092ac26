import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentDigest } from '../../../runtime/documents/names';
import type { GroupDocument, RelayDocument } from '../../../runtime/documents/types.generated';
import type { TestTopology } from '../topology';

/** A document as its schema has it, to be changed. */
type Changeable<T> = { -readonly [K in keyof T]: T[K] extends object ? Changeable<T[K]> : T[K] };

/** Publishes single documents as stacks do: the new one is there before the one that it replaces goes. */
export class Publishing {
  constructor(private readonly topology: TestTopology) {}

  changeRelay(change: (document: Changeable<RelayDocument>) => void): void {
    this.change('relay', change);
  }

  changeGroup(group: string, change: (document: Changeable<GroupDocument>) => void): void {
    this.change(`groups/${group}`, change);
  }

  /** The text of the one document whose name begins so: `relay`, `groups/hq`. */
  read(what: string): string {
    return readFileSync(join(this.topology.store, this.nameOf(what)), 'utf8');
  }

  /**
   * Adds a document beside what is there.
   *
   * @param name without its digest
   * @param digest where it is not that of the text
   * @returns its whole name
   */
  add(name: string, text: string, digest = contentDigest(text)): string {
    const whole = `${name}-${digest}.json`;
    const file = join(this.topology.store, whole);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    return whole;
  }

  remove(whole: string): void {
    rmSync(join(this.topology.store, whole));
  }

  /** Has every relay instance look at once; they do so every two seconds by themselves. */
  lookNow(): void {
    for (const { pid } of this.topology.relays) {
      if (pid !== undefined) process.kill(pid, 'SIGHUP');
    }
  }

  private change(what: string, change: (document: never) => void): void {
    const before = this.nameOf(what);
    const document: unknown = JSON.parse(this.read(what));
    change(document as never);
    if (this.add(what, JSON.stringify(document)) !== before) this.remove(before);
    this.lookNow();
  }

  private nameOf(what: string): string {
    const folder = dirname(what);
    const names = readdirSync(join(this.topology.store, folder))
      .map((name) => join(folder, name))
      .filter((name) => name.startsWith(`${what}-`) && name.endsWith('.json'));
    const [name, ...others] = names;
    if (name === undefined || others.length > 0) {
      throw new Error(`expected one document ${what}-<digest>.json, found ${names.join(', ') || 'none'}`);
    }
    return name;
  }
}
