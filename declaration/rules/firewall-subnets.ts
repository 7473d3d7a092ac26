import type { Rule } from './rule';

/** In firewall mode a group has a subnet of its own: the firewall tells groups apart by their source. */
export const firewallSubnets: Rule = (survey, report) => {
  for (const { name, path, onAzure, mode, subnet, whole } of survey.groups) {
    if (!whole || !onAzure || mode !== 'firewall') {
      continue;
    }
    if (subnet === undefined) {
      report({
        code: 'needs-subnet',
        path: [...path, 'placement'],
        part: 'key',
        message: `group '${name}' shares a subnet, and in egress mode 'firewall' rules tell groups apart by their subnet`,
        fix: 'declare placement.subnet.addressPrefix, or placement.subnet.id with addressPrefixes',
      });
    } else if ('id' in subnet && subnet.addressPrefixes === undefined) {
      report({
        code: 'needs-subnet',
        path: [...path, 'placement', 'subnet', 'id'],
        message: `the ranges of this subnet are not known, and in egress mode 'firewall' rules match them`,
        fix: 'declare addressPrefixes beside it',
      });
    }
  }
};
