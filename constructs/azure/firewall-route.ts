import { RouteTable } from '@cdktf/provider-azurerm/lib/route-table';
import { SubnetRouteTableAssociation } from '@cdktf/provider-azurerm/lib/subnet-route-table-association';
import { Construct } from 'constructs';

export interface FirewallRouteProps {
  /** Name of the route table, at most 80 characters. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /** Private address of the firewall. */
  readonly nextHop: string;
  /** Ids of the subnets that leave through the firewall, by a stable name. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Sends all that leaves the subnets through a firewall. */
export class FirewallRoute extends Construct {
  constructor(scope: Construct, id: string, props: FirewallRouteProps) {
    super(scope, id);
    const table = new RouteTable(this, 'table', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      // Otherwise what a gateway learns (on-premises networks) would go past the firewall.
      bgpRoutePropagationEnabled: false,
      route: [
        {
          name: 'internet',
          addressPrefix: '0.0.0.0/0',
          nextHopType: 'VirtualAppliance',
          nextHopInIpAddress: props.nextHop,
        },
      ],
      tags: { ...props.tags },
    });
    for (const name of Object.keys(props.subnetIds).sort()) {
      new SubnetRouteTableAssociation(this, name, {
        subnetId: props.subnetIds[name] ?? '',
        routeTableId: table.id,
      });
    }
  }
}
