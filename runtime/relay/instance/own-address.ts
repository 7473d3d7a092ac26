import { request } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';

/** Azure's metadata service: the public addresses of this machine and of its load balancers. */
const METADATA = 'http://169.254.169.254/metadata/loadbalancer?api-version=2020-10-01';
const METADATA_MS = 3_000;
const MAX_METADATA_BYTES = 64 * 1024;

export interface OwnAddressOptions {
  /** As declared: `host:port`, or `:port` for the machine's host name. */
  readonly declared: string | undefined;
  readonly port: number;
  /** Whether the machine is one of Azure's. */
  readonly azure: boolean;
  /** @default - Azure's metadata service */
  readonly metadataUrl?: string;
}

/**
 * The address that connectors dial: what is declared, else in Azure the machine's public address, else the first address that
 * is not loopback.
 *
 * A network interface in Azure does not know its public address, and the instance metadata leaves it out for standard
 * addresses; the load balancer metadata has it.
 * Source: https://learn.microsoft.com/azure/load-balancer/howto-load-balancer-imds
 */
export async function ownAddress({
  declared,
  port,
  azure,
  metadataUrl = METADATA,
}: OwnAddressOptions): Promise<string> {
  if (declared !== undefined) return declared.startsWith(':') ? `${hostname()}${declared}` : declared;
  const interfaces = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const addresses = interfaces.filter(({ internal }) => !internal);
  if (azure) {
    const found = publicAddress(
      await metadata(metadataUrl),
      addresses.map(({ address }) => address),
    );
    if (found !== undefined) return format(found, port);
  }
  const first = addresses.find(({ family }) => family === 'IPv4') ?? addresses[0] ?? interfaces[0];
  return format(first?.address ?? '127.0.0.1', port);
}

function format(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function publicAddress(answer: unknown, own: readonly string[]): string | undefined {
  const list = (answer as { loadbalancer?: { publicIpAddresses?: unknown } } | undefined)?.loadbalancer
    ?.publicIpAddresses;
  if (!Array.isArray(list)) return undefined;
  for (const entry of list as { frontendIpAddress?: unknown; privateIpAddress?: unknown }[]) {
    if (typeof entry.frontendIpAddress !== 'string' || typeof entry.privateIpAddress !== 'string') continue;
    if (own.includes(entry.privateIpAddress)) return entry.frontendIpAddress;
  }
  return undefined;
}

function metadata(url: string): Promise<unknown> {
  return new Promise((resolve) => {
    const asked = request(url, { headers: { Metadata: 'true' }, timeout: METADATA_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > MAX_METADATA_BYTES) asked.destroy();
      });
      response.on('end', () => {
        try {
          resolve(JSON.parse(text));
        } catch {
          resolve(undefined);
        }
      });
      response.on('error', () => resolve(undefined));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}
