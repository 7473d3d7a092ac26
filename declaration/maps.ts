/** `T` with the keys that may be undefined made optional. */
export type Compact<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The object without the keys whose value is undefined. */
export function compact<T extends object>(value: T): Compact<T> {
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) {
      result[key] = item;
    }
  }
  return result as Compact<T>;
}

/** A map with its keys in order, each value converted. */
export function sortedMap<T, U>(
  map: Readonly<Record<string, T>> | undefined,
  convert: (value: T, key: string) => U,
): Readonly<Record<string, U>> {
  const result: Record<string, U> = {};
  if (map !== undefined) {
    for (const key of Object.keys(map).sort()) {
      setOwn(result, key, convert(map[key] as T, key));
    }
  }
  return result;
}

/** Sets a key of its own, whatever it is called: assigning to `__proto__` would set the prototype. */
export function setOwn<T>(map: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    map[key] = value;
  }
}
