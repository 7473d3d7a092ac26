import { addressPlan, LARGEST_ADDRESS_SPACE, SMALLEST_ADDRESS_SPACE } from '../address-plan';
import { DEFAULTS } from '../defaults.generated';
import { contains, overlaps, parseRange, type Range } from '../ipv4';
import { given } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';
import type { Problem } from '../problem';
import type { Survey, SurveyedGroup } from '../survey';
import type { AzureRegion } from '../types.generated';

/** Azure keeps five addresses of a subnet, so a /29 is the smallest that holds two connectors and a replacement. */
const SMALLEST_SUBNET = 29;

/** Subnets fit into the address space of their region, beside the ones that the kit makes and each other. */
export const subnets: Rule = (survey, report) => {
  const { azure } = survey;
  if (azure === undefined || !survey.isKnown(['targets', 'azure', 'regions'])) {
    return;
  }
  const names = new Set([azure.region, ...Object.keys(azure.regions ?? {})]);
  for (const name of names) {
    const region = azure.regions?.[name] ?? {};
    const at: Path = ['targets', 'azure', 'regions', name];
    if (survey.isWhole(at)) {
      checkRegion(survey, name, region, at, report);
    }
  }
};

interface Taken {
  readonly range: Range;
  readonly what: string;
}

function checkRegion(
  survey: Survey,
  name: string,
  region: AzureRegion,
  at: Path,
  report: (problem: Problem) => void,
): void {
  const { relay, connectors } = region.subnets ?? {};
  const foreign = region.virtualNetwork !== undefined;
  if (foreign && region.addressSpace === undefined && (relay === undefined || connectors === undefined)) {
    report({
      code: 'address-space',
      path: [...at, 'virtualNetwork'],
      message: 'the kit is to make subnets in this network and does not know where',
      fix: 'declare both subnets by id, or addressSpace: the range in this network that is free for the kit',
    });
    return;
  }
  const known = !foreign || region.addressSpace !== undefined;
  const text = region.addressSpace ?? DEFAULTS.azureRegion.addressSpace;
  const space = parseRange(text);
  if (space === undefined || space.bits > SMALLEST_ADDRESS_SPACE || space.bits < LARGEST_ADDRESS_SPACE) {
    report({
      code: 'address-space',
      path: [...at, 'addressSpace'],
      message: 'cannot be cut into subnets',
      given: given(text),
      allowed: `a range from /${LARGEST_ADDRESS_SPACE} to /${SMALLEST_ADDRESS_SPACE}`,
    });
    return;
  }
  const taken = known ? kitSubnets(text, region, usesFirewall(survey, name, region)) : [];
  for (const group of survey.groups) {
    if (group.whole && group.onAzure && group.region === name) {
      checkGroup(group, known ? { range: space, text } : undefined, taken, report);
    }
  }
}

/** Whether the kit makes a firewall in the region. */
function usesFirewall(survey: Survey, name: string, region: AzureRegion): boolean {
  return (
    region.firewall === undefined &&
    (region.egress === 'firewall' ||
      survey.groups.some((group) => group.onAzure && group.region === name && group.mode === 'firewall'))
  );
}

/** Subnets that the kit makes for itself. */
function kitSubnets(space: string, { subnets: existing }: AzureRegion, firewall: boolean): Taken[] {
  const plan = addressPlan(space);
  const made: (readonly [string, string])[] = [
    ...(existing?.relay === undefined ? [['app-proxy-relay', plan.relay] as const] : []),
    ...(existing?.connectors === undefined ? [['app-proxy-connectors', plan.connectors] as const] : []),
    ...(firewall ? [['AzureFirewallSubnet', plan.firewall] as const] : []),
  ];
  return made.flatMap(([name, text]) => {
    const range = parseRange(text);
    return range === undefined ? [] : [{ range, what: `the kit's subnet '${name}' (${text})` }];
  });
}

function checkGroup(
  { name, path, subnet }: SurveyedGroup,
  space: { readonly range: Range; readonly text: string } | undefined,
  taken: Taken[],
  report: (problem: Problem) => void,
): void {
  if (subnet === undefined || 'id' in subnet) {
    return;
  }
  const { addressPrefix } = subnet;
  const range = parseRange(addressPrefix);
  if (range === undefined) {
    return;
  }
  const at = [...path, 'placement', 'subnet', 'addressPrefix'];
  if (name === 'relay' || name === 'connectors') {
    report({
      code: 'subnet-name',
      path: at,
      message: `group '${name}' would get a subnet app-proxy-${name}, which the kit makes for itself`,
      fix: 'give the group another name, or use an existing subnet',
    });
  }
  if (range.bits > SMALLEST_SUBNET) {
    report({
      code: 'subnet',
      path: at,
      message: 'is too small for a subnet',
      given: given(addressPrefix),
      allowed: `/${SMALLEST_SUBNET} or larger`,
    });
  } else if (space !== undefined && !contains(space.range, range)) {
    report({
      code: 'subnet',
      path: at,
      message: `lies outside the region's address space ${space.text}`,
      given: given(addressPrefix),
      fix: 'choose a range inside it, or declare a larger addressSpace',
    });
  }
  const other = taken.find((one) => overlaps(one.range, range));
  if (other !== undefined) {
    report({
      code: 'subnet',
      path: at,
      message: `overlaps ${other.what}`,
      given: given(addressPrefix),
      fix: 'choose a range that is free',
    });
  }
  taken.push({ range, what: `the subnet of group '${name}' (${addressPrefix})` });
}
