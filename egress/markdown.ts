import { destinationTexts, RELAY_ENDPOINTS_SOURCE, UNKNOWN_RELAY_ENDPOINTS, type EgressPage } from './page';
import type { EgressPageGroup } from './page';
import type { EgressRule } from './model';

/** The page for the firewall team as Markdown. */
export function egressMarkdown(page: EgressPage): string {
  return [
    `# Egress of ${escape(page.deployment)}`,
    '',
    'What the connectors must reach, by group. All connections go out: connectors accept none. Deny everything else, out and in.',
    '',
    ...(page.relayEndpointsKnown
      ? []
      : [
          `The addresses behind "${UNKNOWN_RELAY_ENDPOINTS}" are not known yet. ${RELAY_ENDPOINTS_SOURCE}`,
          '',
        ]),
    ...page.groups.flatMap(section),
  ].join('\n');
}

function section({ group, from, rules, notNeeded }: EgressPageGroup): readonly string[] {
  return [
    `## ${escape(group)}`,
    '',
    `From: ${escape(from)}`,
    '',
    '| rule | to | port | protocol | why |',
    '| --- | --- | --- | --- | --- |',
    ...rules.map(row),
    '| (all else) | any | any | any | deny, out and in |',
    '',
    'Not needed:',
    '',
    ...notNeeded.map(({ what, why }) => `- ${escape(what)}: ${escape(why)}`),
    '',
  ];
}

function row({ name, destination, ports, protocol, why }: EgressRule): string {
  const to = [...destinationTexts(destination), ...namesBehind(destination)].map(escape).join('<br>');
  return `| ${escape(name)} | ${to} | ${ports.join(', ')} | ${protocol} | ${escape(why)} |`;
}

function namesBehind(destination: EgressRule['destination']): readonly string[] {
  return destination.kind === 'service-tag' ? destination.hosts.map((host) => `(by name: ${host})`) : [];
}

/** Declared text goes into a table and must not end a cell or become markup. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
