import type { Deployment, Group, SecretReference } from '../declaration/model';
import { azureServices } from './azure-services';
import { addressesOrName, isAddress } from './destination';
import type { EgressDestination, EgressList, EgressPurpose, EgressRule } from './model';
import { defaultTarget, placeOf, type Place, type TargetName } from './place';
import { FIXED_PRIORITIES, namedPriorities } from './priorities';

/** Port of the relay endpoints: tunnels, enrolment, renewal, configuration and updates share it. */
export const RELAY_PORT = 443;

type Draft = Omit<EgressRule, 'group' | 'priority'>;

/**
 * All that the connectors of one group may reach: for network rules, for the page of the firewall team, and for
 * the connectors' own check. First the rules that every group may have, by priority, then backends and extra
 * destinations by name: their priorities follow from hashes.
 *
 * @param target Where the group runs. @default azure where it is declared, else docker, else local
 * @throws Error that lists every destination given by name where nothing can match names; RangeError with too many rules.
 */
export function deriveEgress(
  deployment: Deployment,
  group: Group,
  target: TargetName = defaultTarget(deployment),
): EgressList {
  const place = placeOf(deployment, group, target);
  const fixed = [
    ...relayOrProxy(deployment, group),
    ...dns(place),
    ...vault(deployment, group, place),
    ...storage(deployment, group, place),
  ];
  const named = [...backends(group), ...extras(group)];
  refuseNames(group, place, [...fixed, ...named]);
  const priorities = namedPriorities(
    group.name,
    named.map(({ name }) => name),
  );
  const withPriority = (draft: Draft, priority: number): EgressRule => ({
    ...draft,
    group: group.name,
    priority,
  });
  return {
    group: group.name,
    rules: [
      ...fixed
        .map((draft) => withPriority(draft, fixedPriority(draft.name)))
        .sort((a, b) => a.priority - b.priority),
      ...named
        .map((draft) => withPriority(draft, priorities.get(draft.name) ?? 0))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ],
  };
}

/** Whether the connectors read the key vault: for their token, or for a secret that the declaration refers to. */
export function needsVault(group: Group): boolean {
  return group.enrolment === 'token' || secretReferences(group).some(inVault);
}

/** Whether the proxy's credentials are in the key vault; then the vault is reached without the proxy. */
export function proxyCredentialsInVault(group: Group): boolean {
  return inVault(group.proxy?.credentials);
}

function relayOrProxy(deployment: Deployment, group: Group): readonly Draft[] {
  if (group.proxy !== undefined) {
    const { host, port, cidrs } = group.proxy;
    return [
      rule(
        'proxy',
        'proxy',
        addressesOrName(cidrs, host),
        [port],
        'tcp',
        'outbound proxy: tunnels, enrolment, renewal, configuration, updates and downloads go through it',
      ),
    ];
  }
  return [
    rule(
      'relay',
      'relay',
      { kind: 'relay-endpoints', cidrs: [...deployment.relay.endpointCidrs].sort() },
      [RELAY_PORT],
      'tcp',
      'relay endpoints: tunnels, enrolment, renewal, configuration and updates share this port',
    ),
  ];
}

function dns(place: Place): readonly Draft[] {
  if (place.kind === 'hosts') return [];
  const servers = place.azure.regions[place.placement.region]?.dnsServers ?? [];
  if (servers.length === 0) return [];
  const destination: EgressDestination = { kind: 'addresses', cidrs: [...servers].sort() };
  return (['udp', 'tcp'] as const).map((protocol) =>
    rule(
      `dns-${protocol}`,
      'dns',
      destination,
      [53],
      protocol,
      'DNS servers of the virtual network: find the relay, and backends given by name',
    ),
  );
}

function vault(deployment: Deployment, group: Group, place: Place): readonly Draft[] {
  if (place.kind === 'hosts' || !needsVault(group)) return [];
  const direct = proxyCredentialsInVault(group);
  if (group.proxy !== undefined && !direct) return [];
  const reasons = [
    ...(direct ? ["the outbound proxy's credentials, before the proxy can be used"] : []),
    ...(group.enrolment === 'token' ? ['the enrolment token'] : []),
    ...(Object.values(group.applications).some(({ backend }) => inVault(backend.tls?.clientCertificate))
      ? ['client certificates for backends']
      : []),
  ];
  const { tag, host } = azureServices(deployment, place.azure).vault;
  return [
    rule(
      'vault',
      'vault',
      { kind: 'service-tag', tag, hosts: [host] },
      [443],
      'tcp',
      `key vault: ${reasons.join('; ')}`,
    ),
  ];
}

function storage(deployment: Deployment, group: Group, place: Place): readonly Draft[] {
  if (place.kind === 'hosts' || group.proxy !== undefined) return [];
  const { tag, host } = azureServices(deployment, place.azure).storage;
  return [
    rule(
      'storage',
      'storage',
      { kind: 'service-tag', tag, hosts: [host] },
      [443],
      'tcp',
      'storage account: a new machine downloads the runtime and the trust bundle',
    ),
  ];
}

function backends(group: Group): readonly Draft[] {
  return Object.values(group.applications).map(({ name, backend }) =>
    rule(
      `backend-${name}`,
      'backend',
      addressesOrName(backend.cidrs, backend.host),
      [backend.port],
      'tcp',
      `backend of application ${name}`,
    ),
  );
}

/** One rule an allowance; addresses and names together make two, the second with an underscore, which no name has. */
function extras(group: Group): readonly Draft[] {
  return Object.entries(group.egress.allow).flatMap(([name, { to, ports, protocol, why }]) => {
    const cidrs = to.filter(isAddress).sort();
    const hosts = to.filter((destination) => !isAddress(destination)).sort();
    const sorted = [...ports].sort((a, b) => a - b);
    return [
      ...(cidrs.length > 0
        ? [rule(`extra-${name}`, 'extra', { kind: 'addresses', cidrs }, sorted, protocol, why)]
        : []),
      ...(hosts.length > 0
        ? [rule(`extra-${name}_names`, 'extra', { kind: 'names', hosts }, sorted, protocol, why)]
        : []),
    ];
  });
}

function rule(
  name: string,
  purpose: EgressPurpose,
  destination: EgressDestination,
  ports: readonly number[],
  protocol: 'tcp' | 'udp',
  why: string,
): Draft {
  return { name, purpose, destination, ports, protocol, why };
}

function fixedPriority(name: string): number {
  const priority: number | undefined = (FIXED_PRIORITIES as Readonly<Record<string, number>>)[name];
  if (priority === undefined) throw new Error(`egress rule '${name}' has no priority; this is a bug`);
  return priority;
}

/** Network security groups match addresses only; behind them only Azure Firewall matches names, and those exactly. */
function refuseNames(group: Group, place: Place, rules: readonly Draft[]): void {
  if (place.kind === 'hosts') return;
  const failures = rules.flatMap(({ name, destination }) => {
    if (destination.kind !== 'names') return [];
    return destination.hosts.flatMap((host) => {
      const given = `groups.${group.name}.${declaredAt(name)} is the name '${host}'`;
      if (group.egress.mode !== 'firewall') {
        return [
          `${given}, which a network security group cannot match in egress mode '${group.egress.mode}'; ` +
            `${remedy(name)}, or set egress.mode to 'firewall'`,
        ];
      }
      return host.includes('*')
        ? [`${given}, allowed: exact host names; write each host, or its address range`]
        : [];
    });
  });
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

function declaredAt(rule: string): string {
  if (rule === 'proxy') return 'proxy.url';
  return rule.startsWith('backend-')
    ? `applications.${rule.slice('backend-'.length)}.url`
    : `egress.allow.${rule.slice('extra-'.length, -'_names'.length)}.to`;
}

function remedy(rule: string): string {
  if (rule === 'proxy') return "give the proxy's ranges in proxy.cidrs";
  return rule.startsWith('backend-') ? "give the backend's ranges in backendCidrs" : 'give address ranges';
}

function secretReferences(group: Group): readonly (SecretReference | undefined)[] {
  return [
    group.proxy?.credentials,
    ...Object.values(group.applications).map(({ backend }) => backend.tls?.clientCertificate),
  ];
}

function inVault(reference: SecretReference | undefined): boolean {
  return reference !== undefined && 'keyVaultSecret' in reference;
}
