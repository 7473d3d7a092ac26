import {
  FirewallPolicyRuleCollectionGroup,
  type FirewallPolicyRuleCollectionGroupApplicationRuleCollection,
  type FirewallPolicyRuleCollectionGroupNetworkRuleCollection,
} from '@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import type { FirewallCollection } from '../../egress/firewall-collection';
import { literal } from '../shared/literal';
import { PropCheck } from '../shared/prop-check';

/** Lowest and highest priority that Azure takes for rule collections. */
const LOWEST_PRIORITY = 100;
const HIGHEST_PRIORITY = 65_000;
/** A group's network rules have an even offset, its application rules the odd one after it. */
const PRIORITY_PAIRS = Math.floor((HIGHEST_PRIORITY - LOWEST_PRIORITY + 1) / 2);

export interface GroupFirewallRulesProps {
  /** Name of the rule collection group, 2 to 80 letters, digits, full stops and hyphens. */
  readonly name: string;
  readonly firewallPolicyId: string;
  /** 100 to 65000, unique in the policy. */
  readonly priority: number;
  /** What each group may reach, by group. */
  readonly groups: Readonly<Record<string, FirewallCollection>>;
}

/**
 * The egress lists of many groups as one rule collection group of a firewall policy, as a policy takes only 60 of
 * those. Each group has a collection of network rules and one of application rules, whose priorities come from
 * its name: a group that is added or removed changes no other group's lines.
 */
export class GroupFirewallRules extends Construct {
  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: GroupFirewallRulesProps) {
    super(scope, id);
    new PropCheck(this)
      .text('name', props.name, /^[^\W_][\w.-]{0,78}\w$/, '2 to 80 letters, digits, full stops and hyphens')
      .range('priority', props.priority, LOWEST_PRIORITY, HIGHEST_PRIORITY)
      .done();
    const priorities = collectionPriorities(Object.keys(props.groups));
    const network: FirewallPolicyRuleCollectionGroupNetworkRuleCollection[] = [];
    const application: FirewallPolicyRuleCollectionGroupApplicationRuleCollection[] = [];
    for (const [group, priority] of priorities) {
      const rules = props.groups[group];
      if (rules === undefined) continue;
      if (rules.networkRules.length > 0) {
        network.push({
          name: `${group}-network`,
          priority,
          action: 'Allow',
          rule: rules.networkRules.map((rule) => ({
            ...rule,
            description: literal(rule.description),
            protocols: [...rule.protocols],
            sourceAddresses: [...rule.sourceAddresses],
            destinationPorts: [...rule.destinationPorts],
            destinationAddresses: [...(rule.destinationAddresses ?? [])],
            destinationFqdns: [...(rule.destinationFqdns ?? [])],
          })),
        });
      }
      if (rules.applicationRules.length > 0) {
        application.push({
          name: `${group}-application`,
          priority: priority + 1,
          action: 'Allow',
          rule: rules.applicationRules.map((rule) => ({
            ...rule,
            description: literal(rule.description),
            protocols: rule.protocols.map((protocol) => ({ ...protocol })),
            sourceAddresses: [...rule.sourceAddresses],
            destinationFqdns: [...rule.destinationFqdns],
          })),
        });
      }
    }
    new FirewallPolicyRuleCollectionGroup(this, 'rules', {
      name: props.name,
      firewallPolicyId: props.firewallPolicyId,
      priority: props.priority,
      networkRuleCollection: network,
      applicationRuleCollection: application,
    });
  }
}

/** Priority of each group's network rules, in the order of the names: from the name's hash, the next free one where it is taken. */
function collectionPriorities(groups: readonly string[]): [string, number][] {
  const taken = new Set<number>();
  return [...groups].sort().map((group) => {
    let pair = createHash('sha256').update(group).digest().readUInt32BE(0) % PRIORITY_PAIRS;
    while (taken.has(pair)) pair = (pair + 1) % PRIORITY_PAIRS;
    taken.add(pair);
    return [group, LOWEST_PRIORITY + 2 * pair];
  });
}
