import { objectAt, type JsonObject } from './json';
import { originalAddress, rewriteStack } from './rewrite-stack';

/** One resource of a rewritten stack. */
function rewritten(stack: JsonObject, name: string): JsonObject {
  return objectAt(objectAt(objectAt(rewriteStack(stack)['resource'])['terraform_data'])[name]);
}

const GROUP = { azurerm_resource_group: { rg: { name: 'rg', location: 'westeurope', tags: { a: 'b' } } } };

test('attributes that replace the object are told from those that change in place', () => {
  const group = rewritten({ resource: GROUP }, 'azurerm_resource_group__rg');
  expect(group['triggers_replace']).toEqual({ name: 'rg', location: 'westeurope' });
  expect(group['input']).toEqual({ tags: { a: 'b' } });
});

test('a configured attribute is known where it is referred to, another one is the id of the object', () => {
  const stack = {
    resource: {
      ...GROUP,
      azurerm_network_security_group: {
        nsg: {
          name: 'nsg-${azurerm_resource_group.rg.name}',
          location: '${azurerm_resource_group.rg.location}',
          resource_group_name: '${azurerm_resource_group.rg.name}',
          tags: { group: '${azurerm_resource_group.rg.id}', literal: '$${azurerm_resource_group.rg.id}' },
        },
      },
    },
  };
  const nsg = rewritten(stack, 'azurerm_network_security_group__nsg');
  expect(nsg['triggers_replace']).toEqual({
    name: 'nsg-${"rg"}',
    location: 'westeurope',
    resource_group_name: 'rg',
  });
  expect(nsg['input']).toEqual({
    tags: {
      group: '${terraform_data.azurerm_resource_group__rg.id}',
      literal: '$${azurerm_resource_group.rg.id}',
    },
  });
  expect(nsg['depends_on']).toEqual(['terraform_data.azurerm_resource_group__rg']);
});

test('lifecycle, depends_on and moved follow the attributes and addresses', () => {
  const stack = {
    resource: {
      ...GROUP,
      azurerm_storage_blob: {
        document: {
          name: 'a.json',
          storage_account_name: 'st',
          storage_container_name: 'c',
          type: 'Block',
          depends_on: ['azurerm_resource_group.rg'],
          lifecycle: {
            create_before_destroy: true,
            ignore_changes: ['name', 'metadata'],
            replace_triggered_by: ['azurerm_resource_group.rg.location', 'azurerm_resource_group.rg'],
          },
        },
      },
    },
    moved: [{ from: 'azurerm_storage_blob.old', to: 'azurerm_storage_blob.document' }],
  };
  expect(rewritten(stack, 'azurerm_storage_blob__document')).toMatchObject({
    depends_on: ['terraform_data.azurerm_resource_group__rg'],
    lifecycle: {
      create_before_destroy: true,
      ignore_changes: ['triggers_replace.name', 'input.metadata'],
      replace_triggered_by: [
        'terraform_data.azurerm_resource_group__rg.triggers_replace.location',
        'terraform_data.azurerm_resource_group__rg',
      ],
    },
  });
  expect(rewriteStack(stack)['moved']).toEqual([
    {
      from: 'terraform_data.azurerm_storage_blob__old',
      to: 'terraform_data.azurerm_storage_blob__document',
    },
  ]);
});

test('providers, backends, outputs and data sources go, with the edges of a data source kept', () => {
  const stack = {
    terraform: { backend: { local: { path: 'x' } } },
    provider: { azurerm: [{}] },
    output: { id: { value: '${azurerm_resource_group.rg.id}' } },
    data: { azurerm_subnet: { s: { name: 's', resource_group_name: '${azurerm_resource_group.rg.name}' } } },
    resource: {
      ...GROUP,
      azurerm_network_interface: { nic: { name: 'nic', subnet: '${data.azurerm_subnet.s.id}' } },
    },
  };
  expect(Object.keys(rewriteStack(stack))).toEqual(['terraform', 'resource']);
  expect(rewritten(stack, 'azurerm_network_interface__nic')).toMatchObject({
    input: { subnet: '${"data.azurerm_subnet.s.id"}' },
    depends_on: ['terraform_data.azurerm_resource_group__rg'],
  });
});

test('a provisioner of terraform_data is replaced, and what it refers to stays an edge', () => {
  const gate = {
    triggers_replace: ['${docker_container.c.id}'],
    provisioner: [
      {
        'local-exec': { command: 'poll', environment: { IMAGE: '${docker_image.i.name}', ID: '${self.id}' } },
      },
    ],
  };
  const stack = {
    resource: {
      docker_container: { c: { name: 'c', image: '${docker_image.i.name}' } },
      docker_image: { i: { name: 'app:1' } },
      terraform_data: { gate },
    },
  };
  const result = rewritten(stack, 'terraform_data__gate');
  expect(result['triggers_replace']).toEqual({
    triggers_replace: ['${terraform_data.docker_container__c.id}'],
  });
  expect(result['depends_on']).toEqual([
    'terraform_data.docker_container__c',
    'terraform_data.docker_image__i',
  ]);
  expect(JSON.stringify(result)).not.toContain('poll');
});

test.each([
  [{ azurerm_unheard_of: { x: {} } }, "resource type 'azurerm_unheard_of' is unknown"],
  [{ azurerm_resource_group: { x: { count: 2 } } }, 'azurerm_resource_group.x: count and for_each'],
])('what the harness cannot play is an error: %j', (resource, message) => {
  expect(() => rewriteStack({ resource })).toThrow(message);
});

test('the original address is found again', () => {
  expect(originalAddress('terraform_data.azurerm_storage_blob__grp-a__x')).toBe(
    'azurerm_storage_blob.grp-a__x',
  );
});
