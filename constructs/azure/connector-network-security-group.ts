import {
  NetworkSecurityGroup,
  type NetworkSecurityGroupSecurityRule,
} from '@cdktf/provider-azurerm/lib/network-security-group';
import { Construct } from 'constructs';
import type { EgressList } from '../../egress/model';
import { toSecurityRules, type SecurityRule } from '../../egress/security-rules';
import { literal } from '../shared/literal';
import { PropCheck } from '../shared/prop-check';

/** What Azure takes as the name of a network security group, which the provider does not check. */
const NAME = /^(?=.{1,80}$)[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/;

export interface ConnectorNetworkSecurityGroupProps {
  /** Name, 1 to 80 characters. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /** What the connectors may reach. Everything else is denied, out and in. */
  readonly egress: EgressList;
  /**
   * Ranges of the relay endpoints, such as that of the public IP prefix; may be known only while Terraform runs.
   * @default - those of the egress list
   */
  readonly relayCidrs?: readonly string[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Network security group of one connector group. Its rules come from the egress list alone and change in place: a rule
 * that another tool added is removed by the next apply.
 */
export class ConnectorNetworkSecurityGroup extends Construct {
  public readonly securityGroupId: string;

  /** @throws InvalidPropsError; Error as `toSecurityRules` does */
  constructor(scope: Construct, id: string, props: ConnectorNetworkSecurityGroupProps) {
    super(scope, id);
    new PropCheck(this)
      .text('name', props.name, NAME, '1 to 80 letters, digits, hyphens, full stops and underscores')
      .done();
    this.securityGroupId = new NetworkSecurityGroup(this, 'group', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      securityRule: toSecurityRules(props.egress, { relayCidrs: props.relayCidrs ?? [] }).map(securityRule),
      tags: { ...props.tags },
    }).id;
  }
}

function securityRule({
  destinationAddressPrefixes,
  destinationPortRanges,
  description,
  ...rule
}: SecurityRule): NetworkSecurityGroupSecurityRule {
  return {
    ...rule,
    description: literal(description),
    ...(destinationAddressPrefixes && { destinationAddressPrefixes: [...destinationAddressPrefixes] }),
    ...(destinationPortRanges && { destinationPortRanges: [...destinationPortRanges] }),
  };
}
