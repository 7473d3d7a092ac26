import { egressDocument } from './egress-document';
import { RELAY_ENDPOINTS_SOURCE, type EgressPage } from './page';

/** The page for the firewall team as JSON, ending in a newline. */
export function egressJson(page: EgressPage): string {
  const { deployment, target, groups, relayEndpointsKnown } = page;
  const content = {
    version: 1,
    deployment,
    target,
    ...(relayEndpointsKnown ? {} : { relayEndpoints: RELAY_ENDPOINTS_SOURCE }),
    groups: Object.fromEntries(
      groups.map(({ group, from, rules, notNeeded }) => [
        group,
        { from, rules: egressDocument({ group, rules }).rules, otherwise: 'deny', notNeeded },
      ]),
    ),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
