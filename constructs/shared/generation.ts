import { createHash } from 'node:crypto';
import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Hexadecimal digits of a generation. */
export const GENERATION_DIGITS = 6;

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/**
 * Generation of a machine: a digest of what it is made of. The same inputs give the same digits on each run and on
 * each machine; the order of keys does not matter, the order of lists does.
 *
 * @param scope Construct in the stack that the inputs' references belong to.
 * @param inputs What the machine is made of. References count as what they point to, not as their value.
 * @param salt Changes the generation though nothing else changed.
 */
export function generation(scope: IConstruct, inputs: unknown, salt: string): string {
  return createHash('sha256')
    .update(canonicalJson(resolved(scope, inputs)))
    .update('\n')
    .update(salt)
    .digest('hex')
    .slice(0, GENERATION_DIGITS);
}

/** Tokens are numbered in the order of their making, so they are replaced by what Terraform reads in their place. */
function resolved(scope: IConstruct, inputs: unknown): unknown {
  return Tokenization.resolve(inputs, { scope, resolver: RESOLVER, preparing: false });
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : entry,
  );
}
