import { PublicIpPrefix } from '@cdktf/provider-azurerm/lib/public-ip-prefix';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

/**
 * Prefix length of the range: 16 addresses, Azure's default most, which is enough for 8 relay instances, each of
 * which has two addresses while it is replaced.
 */
export const RELAY_PREFIX_LENGTH = 28;

export interface RelayAddressRangeProps {
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /** Zones of the region; all of them or none. Cannot be changed later. @default [] */
  readonly zones?: readonly string[];
  /** @default 28 */
  readonly prefixLength?: number;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Public range of the relay endpoints of one region: the one destination that firewalls open for connectors,
 * whatever relay instances come and go. Terraform refuses to destroy it.
 */
export class RelayAddressRange extends Construct {
  public readonly prefixId: string;
  /** The range in CIDR form, known after apply. */
  public readonly range: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: RelayAddressRangeProps) {
    super(scope, id);
    const prefixLength = props.prefixLength ?? RELAY_PREFIX_LENGTH;
    new PropCheck(this).range('prefixLength', prefixLength, 24, 30).done();
    const prefix = new PublicIpPrefix(this, 'prefix', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      prefixLength,
      sku: 'Standard',
      ...(props.zones === undefined || props.zones.length === 0 ? {} : { zones: [...props.zones] }),
      tags: { ...props.tags },
      lifecycle: { preventDestroy: true },
    });
    this.prefixId = prefix.id;
    this.range = prefix.ipPrefix;
  }
}
