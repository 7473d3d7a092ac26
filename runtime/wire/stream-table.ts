/** What the map holds: emptied when the stream is over. */
interface Place<S> {
  stream: S | undefined;
}

/**
 * Open streams by their number. A discarded table of a `Map` keeps what was in it until the next full collection (see
 * `LiveList`), so that the map holds places, and a stream that is over is taken out of its place.
 */
export class StreamTable<S extends { readonly id: number }> {
  private readonly places = new Map<number, Place<S>>();

  get size(): number {
    return this.places.size;
  }

  has(id: number): boolean {
    return this.places.has(id);
  }

  get(id: number): S | undefined {
    return this.places.get(id)?.stream;
  }

  add(stream: S): void {
    this.places.set(stream.id, { stream });
  }

  delete(stream: S): void {
    const place = this.places.get(stream.id);
    if (place?.stream !== stream) return;
    place.stream = undefined;
    this.places.delete(stream.id);
  }

  /** Takes all out. @returns them */
  clear(): readonly S[] {
    const streams = [...this.places.values()].flatMap(({ stream }) => stream ?? []);
    this.places.clear();
    return streams;
  }
}
