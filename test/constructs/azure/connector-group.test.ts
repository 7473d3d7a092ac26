import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { TerraformVariable, Token, type TerraformStack } from 'cdktf';
import { ConnectorGroup } from '../../../constructs/azure/connector-group';
import type { ConnectorGroupProps } from '../../../constructs/azure/connector-group-props';
import { messageOf, synthesize, type SynthesizedStack, text } from '../../assertions';

const DEPLOYMENT: ConnectorGroupProps['deployment'] = {
  name: 'contoso',
  domain: 'apps.example.com',
  region: 'westeurope',
  tenantId: '00000000-0000-0000-0000-000000000001',
  subscriptionId: '00000000-0000-0000-0000-000000000002',
};
const PROPS: ConnectorGroupProps = {
  deployment: DEPLOYMENT,
  resourceGroup: 'rg-mine',
  subnet: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s',
  load: { peakTps: 900 },
  applications: { intranet: { url: 'http://10.10.0.20:8080' } },
};

function group(changes: Partial<ConnectorGroupProps> = {}, id = 'hq'): SynthesizedStack {
  return synthesize((stack) => new ConnectorGroup(stack, id, { ...PROPS, ...changes }));
}

const unknown = (stack: TerraformStack, name: string) =>
  new TerraformVariable(stack, name, { type: 'string' }).stringValue;

describe('ConnectorGroup', () => {
  test('takes what its stack has already', () => {
    const made = synthesize((stack) => {
      const resourceGroup = new ResourceGroup(stack, 'rg', { name: 'rg-mine', location: 'northeurope' });
      const subnet = new Subnet(stack, 'subnet', {
        name: 'connectors',
        resourceGroupName: resourceGroup.name,
        virtualNetworkName: 'v',
        addressPrefixes: ['10.0.0.0/24'],
      });
      new ConnectorGroup(stack, 'hq', { ...PROPS, resourceGroup, subnet });
    });
    expect(made.resource('azurerm_linux_virtual_machine.hq_slot-0_vm')).toMatchObject({
      resource_group_name: '${azurerm_resource_group.rg.name}',
      location: 'northeurope',
    });
    expect(JSON.stringify(made.resource('azurerm_network_interface.hq_slot-0_nic'))).toContain(
      '${azurerm_subnet.subnet.id}',
    );
    const admission = text(made.resource('azurerm_storage_blob.hq_admission_blob')['source_content']);
    expect(admission).toContain(
      '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mine/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-contoso-group-hq',
    );
  });

  test('size and number follow from the load', () => {
    const machines = Object.values(group().all('azurerm_linux_virtual_machine'));
    expect(machines.length).toBeGreaterThanOrEqual(2);
    expect(new Set(machines.map(({ size }) => size)).size).toBe(1);
  });

  test('takes an explicit size and number', () => {
    const { load, ...rest } = PROPS;
    expect(load).toBeDefined();
    const made = synthesize(
      (stack) => new ConnectorGroup(stack, 'hq', { ...rest, size: 'Standard_D2s_v5', connectors: 3 }),
    );
    expect(Object.values(made.all('azurerm_linux_virtual_machine')).map(({ size }) => size)).toEqual(
      Array.from({ length: 3 }, () => 'Standard_D2s_v5'),
    );
  });

  test('adds no provider, no backend and no output', () => {
    const made = group();
    expect(made.part('provider')).toEqual({ azurerm: [{ features: [{}] }] });
    expect(made.part('output')).toBeUndefined();
    expect(Object.keys(made.part('terraform') as object)).toEqual(['required_providers']);
  });

  test('two groups live in one stack', () => {
    const made = synthesize((stack) => {
      new ConnectorGroup(stack, 'hq', PROPS);
      new ConnectorGroup(stack, 'plant', { ...PROPS, applications: { mes: { url: 'http://10.20.0.1' } } });
    });
    expect(made.addresses).toContain('azurerm_storage_blob.hq_document_blob');
    expect(made.addresses).toContain('azurerm_storage_blob.plant_document_blob');
  });

  test('its name is the id of the construct, or the one given', () => {
    expect(group({}, 'hq').resource('azurerm_storage_blob.hq_document_blob')['name']).toMatch(/^groups\/hq-/);
    expect(
      group({ group: 'plant' }, 'Connectors').resource('azurerm_storage_blob.Connectors_document_blob')[
        'name'
      ],
    ).toMatch(/^groups\/plant-/);
  });

  test('references may be known only while Terraform runs', () => {
    const made = synthesize((stack) => {
      new ConnectorGroup(stack, 'hq', {
        ...PROPS,
        resourceGroup: unknown(stack, 'group'),
        subnet: unknown(stack, 'subnet'),
        identity: { id: '/subscriptions/s/identity', principalId: unknown(stack, 'principal') },
        enrolment: 'token',
        tags: { owner: unknown(stack, 'owner') },
      });
    });
    expect(made.resource('azurerm_linux_virtual_machine.hq_slot-0_vm')).toMatchObject({
      resource_group_name: '${var.group}',
      location: 'westeurope',
      tags: { owner: '${var.owner}', 'app-proxy-group': 'hq' },
    });
    expect(made.resource('azurerm_role_assignment.hq_secret-enrolment-hq')['principal_id']).toBe(
      '${var.principal}',
    );
    expect(made.all('azurerm_user_assigned_identity')).toEqual({});
  });

  test('gives the existing vault, storage account and prefix that are named', () => {
    const prefix = '/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg-shared/providers';
    const made = group({
      deployment: {
        ...DEPLOYMENT,
        storageAccountId: `${prefix}/Microsoft.Storage/storageAccounts/stshared`,
        keyVaultId: `${prefix}/Microsoft.KeyVault/vaults/kv-shared`,
        publicIpPrefixId: `${prefix}/Microsoft.Network/publicIPPrefixes/relays`,
      },
      enrolment: 'token',
    });
    expect(made.resource('azurerm_storage_blob.hq_document_blob')['storage_account_name']).toBe('stshared');
    expect(made.resource('azurerm_role_assignment.hq_secret-enrolment-hq')['scope']).toBe(
      `${prefix}/Microsoft.KeyVault/vaults/kv-shared/secrets/enrolment-hq`,
    );
    expect(made.data('azurerm_public_ip_prefix.hq_relay-range-westeurope')).toEqual({
      name: 'relays',
      resource_group_name: 'rg-shared',
    });
  });

  test('runs the program that it is given', () => {
    const made = group({ artifact: { blobName: 'x/app-proxy', sha256: 'c'.repeat(64), version: '1.2.3' } });
    const { custom_data: data } = made.resource('azurerm_linux_virtual_machine.hq_slot-0_vm');
    expect(Buffer.from(text(data), 'base64').toString()).toContain(`ARTIFACT_SHA256=${'c'.repeat(64)}\n`);
    expect(made.addresses).not.toContain('azurerm_storage_blob.hq_artifact_blob');
  });

  test('says all that is wrong at once, by the names of the props, and where', () => {
    const message = messageOf(() =>
      group({
        deployment: { ...DEPLOYMENT, name: 'Contoso', subscriptionId: 'none' },
        load: { peakTps: -1 },
        applications: { intranet: { url: 'ftp://10.10.0.20' }, Wiki: { url: 'http://10.1.1.1' } },
      }),
    );
    expect(message).toMatch(/^test\/hq: /);
    expect(message).toContain('deployment.name: ');
    expect(message).toContain('deployment.subscriptionId: ');
    expect(message).toContain('load.peakTps: ');
    expect(message).toContain('applications.intranet.url: ');
    expect(message).toContain('applications.Wiki: ');
  });

  test.each<[string, Partial<ConnectorGroupProps>, string]>([
    [
      'a backend by name without ranges',
      { applications: { a: { url: 'http://a.example.org' } } },
      'applications.a',
    ],
    ['one connector', { load: undefined, size: 'Standard_D2s_v5', connectors: 1 }, 'fewerThanTwo'],
    ['an unknown size', { load: undefined, size: 'Standard_D3s_v5', connectors: 2 }, 'size: '],
    ['a bad group name', { group: 'HQ' }, 'HQ'],
    ['a zone that there is not', { zones: ['4' as '3'] }, 'zones'],
  ])('refuses %s', (_what, changes, message) => {
    expect(messageOf(() => group(changes))).toContain(message);
  });

  test('refuses values in documents that are known only while Terraform runs, all at once', () => {
    const token = Token.asString({ resolve: () => 'x' });
    const message = messageOf(() =>
      group({
        deployment: { ...DEPLOYMENT, domain: token },
        applications: { intranet: { url: `http://${token}:8080`, backendCidrs: [token] } },
      }),
    );
    expect(message).toContain('deployment.domain is known only while Terraform runs, allowed: literal text');
    expect(message).toContain('applications.intranet.url is known only while Terraform runs');
    expect(message).toContain('applications.intranet.backendCidrs[0] is known only while Terraform runs');
  });

  test('refuses a resource group without a literal name, as its identity stands in the document', () => {
    expect(
      messageOf(() =>
        synthesize(
          (stack) => new ConnectorGroup(stack, 'hq', { ...PROPS, resourceGroup: unknown(stack, 'rg') }),
        ),
      ),
    ).toContain(
      'the name of resourceGroup is known only while Terraform runs, allowed: literal text, or identity',
    );
  });

  test('takes one connector where a reason is given, and warns', () => {
    const { load, ...rest } = PROPS;
    expect(load).toBeDefined();
    let warnings: unknown;
    synthesize((stack) => {
      const made = new ConnectorGroup(stack, 'hq', {
        ...rest,
        size: 'Standard_D2s_v5',
        connectors: 1,
        fewerThanTwo: { reason: 'laboratory' },
      });
      warnings = made.node.metadata
        .filter(({ type }) => type === '@cdktf/warn')
        .map(({ data }) => data as unknown);
    });
    expect(warnings).toEqual([expect.stringContaining('laboratory')]);
  });
});
