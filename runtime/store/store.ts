/** One text in a store, without its content. */
export interface Entry {
  /** Path below the root of the store: `groups/hq-0123456789ab.json`. */
  readonly name: string;
  /** Changes whenever the content does. */
  readonly etag: string;
  readonly modified: Date;
}

/** The content of a name, at one moment. */
export interface Content {
  readonly text: string;
  readonly etag: string;
}

/**
 * Small texts by name, shared by relay instances: a directory, or a container of Azure's blob storage. A reader
 * never sees half of a text. Names are checked by `checkName`; texts hold at most `MAX_STORED_BYTES`.
 *
 * Every method throws `StoreError` where the store is away or refuses.
 */
export interface Store {
  /** Where it is, for logs and errors; no secret. */
  readonly place: string;

  /** What has a name that begins so, in folders too, sorted by name. */
  list(prefix: string): Promise<readonly Entry[]>;

  /**
   * The text; `undefined` where there is none of that name; `'unchanged'` where it still has the `etag` that is given.
   */
  read(name: string, known?: { readonly etag?: string }): Promise<Content | 'unchanged' | undefined>;

  /** Writes a new name. False: it exists, and nothing was written. Of several who try at once, one gets true. */
  create(name: string, text: string): Promise<boolean>;

  /** Writes. False: an `etag` is given and the name has another content, or none; nothing was written. */
  write(name: string, text: string, known?: { readonly etag?: string }): Promise<boolean>;

  /** Takes a name away; does nothing where there is none. */
  remove(name: string): Promise<void>;
}
