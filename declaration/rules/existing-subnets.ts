import { given } from '../wording';
import type { Rule } from './rule';

/** An existing subnet is in the virtual network that is named beside it, and has a way out of its own. */
export const existingSubnets: Rule = (survey, report) => {
  for (const [region, declared] of Object.entries(survey.azure?.regions ?? {})) {
    const path = ['targets', 'azure', 'regions', region];
    if (!survey.isWhole(path)) {
      continue;
    }
    const { virtualNetwork, subnets, egress } = declared;
    for (const [name, id] of Object.entries(subnets ?? {}).filter(([, each]) => typeof each === 'string')) {
      const subnet = String(id);
      if (virtualNetwork !== undefined && !subnet.startsWith(`${virtualNetwork}/subnets/`)) {
        report({
          code: 'subnet-elsewhere',
          path: [...path, 'subnets', name],
          message: 'the subnet is not in the virtual network of the region',
          given: given(subnet),
          fix: `name a subnet of ${virtualNetwork}, or another virtualNetwork`,
        });
      }
    }
    if (subnets?.connectors !== undefined && (egress ?? 'nat') === 'nat') {
      report({
        code: 'subnet-way-out',
        severity: 'warning',
        path: [...path, 'subnets', 'connectors'],
        message:
          'the kit attaches no NAT gateway to a subnet that exists, so its machines need a way out of their own',
        fix: 'see to it, and say so with egress: existing',
      });
    }
  }
};
