import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import findingCodes from '../../declaration/finding-codes.json';
import { AZURE_PLATFORM_STACK } from '../../stacks/azure-platform-stack';
import { AZURE_RELAY_STACK } from '../../stacks/azure-relay-stack';
import { addAzureStacks } from '../../stacks';
import { GATE_MINUTES } from '../../constructs/azure/gate';
import { SOFT_DELETE_DAYS } from '../../constructs/azure/key-vault';
import { difference, object, synthesized, testApp, text, type SynthesizedStack } from '../assertions';
import { deployment, type DeploymentOptions, type GroupOptions } from '../deployment';
import { EVERYTHING } from '../stacks/example';

const PAGE = join(__dirname, '../../docs/azure.md');
const page = readFileSync(PAGE, 'utf8');

const GROUPS_STACK = 'azure-groups-0';

/** Providers of the resource types, by how the types begin; role assignments need none that must be registered. */
const RESOURCE_PROVIDERS: readonly (readonly [RegExp, string | undefined])[] = [
  [/^key_vault/, 'Microsoft.KeyVault'],
  [/^storage_/, 'Microsoft.Storage'],
  [/^user_assigned_identity$/, 'Microsoft.ManagedIdentity'],
  [/^monitor_/, 'Microsoft.Insights'],
  [/^log_analytics_/, 'Microsoft.OperationalInsights'],
  [/^(linux_)?virtual_machine/, 'Microsoft.Compute'],
  [/^(virtual_network|subnet|nat_|firewall|route_|public_ip|dns_|lb|network_)/, 'Microsoft.Network'],
  [/^(resource_group|role_assignment)$/, undefined],
];

function stacks(options: DeploymentOptions = EVERYTHING): ReadonlyMap<string, SynthesizedStack> {
  const added = addAzureStacks(testApp(), deployment({ ...options, docker: null }));
  return new Map(added.map((stack) => [stack.node.id, synthesized(stack)]));
}

function stackOf(options: DeploymentOptions, name: string): SynthesizedStack {
  const stack = stacks(options).get(name);
  if (stack === undefined) throw new Error(`there is no stack ${name}`);
  return stack;
}

/** What a section says, from its heading to the next one of the same depth. */
function section(heading: string): string {
  const found = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`docs/azure.md has no section '${heading}'`);
  return found;
}

/** Cells of the rows of a section's tables, without headings and rules. */
function rows(heading: string): readonly (readonly string[])[] {
  return section(heading)
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| -/.test(line))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

function code(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

/** Words in one column of a section's table, by the stack in the first column; sorted, each once. */
function byStack(heading: string, column: number): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const cells of rows(heading)) {
    const [stack] = code(cells[0]);
    if (stack === undefined) continue;
    found[stack] = [...new Set([...(found[stack] ?? []), ...code(cells[column])])].sort();
  }
  return found;
}

/** Types of the resources that `wanted` takes, by stack as the page names it. */
function types(wanted: (resource: ReturnType<SynthesizedStack['resource']>) => boolean) {
  const found: Record<string, string[]> = {};
  for (const [name, stack] of stacks()) {
    const key = name.replace(/^azure-groups-\d+$/, 'azure-groups-N');
    const here = stack.addresses
      .filter((address) => wanted(stack.resource(address)))
      .map((address) => address.replace(/^azurerm_|\..*$/g, ''));
    if (here.length > 0) found[key] = [...new Set([...(found[key] ?? []), ...here])].sort();
  }
  return found;
}

describe('docs/azure.md', () => {
  test('lists the resource types of each stack', () => {
    expect(byStack('Stacks', 2)).toEqual(types(() => true));
  });

  test('names the resource groups', () => {
    const names = [...stacks({ azure: {} }).values()].map((stack) =>
      text(stack.resource('azurerm_resource_group.group')['name']),
    );
    expect(names).toHaveLength(3);
    for (const name of names) expect(section('Stacks')).toContain(`\`${name}\``);
  });

  test('says which stack reads something from Azure', () => {
    const reading = [...stacks()].filter(([, stack]) => stack.part('data') !== undefined);
    expect(reading.map(([name]) => name)).toEqual(['azure-groups-0', 'azure-groups-1']);
    expect(
      stackOf({ relay: { endpointCidrs: ['198.51.100.0/28'] } }, GROUPS_STACK).part('data'),
    ).toBeUndefined();
    expect(section('Order')).toContain('A groups stack cannot be planned before the platform');
  });

  test('lists the rights that the deployers get', () => {
    const assignments = Object.entries(
      stackOf(EVERYTHING, AZURE_PLATFORM_STACK).all('azurerm_role_assignment'),
    );
    const given = assignments
      .filter(([name]) => name.startsWith('deployer-'))
      .map(([, assignment]) => text(assignment['role_definition_name']));
    const listed = rows('Rights')
      .filter((cells) => cells[2] === '`deployers`')
      .flatMap((cells) => code(cells[0]));
    expect(listed.toSorted()).toEqual(given.toSorted());
  });

  test('lists the resource providers that the types need', () => {
    const needed = Object.values(types(() => true))
      .flat()
      .map((type) => {
        const known = RESOURCE_PROVIDERS.find(([pattern]) => pattern.test(type));
        expect({ type, known: known !== undefined }).toEqual({ type, known: true });
        return known?.[1];
      })
      .filter((name) => name !== undefined);
    const listed = [...section('Rights').matchAll(/`(Microsoft\.\w+)`/g)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual([...new Set(needed)].sort());
  });

  test('lists what Terraform refuses to destroy', () => {
    const kept = types((resource) => object(resource['lifecycle'] ?? {})['prevent_destroy'] === true);
    expect(byStack('What is never destroyed', 1)).toEqual(kept);
    const addresses = Object.entries(stackOf(EVERYTHING, AZURE_RELAY_STACK).all('azurerm_public_ip'));
    const keptAddresses = addresses.filter(([, { lifecycle }]) => object(lifecycle ?? {})['prevent_destroy']);
    expect(keptAddresses.map(([name]) => name)).toEqual(['users-northeurope_ip', 'users-westeurope_ip']);
  });

  test('has the numbers that the code has', () => {
    expect(section('One replacement')).toContain(`waits up to ${GATE_MINUTES} minutes`);
    expect(section('What is never destroyed')).toContain(`keeps its name for ${SOFT_DELETE_DAYS} days`);
    const stack = stackOf({}, GROUPS_STACK);
    const gate = stack.resource('azurerm_virtual_machine_run_command.group-hq_slot-0_gate');
    expect(gate['timeouts']).toMatchObject({ delete: '5m' });
    expect(section('Traps')).toContain('gives up after 5 minutes');
    const machine = stack.resource('azurerm_linux_virtual_machine.group-hq_slot-0_vm');
    expect(machine['termination_notification']).toMatchObject({ timeout: 'PT5M' });
    expect(section('One replacement')).toContain('up to 5 minutes to drain');
  });

  test('names findings and outputs that there are', () => {
    expect(Object.keys(findingCodes)).toContain('formerly-shard');
    const outputs = [...stacks().values()].flatMap((stack) =>
      Object.keys(object(stack.part('output') ?? {})),
    );
    for (const name of ['egress_address_westeurope', 'firewall_address_northeurope', 'commands_depot']) {
      expect(outputs).toContain(name);
    }
    for (const name of ['egress_address_<region>', 'firewall_address_<region>', 'commands_<group>']) {
      expect(page).toContain(`\`${name}\``);
    }
  });

  test('links to files and sections that exist', () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    for (const [, target = '', anchor = ''] of page.matchAll(/\]\(([^)#]*)#?([^)]*)\)/g)) {
      if (target !== '') expect([target, existsSync(join(dirname(PAGE), target))]).toEqual([target, true]);
      else expect(headings).toContain(anchor);
    }
  });
});

describe('what docs/azure.md warns of', () => {
  const hq: GroupOptions = {
    applications: { erp: { url: 'https://erp.corp.example.com', cidrs: ['10.10.4.0/24'] } },
  };
  const NETWORK_RULES = 'azurerm_network_security_group.group-hq_nsg_group';

  test('platform first takes the way out from the subnet of a removed group', () => {
    const placement = { region: 'westeurope', zones: ['1', '2'], subnet: { addressPrefix: '10.80.9.0/24' } };
    const before = stackOf({ groups: { hq, site: { placement } } }, AZURE_PLATFORM_STACK);
    const after = stackOf({ groups: { hq } }, AZURE_PLATFORM_STACK);
    expect(difference(before, after)).toEqual(
      expect.arrayContaining([
        '- azurerm_subnet.network-westeurope_group-site',
        '- azurerm_subnet_nat_gateway_association.nat-westeurope_group-site',
      ]),
    );
  });

  test('a renamed group is moved in its own stack, and its subnet is not', () => {
    const placement = { region: 'westeurope', zones: ['1', '2'], subnet: { addressPrefix: '10.80.9.0/24' } };
    const groups = { office: { formerly: 'hq', placement } };
    expect(stackOf({ groups }, GROUPS_STACK).part('moved')).toEqual(
      expect.arrayContaining([
        {
          from: 'azurerm_linux_virtual_machine.group-hq_slot-0_vm',
          to: 'azurerm_linux_virtual_machine.group-office_slot-0_vm',
        },
      ]),
    );
    expect(stackOf({ groups }, AZURE_PLATFORM_STACK).part('moved')).toBeUndefined();
  });

  test('an application that moves closes the rule of its old group, unless the range is allowed', () => {
    const opened = (group: GroupOptions) =>
      JSON.stringify(stackOf({ groups: { hq: group } }, GROUPS_STACK).resource(NETWORK_RULES));
    const allow = {
      'erp-moves': {
        name: 'erp-moves',
        to: ['10.10.4.0/24'],
        ports: [443],
        protocol: 'tcp' as const,
        why: 'erp moves to group plant',
      },
    };
    expect(opened(hq)).toContain('10.10.4.0/24');
    expect(opened({})).not.toContain('10.10.4.0/24');
    expect(opened({ egress: { allow } })).toContain('10.10.4.0/24');
    expect(page).toContain('erp-moves: { to: [10.10.4.0/24], ports: [443], why: erp moves to group plant }');
  });

  test('a mode `existing` makes no way out', () => {
    const { addresses } = stackOf(
      { azure: { regions: { westeurope: { egress: 'existing' } } } },
      AZURE_PLATFORM_STACK,
    );
    expect(addresses.filter((address) => /nat_gateway|firewall|route_table/.test(address))).toEqual([]);
  });
});
