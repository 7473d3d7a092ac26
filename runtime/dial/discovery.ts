import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { DialError, reasonOf } from './dial-error';
import type { Endpoint } from './endpoint';
import { MAX_ENDPOINTS, SRV_SECONDS } from './limits';

/** The questions to the system's name service; each fails as Node's own do. */
export interface NameService {
  srv(name: string): Promise<readonly { readonly name: string; readonly port: number }[]>;
  /** IPv4 and IPv6. */
  addresses(name: string): Promise<readonly string[]>;
}

export interface DiscoveryOptions {
  /** A name, an address, or `localhost`. */
  readonly name: string;
  readonly port: number;
  /** @default the system's */
  readonly names?: NameService;
}

/** Asks DNS for SRV records, and the system (with its hosts file) for addresses. */
export function systemNames(): NameService {
  return {
    srv: (name) => new Resolver({ timeout: SRV_SECONDS * 1000, tries: 1 }).resolveSrv(name),
    addresses: async (name) =>
      (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address),
  };
}

/**
 * Where relays are to be found first: all targets of the SRV record `_relay._tcp.<name>` where there is one, else all addresses
 * of the name. Priority and weight do not matter, as a connector dials every instance.
 *
 * @throws DialError `name-not-found`
 */
export async function discover({ name, port, names = systemNames() }: DiscoveryOptions): Promise<Endpoint[]> {
  if (isIP(name) !== 0) return [{ host: name, port }];
  const targets = await serviceTargets(name, names);
  if (targets.length > 0) return distinct(targets);
  try {
    const addresses = await names.addresses(name);
    if (addresses.length > 0) return distinct(addresses.map((host) => ({ host, port })));
  } catch (error) {
    throw new DialError('name-not-found', `relay name '${name}' leads nowhere: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  throw new DialError('name-not-found', `relay name '${name}' has no address`);
}

/** A name service that knows no SRV record, or does not answer such questions, is as good as one without the record. */
async function serviceTargets(name: string, names: NameService): Promise<Endpoint[]> {
  if (name === 'localhost' || name.endsWith('.localhost')) return [];
  try {
    const records = await names.srv(`_relay._tcp.${name}`);
    // A target of '.' says that there is no such service (RFC 2782).
    return records
      .filter((record) => record.name !== '' && record.name !== '.')
      .map(({ name: host, port }) => ({ host, port }));
  } catch {
    return [];
  }
}

function distinct(endpoints: readonly Endpoint[]): Endpoint[] {
  const seen = new Map(endpoints.map((endpoint) => [`${endpoint.host} ${endpoint.port}`, endpoint]));
  return [...seen.values()].slice(0, MAX_ENDPOINTS);
}
