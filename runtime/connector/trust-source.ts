import { readFile, stat } from 'node:fs/promises';
import type { ConnectorBootstrap } from '../documents/types.generated';
import type { Endpoint } from '../dial/endpoint';
import { pinnedPart, bundleDigest } from '../pki/trust-bundle';
import type { Enroller } from './enroller';
import { MAX_TRUST_BYTES } from './limits';
import { checkedBundle } from './trust-store';

export interface TrustSourceOptions {
  readonly trust: ConnectorBootstrap['trust'];
  readonly enroller: Pick<Enroller, 'fetchTrust'>;
  /** Where relays are to be found first. */
  readonly endpoints: () => Promise<readonly Endpoint[]>;
  /** Reads a text from the storage account with a managed identity. */
  readonly download: (url: string, identity: string, signal: AbortSignal) => Promise<string>;
}

/**
 * The trust bundle from where the bootstrap says, checked.
 *
 * @throws Error where it is not there (yet), or is not the one whose digest the bootstrap gives
 */
export async function fetchTrust(options: TrustSourceOptions, signal: AbortSignal): Promise<string> {
  const { trust } = options;
  if ('file' in trust) {
    const { size } = await stat(trust.file);
    if (size > MAX_TRUST_BYTES)
      throw new Error(`${trust.file} has ${size} bytes, allowed: ${MAX_TRUST_BYTES}`);
    return checkedBundle(await readFile(trust.file, 'utf8'));
  }
  if ('url' in trust) return checkedBundle(await options.download(trust.url, trust.identity, signal));
  return pinned(trust.sha256, options, signal);
}

async function pinned(
  sha256: string,
  { endpoints, enroller }: TrustSourceOptions,
  signal: AbortSignal,
): Promise<string> {
  const problems: unknown[] = [];
  for (const endpoint of await endpoints()) {
    try {
      const bundle = await enroller.fetchTrust(endpoint, signal);
      const part = pinnedPart(checkedBundle(bundle), sha256);
      if (part !== undefined) return part;
      const digest = bundleDigest(bundle);
      problems.push(
        new Error(`${endpoint.host} shows a trust bundle with digest ${digest}, expected ${sha256}`),
      );
    } catch (error) {
      problems.push(error);
    }
  }
  throw new AggregateError(problems, 'no relay shows the trust bundle');
}
