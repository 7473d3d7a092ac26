import { FirewallPolicy } from '@cdktf/provider-azurerm/lib/firewall-policy';
import { Firewall } from '@cdktf/provider-azurerm/lib/firewall';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

export interface EgressFirewallProps {
  /** Name of the firewall, at most 56 characters; its public address is named after it. */
  readonly name: string;
  /** Name of the policy, which gets the groups' rule collections. */
  readonly policyName: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly virtualNetworkName: string;
  readonly virtualNetworkGroup: string;
  /** Range of `AzureFirewallSubnet`, prefix 26 or less. */
  readonly subnetRange: string;
  /**
   * DNS servers that the firewall asks.
   * @default - Azure's
   */
  readonly dnsServers?: readonly string[];
  /** @default [] - no zone */
  readonly zones?: readonly string[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * An Azure Firewall with an empty policy, which denies everything. It answers DNS, as network rules that
 * name hosts need it.
 */
export class EgressFirewall extends Construct {
  public readonly policyId: string;
  /** Next hop of the subnets that leave through the firewall. */
  public readonly privateAddress: string;
  /** Address that the outside sees. */
  public readonly publicAddress: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: EgressFirewallProps) {
    super(scope, id);
    new PropCheck(this)
      .text(
        'name',
        props.name,
        /^[a-zA-Z\d][\w.-]{0,54}[\w]$/,
        '2 to 56 letters, digits, full stops and hyphens',
      )
      .text(
        'policyName',
        props.policyName,
        /^[^\W_][\w.-]{0,78}\w$/,
        '2 to 80 letters, digits, full stops and hyphens',
      )
      .done();
    const place = {
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      tags: { ...props.tags },
    };
    const zones = props.zones === undefined || props.zones.length === 0 ? {} : { zones: [...props.zones] };
    const subnet = new Subnet(this, 'subnet', {
      // The name is Azure's: a firewall takes no other subnet.
      name: 'AzureFirewallSubnet',
      resourceGroupName: props.virtualNetworkGroup,
      virtualNetworkName: props.virtualNetworkName,
      addressPrefixes: [props.subnetRange],
      defaultOutboundAccessEnabled: false,
    });
    const address = new PublicIp(this, 'ip', {
      ...place,
      ...zones,
      name: `pip-${props.name}`,
      allocationMethod: 'Static',
      sku: 'Standard',
    });
    const policy = new FirewallPolicy(this, 'policy', {
      ...place,
      name: props.policyName,
      sku: 'Standard',
      threatIntelligenceMode: 'Deny',
      dns: {
        proxyEnabled: true,
        ...(props.dnsServers === undefined || props.dnsServers.length === 0
          ? {}
          : { servers: [...props.dnsServers] }),
      },
    });
    const firewall = new Firewall(this, 'firewall', {
      ...place,
      ...zones,
      name: props.name,
      skuName: 'AZFW_VNet',
      skuTier: 'Standard',
      firewallPolicyId: policy.id,
      ipConfiguration: [{ name: 'ip', subnetId: subnet.id, publicIpAddressId: address.id }],
    });
    this.policyId = policy.id;
    this.privateAddress = firewall.ipConfiguration.get(0).privateIpAddress;
    this.publicAddress = address.ipAddress;
  }
}
