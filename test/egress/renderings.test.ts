import fc from 'fast-check';
import type { Deployment, Group } from '../../declaration/model';
import { egressCsv } from '../../egress/csv';
import { deriveEgress } from '../../egress/derive-egress';
import { egressDocument } from '../../egress/egress-document';
import { toFirewallCollection } from '../../egress/firewall-collection';
import { egressJson } from '../../egress/json';
import { egressMarkdown } from '../../egress/markdown';
import type { EgressRule } from '../../egress/model';
import { egressPage } from '../../egress/page';
import { toSecurityRules } from '../../egress/security-rules';
import { arbitraryDeployment } from './arbitrary-deployment';
import { parseCsv } from './parse-csv';

const RELAY_CIDRS = ['20.1.0.0/28', '20.2.0.0/28'];
const SOURCES = { sourceAddresses: ['10.80.1.0/24'], relayCidrs: RELAY_CIDRS };

/** What a rendering opens: rule, destination, port and protocol, one text each. */
type Flows = readonly string[];

interface Opening {
  readonly name: string;
  readonly to: readonly string[];
  readonly ports: readonly (string | number)[];
  readonly protocol: string;
}

function flows(openings: readonly Opening[]): Flows {
  return openings
    .flatMap(({ name, to, ports, protocol }) =>
      to.flatMap((destination) =>
        ports.map((port) => `${name} ${destination} ${port} ${protocol.toLowerCase()}`),
      ),
    )
    .sort();
}

/** The list itself, with each kind of destination put as a rendering has to put it. */
function expected(rules: readonly EgressRule[], put: (rule: EgressRule) => readonly string[]): Flows {
  return flows(rules.map((rule) => ({ ...rule, to: put(rule) })));
}

function forNetworkSecurityGroup({ destination }: EgressRule): readonly string[] {
  switch (destination.kind) {
    case 'relay-endpoints':
      return RELAY_CIDRS;
    case 'addresses':
      return destination.cidrs;
    case 'names':
      return ['*'];
    case 'service-tag':
      return [destination.tag];
  }
}

function forFirewall({ destination }: EgressRule): readonly string[] {
  switch (destination.kind) {
    case 'relay-endpoints':
      return RELAY_CIDRS;
    case 'addresses':
      return destination.cidrs;
    default:
      return destination.hosts;
  }
}

function forPeople({ destination }: EgressRule): readonly string[] {
  switch (destination.kind) {
    case 'relay-endpoints':
      return destination.cidrs.length > 0 ? destination.cidrs : ['relay endpoints'];
    case 'addresses':
      return destination.cidrs;
    case 'names':
      return destination.hosts;
    case 'service-tag':
      return [destination.tag];
  }
}

function forEachGroup(
  check: (declared: Deployment, group: Group, rules: readonly EgressRule[]) => void,
): void {
  fc.assert(
    fc.property(arbitraryDeployment, (declared) => {
      for (const group of Object.values(declared.groups))
        check(declared, group, deriveEgress(declared, group).rules);
    }),
  );
}

describe('the renderings of one egress list', () => {
  test('the network security group opens what is in the list and nothing else', () => {
    forEachGroup((_, { name }, rules) => {
      const security = toSecurityRules({ group: name, rules }, { relayCidrs: RELAY_CIDRS });
      const allowed = security.filter(({ access }) => access === 'Allow');
      expect(allowed.every(({ direction }) => direction === 'Outbound')).toBe(true);
      const opened = allowed.map((rule) => ({
        name: rule.name,
        protocol: rule.protocol,
        to: rule.destinationAddressPrefixes ?? [rule.destinationAddressPrefix ?? 'missing'],
        ports: rule.destinationPortRanges ?? [rule.destinationPortRange ?? 'missing'],
      }));
      expect(flows(opened)).toEqual(expected(rules, forNetworkSecurityGroup));
    });
  });

  test('the network security group denies all else, out and in, after every other rule', () => {
    forEachGroup((_, { name }, rules) => {
      const security = toSecurityRules({ group: name, rules }, { relayCidrs: RELAY_CIDRS });
      const denied = security.filter(({ access }) => access === 'Deny');
      expect(denied).toMatchObject([
        {
          direction: 'Outbound',
          priority: 4096,
          protocol: '*',
          destinationAddressPrefix: '*',
          destinationPortRange: '*',
        },
        {
          direction: 'Inbound',
          priority: 4096,
          protocol: '*',
          destinationAddressPrefix: '*',
          destinationPortRange: '*',
        },
      ]);
      expect(security.filter(({ priority }) => priority >= 4096)).toEqual(denied);
    });
  });

  test('the network security group keeps to what Azure takes', () => {
    forEachGroup((_, { name }, rules) => {
      for (const rule of toSecurityRules({ group: name, rules }, { relayCidrs: RELAY_CIDRS })) {
        expect(rule.name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]$/);
        expect(Buffer.byteLength(rule.description)).toBeLessThanOrEqual(140);
        expect(rule.destinationAddressPrefix === undefined).not.toBe(
          rule.destinationAddressPrefixes === undefined,
        );
        expect(rule.destinationPortRange === undefined).not.toBe(rule.destinationPortRanges === undefined);
      }
    });
  });

  test('the firewall opens what is in the list and nothing else', () => {
    forEachGroup((_, { name }, rules) => {
      const { networkRules, applicationRules, needsDnsProxy } = toFirewallCollection(
        { group: name, rules },
        SOURCES,
      );
      const opened = [
        ...networkRules.flatMap((rule) =>
          rule.protocols.map((protocol) => ({
            name: rule.name,
            protocol,
            to: [...(rule.destinationAddresses ?? []), ...(rule.destinationFqdns ?? [])],
            ports: rule.destinationPorts,
          })),
        ),
        ...applicationRules.map((rule) => ({
          name: rule.name,
          protocol: 'tcp',
          to: rule.destinationFqdns,
          ports: rule.protocols.map(({ port }) => port),
        })),
      ];
      expect(flows(opened)).toEqual(expected(rules, forFirewall));
      expect(
        [...networkRules, ...applicationRules].every((rule) => rule.sourceAddresses[0] === '10.80.1.0/24'),
      ).toBe(true);
      expect(needsDnsProxy).toBe(rules.some(({ destination }) => destination.kind === 'names'));
    });
  });

  test('the document of the pre-flight check says what is in the list and nothing else', () => {
    forEachGroup((_, { name }, rules) => {
      const document = egressDocument({ group: name, rules });
      const said = Object.entries(document.rules).map(([rule, { to, ports, protocol, why, purpose }]) => ({
        name: rule,
        destination: to,
        ports,
        protocol,
        why,
        purpose,
      }));
      expect(said).toEqual(
        rules.map(({ name: rule, destination, ports, protocol, why, purpose }) => ({
          name: rule,
          destination,
          ports,
          protocol,
          why,
          purpose,
        })),
      );
    });
  });

  test('the pages say what is in the list and nothing else, whatever people write as a reason', () => {
    fc.assert(
      fc.property(arbitraryDeployment, (declared) => {
        const page = egressPage(declared);
        for (const { group, rules } of page.groups) {
          const wanted = expected(rules, forPeople);
          expect(flows(fromCsv(egressCsv(page), group))).toEqual(wanted);
          expect(flows(fromJson(egressJson(page), group))).toEqual(wanted);
          expect(flows(fromMarkdown(egressMarkdown(page), group))).toEqual(wanted);
        }
      }),
    );
  });
});

function fromCsv(text: string, group: string): readonly Opening[] {
  return parseCsv(text)
    .filter((line) => line['group'] === group && !line['rule']?.startsWith('deny-'))
    .map((line) => ({
      name: line['rule'] ?? '',
      to: [line['to'] ?? ''],
      ports: [line['port'] ?? ''],
      protocol: line['protocol'] ?? '',
    }));
}

interface PageJson {
  readonly groups: Readonly<
    Record<
      string,
      {
        readonly rules: Readonly<
          Record<string, Omit<EgressRule, 'destination'> & { readonly to: EgressRule['destination'] }>
        >;
      }
    >
  >;
}

function fromJson(text: string, group: string): readonly Opening[] {
  const { groups } = JSON.parse(text) as PageJson;
  return Object.entries(groups[group]?.rules ?? {}).map(([name, rule]) => ({
    name,
    to: forPeople({ ...rule, name, destination: rule.to }),
    ports: rule.ports,
    protocol: rule.protocol,
  }));
}

function fromMarkdown(text: string, group: string): readonly Opening[] {
  const heading = `## ${group}\n`;
  const start = text.indexOf(heading);
  const end = text.indexOf('\n## ', start + heading.length);
  const rows = text
    .slice(start, end === -1 ? undefined : end)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  return rows
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .filter(([, rule]) => rule !== '(all else)')
    .map((cells) => {
      expect(cells).toHaveLength(7);
      const [, name = '', to = '', ports = '', protocol = ''] = cells.map((cell) =>
        cell.replaceAll('\\', ''),
      );
      return {
        name,
        to: to.split('<br>').filter((part) => !part.startsWith('(by name: ')),
        ports: ports.split(', '),
        protocol,
      };
    });
}
