import entries from './moved.json';

/**
 * An address that changed between two versions of the kit. `*` stands for one declared name, in `from` as often as in `to`.
 * Without `to` the resource was given up on purpose.
 */
export interface AddressChange {
  /** Id of the stack, such as `azure-groups-*`. */
  readonly stack: string;
  /** Such as `azurerm_subnet.network-*_relay`. */
  readonly from: string;
  readonly to?: string;
}

/** All changes of addresses, oldest first. `test/stacks` refuses a change that is not written here. */
export const ADDRESS_CHANGES: readonly AddressChange[] = entries;

/** The address that each of a stack's resources had before, where it had another one. */
export function formerAddresses(
  stack: string,
  addresses: readonly string[],
  changes: readonly AddressChange[] = ADDRESS_CHANGES,
): ReadonlyMap<string, string> {
  const former = new Map<string, string>();
  for (const change of changes) {
    if (change.to === undefined || !pattern(change.stack).test(stack)) continue;
    const to = pattern(change.to);
    for (const address of addresses) {
      const names = to.exec(address)?.slice(1);
      if (names !== undefined) former.set(address, filled(change.from, names));
    }
  }
  return former;
}

/** Whether a change says where the resource at the address went. */
export function isAccountedFor(
  stack: string,
  address: string,
  changes: readonly AddressChange[] = ADDRESS_CHANGES,
): boolean {
  return changes.some((change) => pattern(change.stack).test(stack) && pattern(change.from).test(address));
}

function pattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.\\^$|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('([a-z0-9-]+)')}$`);
}

function filled(text: string, names: readonly string[]): string {
  let next = 0;
  return text.replace(/\*/g, () => names[next++] ?? '');
}
