import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import {
  LARGEST_ADDRESS_SPACE,
  SMALLEST_ADDRESS_SPACE,
  addressPlan,
  type AddressPlan,
} from '../../declaration/address-plan';
import { contains, overlaps, parseRange, type Range } from '../../declaration/ipv4';
import { PropCheck } from '../shared/prop-check';
import { lastSegment, resourceGroupOf } from './names';

/** Name of the subnet that relay instances are in. */
export const RELAY_SUBNET = 'app-proxy-relay';
/** Name of the subnet that connectors of groups without a subnet of their own are in. */
export const CONNECTOR_SUBNET = 'app-proxy-connectors';

export interface RegionNetworkProps {
  /** Name of the virtual network, 2 to 64 characters. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /** Range of the virtual network, or the part of an existing one that the kit may use: /8 to /24. */
  readonly addressSpace: string;
  /**
   * Id of a virtual network that exists.
   * @default - one is made
   */
  readonly virtualNetworkId?: string;
  /**
   * Id of a subnet for relay instances that exists; `none` where no relay instance runs in the region.
   * @default - one is made
   */
  readonly relaySubnet?: string;
  /**
   * Id of a subnet for connectors that exists.
   * @default - one is made
   */
  readonly connectorSubnetId?: string;
  /**
   * Ranges of groups' own subnets, by group. The subnet of group `hq` is named `app-proxy-hq`.
   * @default {}
   */
  readonly groupSubnets?: Readonly<Record<string, string>>;
  /**
   * DNS servers of the virtual network.
   * @default - Azure's
   */
  readonly dnsServers?: readonly string[];
  /**
   * Whether the storage account is in another region, so that subnets need the service endpoint that
   * crosses regions.
   * @default false
   */
  readonly storageElsewhere?: boolean;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Virtual network and subnets of one region. No subnet has Azure's implicit outbound access; all reach the
 * key vault and the storage account by service endpoint.
 */
export class RegionNetwork extends Construct {
  public readonly virtualNetworkId: string;
  /** Absent where no relay instance runs in the region. */
  public readonly relaySubnetId: string | undefined;
  public readonly connectorSubnetId: string;
  /** Ids of the connector subnets that the kit made, by name: `connectors` and groups' names prefixed with `group-`. */
  public readonly ownConnectorSubnetIds: Readonly<Record<string, string>>;
  /** Range that a firewall's subnet gets. */
  public readonly firewallRange: string;
  public readonly virtualNetworkName: string;
  public readonly virtualNetworkGroup: string;

  private readonly serviceEndpoints: string[];

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: RegionNetworkProps) {
    super(scope, id);
    const groupSubnets = props.groupSubnets ?? {};
    const plan = this.checkedPlan(props, groupSubnets);
    this.firewallRange = plan.firewall;
    // https://learn.microsoft.com/azure/storage/common/storage-network-security#azure-storage-cross-region-service-endpoints
    this.serviceEndpoints = [
      'Microsoft.KeyVault',
      props.storageElsewhere === true ? 'Microsoft.Storage.Global' : 'Microsoft.Storage',
    ];

    if (props.virtualNetworkId === undefined) {
      const network = new VirtualNetwork(this, 'vnet', {
        name: props.name,
        location: props.location,
        resourceGroupName: props.resourceGroupName,
        addressSpace: [props.addressSpace],
        ...(props.dnsServers === undefined || props.dnsServers.length === 0
          ? {}
          : { dnsServers: [...props.dnsServers] }),
        tags: { ...props.tags },
      });
      this.virtualNetworkId = network.id;
      this.virtualNetworkName = network.name;
      this.virtualNetworkGroup = props.resourceGroupName;
    } else {
      this.virtualNetworkId = props.virtualNetworkId;
      this.virtualNetworkName = lastSegment(props.virtualNetworkId);
      this.virtualNetworkGroup = resourceGroupOf(props.virtualNetworkId);
    }

    this.relaySubnetId =
      props.relaySubnet === 'none'
        ? undefined
        : (props.relaySubnet ?? this.subnet('relay', RELAY_SUBNET, plan.relay).id);
    const own: Record<string, string> = {};
    if (props.connectorSubnetId === undefined) {
      own['connectors'] = this.subnet('connectors', CONNECTOR_SUBNET, plan.connectors).id;
    }
    for (const group of Object.keys(groupSubnets).sort()) {
      const range = groupSubnets[group] ?? '';
      own[`group-${group}`] = this.subnet(`group-${group}`, `app-proxy-${group}`, range).id;
    }
    this.ownConnectorSubnetIds = own;
    this.connectorSubnetId = props.connectorSubnetId ?? own['connectors'] ?? '';
  }

  private subnet(id: string, name: string, range: string): Subnet {
    return new Subnet(this, id, {
      name,
      resourceGroupName: this.virtualNetworkGroup,
      virtualNetworkName: this.virtualNetworkName,
      addressPrefixes: [range],
      defaultOutboundAccessEnabled: false,
      serviceEndpoints: this.serviceEndpoints,
    });
  }

  private checkedPlan(
    props: RegionNetworkProps,
    groupSubnets: Readonly<Record<string, string>>,
  ): AddressPlan {
    const check = new PropCheck(this);
    check.text(
      'name',
      props.name,
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]$/,
      '2 to 64 letters, digits, underscores, full stops and hyphens',
    );
    const space = parseRange(props.addressSpace);
    const fits =
      space !== undefined && space.bits >= LARGEST_ADDRESS_SPACE && space.bits <= SMALLEST_ADDRESS_SPACE;
    check.that(
      fits,
      `addressSpace is '${props.addressSpace}', allowed: an IPv4 range from /${LARGEST_ADDRESS_SPACE} to ` +
        `/${SMALLEST_ADDRESS_SPACE}, such as 10.80.0.0/16`,
    );
    const plan = fits ? addressPlan(props.addressSpace) : { relay: '', firewall: '', connectors: '' };
    this.checkGroupSubnets(check, props, groupSubnets, Object.entries(plan));
    check.done();
    return plan;
  }

  private checkGroupSubnets(
    check: PropCheck,
    props: RegionNetworkProps,
    groupSubnets: Readonly<Record<string, string>>,
    plan: readonly (readonly [string, string])[],
  ): void {
    const taken: { what: string; range: Range }[] = [];
    for (const [subnet, text] of plan) {
      const range = parseRange(text);
      if (range !== undefined) taken.push({ what: `the kit's subnet '${subnet}' (${text})`, range });
    }
    const space = parseRange(props.addressSpace);
    for (const group of Object.keys(groupSubnets).sort()) {
      const text = groupSubnets[group] ?? '';
      if (Token.isUnresolved(text)) continue;
      const range = parseRange(text);
      if (range === undefined || range.bits > 29) {
        check.that(
          false,
          `subnet of group '${group}' is '${text}', allowed: an IPv4 range with a prefix of 29 or less`,
        );
        continue;
      }
      check.that(
        props.virtualNetworkId !== undefined || space === undefined || contains(space, range),
        `subnet of group '${group}' is '${text}', which is outside the region's address space ${props.addressSpace}`,
      );
      const other = taken.find((one) => overlaps(one.range, range));
      check.that(
        other === undefined,
        `subnet of group '${group}' is '${text}', which overlaps ${other?.what ?? ''}: choose a range of its own`,
      );
      taken.push({ what: `the subnet of group '${group}' (${text})`, range });
    }
  }
}
