import { isIPv6 } from 'node:net';
import { MAX_COUNTED_ADDRESSES, MAX_REFUSALS_PER_MINUTE } from './limits';

const MINUTE = 60_000;

export interface AttemptLimitOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default MAX_REFUSALS_PER_MINUTE */
  readonly refusalsPerMinute?: number;
  /** @default MAX_COUNTED_ADDRESSES */
  readonly addresses?: number;
}

/** Counts the refused attempts of each remote address, minute by minute. Attempts that succeed are free: many hosts share one. */
export class AttemptLimit {
  private readonly counts = new Map<string, { readonly since: number; count: number }>();

  constructor(private readonly options: AttemptLimitOptions) {}

  /**
   * An attempt begins. It counts as refused until it succeeds, so that many at once do not pass.
   *
   * @returns what to call when it has succeeded; `undefined` where the address has to wait
   */
  begin(address: string): (() => void) | undefined {
    const key = networkOf(address);
    const now = this.options.now();
    let entry = this.counts.get(key);
    if (entry === undefined || now - entry.since >= MINUTE) {
      this.counts.delete(key);
      entry = { since: now, count: 0 };
      this.counts.set(key, entry);
      this.forgetSurplus();
    }
    if (entry.count >= (this.options.refusalsPerMinute ?? MAX_REFUSALS_PER_MINUTE)) {
      return undefined;
    }
    const counted = entry;
    counted.count += 1;
    return () => {
      counted.count -= 1;
    };
  }

  private forgetSurplus(): void {
    const most = this.options.addresses ?? MAX_COUNTED_ADDRESSES;
    for (const key of this.counts.keys()) {
      if (this.counts.size <= most) {
        return;
      }
      this.counts.delete(key);
    }
  }
}

/** An IPv6 host has a whole /64 for itself: its first four groups count. */
function networkOf(address: string): string {
  if (!isIPv6(address)) {
    return address;
  }
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) {
    return mapped;
  }
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array.from({ length: zeros }, () => '0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
