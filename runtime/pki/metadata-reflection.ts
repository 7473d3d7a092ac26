/**
 * The three functions of the metadata proposal (`reflect-metadata`) that tsyringe, below @peculiar/x509, asks for when it is loaded.
 * Import it before that. A program that brings the whole proposal keeps its own.
 */
interface MetadataReflection {
  getMetadata?: (key: unknown, target: object) => unknown;
  getOwnMetadata?: (key: unknown, target: object) => unknown;
  defineMetadata?: (key: unknown, value: unknown, target: object) => void;
}

const reflection = Reflect as typeof Reflect & MetadataReflection;
const kept = new WeakMap<object, Map<unknown, unknown>>();

reflection.getOwnMetadata ??= (key, target) => kept.get(target)?.get(key);

reflection.getMetadata ??= (key, target) => {
  for (let each: object | null = target; each !== null; each = Reflect.getPrototypeOf(each)) {
    const values = kept.get(each);
    if (values?.has(key) === true) {
      return values.get(key);
    }
  }
  return undefined;
};

reflection.defineMetadata ??= (key, value, target) => {
  const values = kept.get(target) ?? new Map<unknown, unknown>();
  kept.set(target, values.set(key, value));
};
