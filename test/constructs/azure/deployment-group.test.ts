import type { TerraformStack } from 'cdktf';
import { DeploymentGroup, type DeploymentGroupProps } from '../../../constructs/azure/deployment-group';
import type { Deployment } from '../../../declaration/model';
import { difference, messageOf, synthesize, type SynthesizedStack, text } from '../../assertions';
import { deployment, groupOf, type DeploymentOptions, type GroupOptions } from '../../deployment';

const APPLICATIONS = { erp: { url: 'http://10.1.0.5' }, wiki: { url: 'http://10.1.0.6' } };
const ARTIFACT = { blobName: 'runtime/test/5e0f/app-proxy' };

function add(
  stack: TerraformStack,
  built: Deployment,
  name: string,
  props: Partial<DeploymentGroupProps> = {},
) {
  return new DeploymentGroup(stack, `group-${name}`, {
    deployment: built,
    group: groupOf(built, name),
    resourceGroupName: 'rg',
    relayCidrs: ['20.1.1.0/28'],
    artifact: ARTIFACT,
    ...props,
  });
}

function groups(
  declared: Readonly<Record<string, GroupOptions>>,
  options: DeploymentOptions = {},
  props: Partial<DeploymentGroupProps> = {},
): SynthesizedStack {
  const built = deployment({ ...options, groups: declared });
  return synthesize((stack) => {
    for (const name of Object.keys(built.groups)) add(stack, built, name, props);
  });
}

const SLOT_RESOURCES = (slot: string) => [
  `azurerm_linux_virtual_machine.${slot}_vm`,
  `azurerm_network_interface.${slot}_nic`,
  `azurerm_network_interface_security_group_association.${slot}_nsg`,
  `azurerm_virtual_machine_run_command.${slot}_gate`,
];

describe('DeploymentGroup', () => {
  test('its addresses come from declared names alone', () => {
    expect(groups({ hq: { connectors: 2, applications: APPLICATIONS } }).addresses).toEqual(
      [
        ...SLOT_RESOURCES('group-hq_slot-0'),
        ...SLOT_RESOURCES('group-hq_slot-1'),
        'azurerm_network_security_group.group-hq_nsg_group',
        'azurerm_storage_blob.group-hq_admission_blob',
        'azurerm_storage_blob.group-hq_document_blob',
        'azurerm_storage_blob.group-hq_egress_blob',
        'azurerm_user_assigned_identity.group-hq_identity',
      ].sort(),
    );
  });

  test('makes a machine for each connector of the plan, each in its zone', () => {
    const made = groups({ hq: { connectors: 4 } });
    const machines = made.all('azurerm_linux_virtual_machine');
    expect(Object.entries(machines).map(([name, { zone }]) => [name, zone])).toEqual([
      ['group-hq_slot-0_vm', '1'],
      ['group-hq_slot-1_vm', '2'],
      ['group-hq_slot-2_vm', '3'],
      ['group-hq_slot-3_vm', '1'],
    ]);
  });

  test('in a region without zones no machine has one', () => {
    const made = groups(
      { hq: { placement: { region: 'westus', zones: [] } } },
      { azure: { regions: { westus: {} } } },
    );
    for (const machine of Object.values(made.all('azurerm_linux_virtual_machine'))) {
      expect(machine).not.toHaveProperty('zone');
      expect(machine['location']).toBe('westus');
    }
  });

  test('publishes the document only after every gate, and before the old document goes', () => {
    const document = groups({ hq: { connectors: 3 } }).resource(
      'azurerm_storage_blob.group-hq_document_blob',
    );
    expect(document['depends_on']).toEqual([
      'azurerm_virtual_machine_run_command.group-hq_slot-0_gate',
      'azurerm_virtual_machine_run_command.group-hq_slot-1_gate',
      'azurerm_virtual_machine_run_command.group-hq_slot-2_gate',
    ]);
    expect(document['lifecycle']).toEqual({ create_before_destroy: true });
    expect(document['name']).toMatch(/^groups\/hq-[0-9a-f]{12}\.json$/);
  });

  test('without waiting for the gates, a document says which identity may enrol, as the machines carry it', () => {
    const made = groups({ hq: {} });
    const admission = made.resource('azurerm_storage_blob.group-hq_admission_blob');
    const { identity: id } = JSON.parse(text(admission['source_content'])) as { readonly identity: string };
    expect(admission['depends_on']).toBeUndefined();
    const identity = made.resource('azurerm_user_assigned_identity.group-hq_identity');
    expect(id.slice(id.lastIndexOf('/') + 1)).toBe(identity['name']);
    expect(made.resource('azurerm_linux_virtual_machine.group-hq_slot-0_vm')['identity']).toMatchObject({
      identity_ids: [
        '${azurerm_user_assigned_identity.group-hq_identity.id}',
        expect.stringMatching(/\/id-contoso-artifact$/),
      ],
    });
  });

  test('a group that enrols by token admits no identity', () => {
    expect(groups({ hq: { enrolment: 'token' } }).addresses).not.toContain(
      'azurerm_storage_blob.group-hq_admission_blob',
    );
  });

  test('a group that enrols with its identity costs no role assignment', () => {
    expect(groups({ hq: {} }).all('azurerm_role_assignment')).toEqual({});
  });

  test('a group may read the secrets that it needs, one by one, before its machines boot', () => {
    const made = groups({
      hq: {
        enrolment: 'token',
        proxy: {
          url: 'http://10.1.1.1:3128',
          host: '10.1.1.1',
          port: 3128,
          cidrs: ['10.1.1.1'],
          credentials: { keyVaultSecret: 'proxy-login' },
        },
        applications: {
          erp: {
            url: 'https://10.1.0.5',
            tls: { verify: 'full', clientCertificate: { keyVaultSecret: 'erp-client' } },
          },
        },
      },
    });
    const assignments = made.all('azurerm_role_assignment');
    expect(Object.keys(assignments)).toEqual([
      'group-hq_secret-enrolment-hq',
      'group-hq_secret-erp-client',
      'group-hq_secret-proxy-login',
    ]);
    expect(assignments['group-hq_secret-proxy-login']).toMatchObject({
      scope: expect.stringMatching(
        /\/providers\/Microsoft\.KeyVault\/vaults\/kv-contoso-[0-9a-f]{6}\/secrets\/proxy-login$/,
      ) as string,
      role_definition_name: 'Key Vault Secrets User',
      principal_type: 'ServicePrincipal',
      principal_id: '${azurerm_user_assigned_identity.group-hq_identity.principal_id}',
    });
    expect(made.resource('azurerm_linux_virtual_machine.group-hq_slot-0_vm')['depends_on']).toEqual(
      expect.arrayContaining(Object.keys(assignments).map((name) => `azurerm_role_assignment.${name}`)),
    );
  });

  describe('a change touches only what belongs to it', () => {
    const before = groups({ hq: { connectors: 2, applications: APPLICATIONS }, plant: {} });

    test('of an application: its rule and the documents, no machine', () => {
      const after = groups({
        hq: { connectors: 2, applications: { ...APPLICATIONS, wiki: { url: 'http://10.1.0.7' } } },
        plant: {},
      });
      expect(difference(before, after)).toEqual([
        '~ azurerm_network_security_group.group-hq_nsg_group',
        '~ azurerm_storage_blob.group-hq_document_blob',
        '~ azurerm_storage_blob.group-hq_egress_blob',
      ]);
    });

    test('of a time-out: the document alone', () => {
      const after = groups({
        hq: {
          connectors: 2,
          applications: { ...APPLICATIONS, wiki: { url: 'http://10.1.0.6', timeoutSeconds: 9 } },
        },
        plant: {},
      });
      expect(difference(before, after)).toEqual(['~ azurerm_storage_blob.group-hq_document_blob']);
    });

    test('a new application leaves the rules of the others as they are', () => {
      const rules = (stack: SynthesizedStack) =>
        stack.resource('azurerm_network_security_group.group-hq_nsg_group')['security_rule'] as readonly {
          readonly name: string;
        }[];
      const after = groups({
        hq: { connectors: 2, applications: { aaa: { url: 'http://10.1.0.9' }, ...APPLICATIONS } },
        plant: {},
      });
      expect(rules(after).filter(({ name }) => name !== 'backend-aaa')).toEqual(rules(before));
    });

    test('one connector more: its own resources and the document', () => {
      const after = groups({ hq: { connectors: 3, applications: APPLICATIONS }, plant: {} });
      expect(difference(before, after)).toEqual([
        ...SLOT_RESOURCES('group-hq_slot-2').map((address) => `+ ${address}`),
        '~ azurerm_storage_blob.group-hq_document_blob',
      ]);
    });

    test.each(['aaa', 'ice', 'zzz'])('group %s added: its own resources', (name) => {
      const after = groups({
        hq: { connectors: 2, applications: APPLICATIONS },
        plant: {},
        [name]: { connectors: 2 },
      });
      expect(difference(before, after).every((line) => line.startsWith('+ '))).toBe(true);
      expect(difference(before, after).every((line) => line.includes(`.group-${name}_`))).toBe(true);
    });

    test('of the size: name and settings of machine and interface, at the same addresses', () => {
      const after = groups({
        hq: { connectors: 2, applications: APPLICATIONS, plan: { size: 'Standard_D8s_v5' } },
        plant: {},
      });
      expect(difference(before, after)).toEqual(
        ['slot-0', 'slot-1']
          .flatMap((slot) => [`~ azurerm_linux_virtual_machine.group-hq_${slot}_vm`])
          .concat(['slot-0', 'slot-1'].map((slot) => `~ azurerm_network_interface.group-hq_${slot}_nic`)),
      );
    });
  });

  test('a group on external hosts has its documents and nothing else', () => {
    const made = groups({ branch: { placement: 'external' } });
    expect(made.addresses).toEqual([
      'azurerm_storage_blob.group-branch_document_blob',
      'azurerm_storage_blob.group-branch_egress_blob',
    ]);
  });

  test('reads the range of the relay endpoints where nobody gives it, and not where a proxy is dialled', () => {
    const built = deployment({
      groups: {
        hq: {},
        via: { proxy: { url: 'http://10.1.1.1:3128', host: '10.1.1.1', port: 3128, cidrs: ['10.1.1.1'] } },
      },
    });
    const made = synthesize((stack) => {
      for (const name of ['hq', 'via']) {
        new DeploymentGroup(stack, name, {
          deployment: built,
          group: groupOf(built, name),
          resourceGroupName: 'rg',
          artifact: ARTIFACT,
        });
      }
    });
    expect(made.data('azurerm_public_ip_prefix.hq_relay-range-westeurope')).toEqual({
      name: 'ippre-contoso-westeurope',
      resource_group_name: 'rg-contoso-platform',
    });
    expect(JSON.stringify(made.resource('azurerm_network_security_group.hq_nsg_group'))).toContain(
      '${data.azurerm_public_ip_prefix.hq_relay-range-westeurope.ip_prefix}',
    );
    expect(
      Object.keys((made.part('data') as Record<string, object>)['azurerm_public_ip_prefix'] ?? {}),
    ).toHaveLength(1);
  });

  test('uploads the program itself where nobody gives it, and the machines wait for it', () => {
    const built = deployment();
    const made = synthesize((stack) => {
      new DeploymentGroup(stack, 'hq', {
        deployment: built,
        group: groupOf(built, 'hq'),
        resourceGroupName: 'rg',
        relayCidrs: ['20.1.1.0/28'],
      });
    });
    expect(made.resource('azurerm_storage_blob.hq_artifact_blob')['name']).toBe(
      `runtime/group-hq/${built.runtime.sha256}/app-proxy`,
    );
    expect(made.resource('azurerm_linux_virtual_machine.hq_slot-0_vm')['depends_on']).toContain(
      'azurerm_storage_blob.hq_artifact_blob',
    );
  });

  test('outputs name what it made', () => {
    const built = deployment();
    let outputs: DeploymentGroup['outputs'] | undefined;
    const made = synthesize((stack) => {
      outputs = add(stack, built, 'plant').outputs;
    });
    expect(outputs?.documentName).toBe(
      made.resource('azurerm_storage_blob.group-plant_document_blob')['name'],
    );
    expect(Object.keys(outputs?.machines ?? {})).toEqual(['slot-0', 'slot-1']);
    expect(outputs?.machines['slot-1']).toMatchObject({
      name: made.resource('azurerm_linux_virtual_machine.group-plant_slot-1_vm')['name'],
      zone: '2',
    });
    expect(made.part('output')).toBeUndefined();
  });

  test.each<[string, GroupOptions, string]>([
    [
      'one connector',
      { connectors: 1 },
      "group 'hq' has 1 connectors, allowed: two or more, or fewerThanTwo",
    ],
  ])('refuses %s', (_what, group, message) => {
    expect(messageOf(() => groups({ hq: group }))).toContain(`test/group-hq: ${message}`);
  });

  test('takes one connector where the declaration says why', () => {
    const made = groups({ hq: { connectors: 1, fewerThanTwo: { reason: 'laboratory' } } });
    expect(Object.keys(made.all('azurerm_linux_virtual_machine'))).toEqual(['group-hq_slot-0_vm']);
  });
});
