/** What a `LiveList` holds: the list alone touches `place`. */
export interface Live {
  place: number;
}

/**
 * Things of which thousands come and go each second. A `Set` or `Map` makes a new table every few dozen of them, and each
 * discarded table, once it is old, keeps its successor and all that was in it until the next full collection: collections of
 * the young generation then copy nearly everything, and stop the process for many milliseconds.
 */
export class LiveList<T extends Live> implements Iterable<T> {
  private readonly items: T[] = [];

  get size(): number {
    return this.items.length;
  }

  add(item: T): void {
    item.place = this.items.length;
    this.items.push(item);
  }

  /** One that is not there is left. */
  delete(item: T): void {
    const { place } = item;
    if (this.items[place] !== item) return;
    const last = this.items.pop();
    if (last !== undefined && last !== item) {
      this.items[place] = last;
      last.place = place;
    }
    item.place = -1;
  }

  /** Those that are there now, whatever comes or goes meanwhile. */
  [Symbol.iterator](): Iterator<T> {
    return [...this.items][Symbol.iterator]();
  }
}
