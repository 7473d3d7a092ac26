import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

export interface NatEgressProps {
  /** Name of the gateway, at most 80 characters; the public address is named after it. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /** Ids of the subnets that leave through the gateway, by a stable name. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /**
   * Zones of the public address; give all zones of a region that has them.
   * @default [] - no zone
   */
  readonly zones?: readonly string[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A NAT gateway with one public address, which is the address that the outside sees of all connectors of the region. */
export class NatEgress extends Construct {
  /** Address that the outside sees. */
  public readonly publicAddress: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: NatEgressProps) {
    super(scope, id);
    new PropCheck(this)
      .text(
        'name',
        props.name,
        /^[a-zA-Z\d]([a-zA-Z\d_.-]{0,74}[a-zA-Z\d_])?$/,
        '1 to 76 letters, digits, underscores, full stops and hyphens',
      )
      .done();
    const place = {
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      tags: { ...props.tags },
    };
    const address = new PublicIp(this, 'ip', {
      ...place,
      name: `pip-${props.name}`,
      allocationMethod: 'Static',
      sku: 'Standard',
      ...(props.zones === undefined || props.zones.length === 0 ? {} : { zones: [...props.zones] }),
    });
    const gateway = new NatGateway(this, 'gateway', { ...place, name: props.name, skuName: 'Standard' });
    new NatGatewayPublicIpAssociation(this, 'ip-association', {
      natGatewayId: gateway.id,
      publicIpAddressId: address.id,
    });
    for (const name of Object.keys(props.subnetIds).sort()) {
      new SubnetNatGatewayAssociation(this, name, {
        subnetId: props.subnetIds[name] ?? '',
        natGatewayId: gateway.id,
      });
    }
    this.publicAddress = address.ipAddress;
  }
}
