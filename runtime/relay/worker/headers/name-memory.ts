/** Names kept; users who send ever new ones are classified each time. */
const MAX_NAMES = 512;
/** Characters of a name that is kept. */
const MAX_NAME_CHARS = 64;

/** Remembers what is found out about header names: the same few come with each message. */
export class NameMemory<T> {
  private readonly known = new Map<string, T>();

  constructor(private readonly classify: (name: string) => T) {}

  get(name: string): T {
    return this.known.get(name) ?? this.learn(name);
  }

  private learn(name: string): T {
    const found = this.classify(name);
    if (this.known.size < MAX_NAMES && name.length <= MAX_NAME_CHARS) this.known.set(name, found);
    return found;
  }
}
