import {
  NetworkSecurityGroup,
  type NetworkSecurityGroupSecurityRule,
} from '@cdktf/provider-azurerm/lib/network-security-group';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PROBE_PORT, TUNNEL_PORT, USER_BACKEND_PORT } from './relay-ports';

export interface RelaySecurityGroupProps {
  /** Name, 1 to 80 characters. Never change it: a subnet without its group is closed while the new one is attached. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /**
   * Id of the relay subnet that the group is attached to.
   * @default - none: the subnet is somebody else's, so each relay instance's interface carries the group
   */
  readonly subnetId?: string;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * What may reach a relay instance: connectors at 443, users at 8443 (the port after the load balancer), the load
 * balancer's probe at 8081, and nothing else.
 */
export class RelaySecurityGroup extends Construct {
  public readonly securityGroupId: string;
  /** The attachment to the subnet, for machines to wait for. */
  public readonly attachment: ITerraformDependable | undefined;

  constructor(scope: Construct, id: string, props: RelaySecurityGroupProps) {
    super(scope, id);
    const group = new NetworkSecurityGroup(this, 'group', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      securityRule: [
        allow('connectors', 100, 'Internet', TUNNEL_PORT, 'tunnels, enrolment and configuration'),
        allow('users', 110, 'Internet', USER_BACKEND_PORT, 'users, through the load balancer'),
        allow('probe', 120, 'AzureLoadBalancer', PROBE_PORT, 'readiness probe of the load balancer'),
        {
          name: 'deny-all-in',
          priority: 4096,
          direction: 'Inbound',
          access: 'Deny',
          protocol: '*',
          sourceAddressPrefix: '*',
          sourcePortRange: '*',
          destinationAddressPrefix: '*',
          destinationPortRange: '*',
          description: 'everything else',
        },
      ],
      tags: { ...props.tags },
    });
    this.securityGroupId = group.id;
    this.attachment =
      props.subnetId === undefined
        ? undefined
        : new SubnetNetworkSecurityGroupAssociation(this, 'attachment', {
            subnetId: props.subnetId,
            networkSecurityGroupId: group.id,
          });
  }
}

function allow(
  name: string,
  priority: number,
  source: string,
  port: number,
  description: string,
): NetworkSecurityGroupSecurityRule {
  return {
    name,
    priority,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: source,
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: String(port),
    description,
  };
}
