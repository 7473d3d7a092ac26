import { isIPv6 } from 'node:net';

/** Where to dial. */
export interface Endpoint {
  /** An address or a name; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `host:port`, IPv6 in brackets. */
export function endpointText({ host, port }: Endpoint): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Reads `host:port`; `undefined` where it is not of that form. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9_.-]{1,253})):([0-9]{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65535) return undefined;
  if (match?.[1] !== undefined && !isIPv6(host)) return undefined;
  return { host, port };
}
