import { parseRange, rangeText } from './ipv4';

/** Ranges of the subnets that the kit makes in a region's virtual network. */
export interface AddressPlan {
  /** Relay instances: the first /26. */
  readonly relay: string;
  /** `AzureFirewallSubnet`, which Azure wants to be a /26 at least: the second /26. */
  readonly firewall: string;
  /** Connectors of groups without a subnet of their own: the upper half. */
  readonly connectors: string;
}

/** Largest prefix length of an address space that can be cut so. */
export const SMALLEST_ADDRESS_SPACE = 24;
/** Smallest prefix length: Azure's largest virtual network is a /8. */
export const LARGEST_ADDRESS_SPACE = 8;

const SUBNET_BITS = 26;

/**
 * Cuts the address space of a region. What is left between the second /26 and the upper half is for
 * subnets of groups.
 *
 * @param addressSpace a range from /8 to /24, such as `10.80.0.0/16`
 * @throws RangeError for any other
 */
export function addressPlan(addressSpace: string): AddressPlan {
  const space = parseRange(addressSpace);
  if (space === undefined || space.bits > SMALLEST_ADDRESS_SPACE || space.bits < LARGEST_ADDRESS_SPACE) {
    throw new RangeError(
      `address space '${addressSpace}' cannot be cut into subnets: expected a range from ` +
        `/${LARGEST_ADDRESS_SPACE} to /${SMALLEST_ADDRESS_SPACE}, such as 10.80.0.0/16`,
    );
  }
  const { first, bits } = space;
  const subnet = (start: number, length: number): string =>
    rangeText({ first: start, last: start, bits: length });
  return {
    relay: subnet(first, SUBNET_BITS),
    firewall: subnet(first + 2 ** (32 - SUBNET_BITS), SUBNET_BITS),
    connectors: subnet(first + 2 ** (31 - bits), bits + 1),
  };
}
