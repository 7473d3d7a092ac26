import type { EgressDestination } from './model';

const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;

/** Whether the text is an IPv4 address or range; everything else is taken for a name. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** Addresses where there are any, else the name itself. */
export function addressesOrName(cidrs: readonly string[], host: string): EgressDestination {
  if (cidrs.length > 0) return { kind: 'addresses', cidrs: [...cidrs].sort() };
  return isAddress(host) ? { kind: 'addresses', cidrs: [host] } : { kind: 'names', hosts: [host] };
}
