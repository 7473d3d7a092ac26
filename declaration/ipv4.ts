/** A range of IPv4 addresses; both ends belong to it. */
export interface Range {
  readonly first: number;
  readonly last: number;
  /** Length of the prefix, 0 to 32. */
  readonly bits: number;
}

/** Reads `10.1.2.0/24` or `10.1.2.10`; undefined where the text is neither. Bits of the host part count as 0. */
export function parseRange(text: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const octets = match.slice(1, 5).map(Number);
  const bits = match[5] === undefined ? 32 : Number(match[5]);
  if (octets.some((octet) => octet > 255) || bits > 32) {
    return undefined;
  }
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, bits };
}

/** The range as text, always with its prefix length. */
export function rangeText({ first, bits }: Range): string {
  return `${addressText(first)}/${bits}`;
}

/** `10.1.2.10` as `10.1.2.10/32`, a range as it is; text that is no range unchanged. */
export function normalizeRange(text: string): string {
  const range = parseRange(text);
  return range === undefined ? text : rangeText(range);
}

/** Whether the text is one IPv4 address. */
export function isAddress(text: string): boolean {
  return !text.includes('/') && parseRange(text) !== undefined;
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(one: Range, other: Range): boolean {
  return one.first <= other.last && other.first <= one.last;
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
