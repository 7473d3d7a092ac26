import { TerraformVariable, Token } from 'cdktf';
import {
  ConnectorNetworkSecurityGroup,
  type ConnectorNetworkSecurityGroupProps,
} from '../../../constructs/azure/connector-network-security-group';
import { deriveEgress } from '../../../egress/derive-egress';
import { messageOf, synthesize } from '../../assertions';
import { deployment, groupOf, type GroupOptions } from '../../deployment';

function securityGroup(group: GroupOptions, changes: Partial<ConnectorNetworkSecurityGroupProps> = {}) {
  const built = deployment({ groups: { hq: group } });
  return synthesize((stack) => {
    const range = new TerraformVariable(stack, 'range', { type: 'string' }).stringValue;
    new ConnectorNetworkSecurityGroup(stack, 'nsg', {
      name: 'nsg-contoso-hq',
      location: 'westeurope',
      resourceGroupName: 'rg',
      egress: deriveEgress(built, groupOf(built, 'hq'), 'azure'),
      relayCidrs: [range],
      ...changes,
    });
  }).resource('azurerm_network_security_group.nsg_group');
}

function rules(resource: ReturnType<typeof securityGroup>) {
  return resource['security_rule'] as readonly Readonly<Record<string, unknown>>[];
}

describe('ConnectorNetworkSecurityGroup', () => {
  test('lets out what the egress list names, and nothing else in or out', () => {
    const made = rules(securityGroup({ applications: { erp: { url: 'http://10.1.0.5:8080' } } }));
    expect(
      made.map(({ name, direction, access }) => `${String(direction)} ${String(access)} ${String(name)}`),
    ).toEqual([
      'Outbound Allow relay',
      'Outbound Allow storage',
      'Outbound Allow backend-erp',
      'Outbound Deny deny-out',
      'Inbound Deny deny-in',
    ]);
    expect(made[2]).toMatchObject({
      destination_address_prefix: '10.1.0.5',
      destination_port_range: '8080',
      protocol: 'Tcp',
    });
  });

  test('members that are not set are written as null, which the provider needs', () => {
    expect(rules(securityGroup({}))[0]).toMatchObject({
      destination_address_prefix: '${var.range}',
      destination_address_prefixes: null,
      destination_port_ranges: null,
      source_address_prefixes: null,
    });
  });

  test('the reason of a rule is no template to Terraform', () => {
    const made = rules(
      securityGroup({
        egress: {
          allow: { ntp: { to: ['10.0.0.4'], ports: [123, 124], protocol: 'udp', why: 'clock ${now}' } },
        },
      }),
    );
    expect(made[2]).toMatchObject({
      name: 'extra-ntp',
      description: 'clock $${now}',
      destination_port_ranges: ['123', '124'],
      destination_port_range: null,
      protocol: 'Udp',
    });
  });

  test.each([
    ['n', true],
    [`n${'-'.repeat(78)}n`, true],
    [`n${'-'.repeat(79)}n`, false],
    ['', false],
    ['-n', false],
    ['n.', false],
  ])('takes the name %p: %p', (name, taken) => {
    const run = () => securityGroup({}, { name });
    if (taken) expect(run()['name']).toBe(name);
    else expect(messageOf(run)).toContain(`test/nsg: name is '${name}', allowed: 1 to 80`);
  });

  test('takes a name that is known only to Terraform', () => {
    expect(securityGroup({}, { name: Token.asString({ resolve: () => '${x}' }) })['name']).toBe('${x}');
  });
});
