import { TerraformVariable, Token } from 'cdktf';
import {
  ComputeSlot,
  MAX_CLOUD_INIT_BYTES,
  MAX_SLOT_NAME_LENGTH,
  type ComputeSlotProps,
} from '../../../constructs/azure/compute-slot';
import { NOBODYS_SSH_KEY } from '../../../constructs/azure/administrator-key';
import { messageOf, synthesize, type SynthesizedStack, text } from '../../assertions';

const PROPS: ComputeSlotProps = {
  name: 'contoso-hq-slot-0',
  location: 'westeurope',
  resourceGroupName: 'rg',
  zone: '2',
  size: 'Standard_D4s_v5',
  image: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: '24.04.202510010' },
  administrator: { username: 'appproxy' },
  identityIds: ['/identity'],
  cloudInit: '#cloud-config\n',
  subnetId: '/subnet',
  networkSecurityGroupId: '/nsg',
};
const VM = 'azurerm_linux_virtual_machine.slot-0_vm';
const NIC = 'azurerm_network_interface.slot-0_nic';

function slot(changes: Partial<ComputeSlotProps> = {}): SynthesizedStack {
  return synthesize((stack) => new ComputeSlot(stack, 'slot-0', { ...PROPS, ...changes }));
}

function generationOf(stack: SynthesizedStack): string {
  return text(stack.resource(VM)['name']).slice(-6);
}

describe('ComputeSlot', () => {
  test('makes interface, association, machine and gate', () => {
    expect(slot().addresses).toEqual([
      VM,
      NIC,
      'azurerm_network_interface_security_group_association.slot-0_nsg',
      'azurerm_virtual_machine_run_command.slot-0_gate',
    ]);
  });

  test('names machine, host and interface after the generation', () => {
    const made = slot();
    const name = `contoso-hq-slot-0-${generationOf(made)}`;
    expect(name).toMatch(/^contoso-hq-slot-0-[0-9a-f]{6}$/);
    expect(made.resource(VM)).toMatchObject({ name, computer_name: name });
    expect(made.resource(NIC)['name']).toBe(`${name}-nic`);
  });

  test('the machine is hardened, drained before it goes, and replaced before it is destroyed', () => {
    expect(slot().resource(VM)).toMatchObject({
      secure_boot_enabled: true,
      vtpm_enabled: true,
      disable_password_authentication: true,
      allow_extension_operations: true,
      boot_diagnostics: {},
      termination_notification: { enabled: true, timeout: 'PT5M' },
      os_disk: { caching: 'ReadWrite', storage_account_type: 'Premium_LRS' },
      zone: '2',
      size: 'Standard_D4s_v5',
      identity: { type: 'UserAssigned', identity_ids: ['/identity'] },
      custom_data: Buffer.from('#cloud-config\n').toString('base64'),
      lifecycle: { create_before_destroy: true },
    });
  });

  test('the machine waits for all that its interface is attached to', () => {
    const made = slot({ backendPools: { users: '/pool-1', more: '/pool-2' } });
    expect(made.resource(VM)['depends_on']).toEqual([
      'azurerm_network_interface_security_group_association.slot-0_nsg',
      'azurerm_network_interface_backend_address_pool_association.slot-0_pool-more',
      'azurerm_network_interface_backend_address_pool_association.slot-0_pool-users',
    ]);
    expect(
      made.resource('azurerm_network_interface_backend_address_pool_association.slot-0_pool-users'),
    ).toEqual({
      network_interface_id: '${azurerm_network_interface.slot-0_nic.id}',
      ip_configuration_name: 'ip',
      backend_address_pool_id: '/pool-1',
    });
  });

  test('without a security group the interface has none', () => {
    const { networkSecurityGroupId, ...rest } = PROPS;
    expect(networkSecurityGroupId).toBe('/nsg');
    const made = synthesize((stack) => new ComputeSlot(stack, 'slot-0', rest));
    expect(made.all('azurerm_network_interface_security_group_association')).toEqual({});
    expect(made.resource(VM)['depends_on']).toEqual([]);
  });

  test('a public address of its own is new with each generation and in the zones of its prefix', () => {
    const made = slot({ publicAddress: { prefixId: '/prefix', zones: ['1', '2', '3'] } });
    expect(made.resource('azurerm_public_ip.slot-0_address')).toMatchObject({
      name: `contoso-hq-slot-0-${generationOf(made)}-pip`,
      public_ip_prefix_id: '/prefix',
      zones: ['1', '2', '3'],
      allocation_method: 'Static',
    });
    expect(made.resource(NIC)['ip_configuration']).toEqual([
      expect.objectContaining({ public_ip_address_id: '${azurerm_public_ip.slot-0_address.id}' }),
    ]);
    const zoneless = slot({ publicAddress: { prefixId: '/prefix', zones: [] } });
    expect(zoneless.resource('azurerm_public_ip.slot-0_address')).not.toHaveProperty('zones');
  });

  test.each<[string, Partial<ComputeSlotProps>]>([
    ['size', { size: 'Standard_D8s_v5' }],
    ['image', { image: { id: '/image' } }],
    ['zone', { zone: '3' }],
    ['cloud-init text', { cloudInit: '#cloud-config\nruncmd: []\n' }],
    ['subnet', { subnetId: '/other' }],
    ['security group', { networkSecurityGroupId: '/other' }],
    ['identities', { identityIds: ['/identity', '/other'] }],
    ['administrator', { administrator: { username: 'other' } }],
    ['administrator key', { administrator: { username: 'appproxy', sshPublicKey: 'ssh-ed25519 AAAA' } }],
    ['pools', { backendPools: { users: '/pool' } }],
    ['public address', { publicAddress: { prefixId: '/prefix', zones: [] } }],
    ['resource group', { resourceGroupName: 'other' }],
    ['location', { location: 'northeurope' }],
    ['salt', { rolloutSalt: 'two' }],
  ])('a change of %s makes a new generation', (_what, changes) => {
    expect(generationOf(slot(changes))).not.toBe(generationOf(slot()));
  });

  test('a change of tags does not', () => {
    expect(generationOf(slot({ tags: { owner: 'a' } }))).toBe(generationOf(slot()));
  });

  test('the generation does not depend on what else is in the stack', () => {
    const generations = [false, true].map((before) =>
      generationOf(
        synthesize((stack) => {
          if (before) {
            const other = new TerraformVariable(stack, 'a', { type: 'string' });
            new ComputeSlot(stack, 'slot-9', { ...PROPS, subnetId: other.stringValue });
          }
          const subnet = new TerraformVariable(stack, 'subnet', { type: 'string' });
          new ComputeSlot(stack, 'slot-0', { ...PROPS, subnetId: subnet.stringValue });
        }),
      ),
    );
    expect(generations[1]).toBe(generations[0]);
  });

  test('values that are known only to Terraform pass', () => {
    const made = synthesize((stack) => {
      const value = new TerraformVariable(stack, 'value', { type: 'string' }).stringValue;
      new ComputeSlot(stack, 'slot-0', {
        ...PROPS,
        location: value,
        resourceGroupName: value,
        subnetId: value,
        networkSecurityGroupId: value,
        identityIds: [value],
      });
    });
    expect(made.resource(VM)).toMatchObject({
      location: '${var.value}',
      identity: { identity_ids: ['${var.value}'] },
    });
  });

  test('without a key nobody can log in', () => {
    expect(slot().resource(VM)['admin_ssh_key']).toEqual([
      { username: 'appproxy', public_key: NOBODYS_SSH_KEY },
    ]);
  });

  test('the gate can be made to wait for what hangs on the machine', () => {
    const made = synthesize((stack) => {
      const first = new ComputeSlot(stack, 'slot-0', PROPS);
      const other = new ComputeSlot(stack, 'slot-1', { ...PROPS, name: 'contoso-hq-slot-1' });
      first.gateWaitsFor(other.gate);
      first.gateWaitsFor(other.gate);
    });
    expect(made.resource('azurerm_virtual_machine_run_command.slot-0_gate')['depends_on']).toEqual([
      'azurerm_virtual_machine_run_command.slot-1_gate',
      'azurerm_virtual_machine_run_command.slot-1_gate',
    ]);
  });

  test.each<[string, Partial<ComputeSlotProps>]>([
    ['longest name', { name: `a${'b'.repeat(MAX_SLOT_NAME_LENGTH - 1)}` }],
    ['largest cloud-init text', { cloudInit: 'x'.repeat(MAX_CLOUD_INIT_BYTES) }],
  ])('takes the %s', (_what, changes) => {
    expect(text(slot(changes).resource(VM)['computer_name']).length).toBeLessThanOrEqual(64);
    expect(text(slot(changes).resource(VM)['custom_data']).length).toBeLessThanOrEqual(65_535);
  });

  test.each<[string, Partial<ComputeSlotProps>, string]>([
    ['a name that is too long', { name: `a${'b'.repeat(MAX_SLOT_NAME_LENGTH)}` }, '1 to 57 lower-case'],
    ['an empty name', { name: '' }, "name is ''"],
    ['a name that begins with a digit', { name: '0a' }, "name is '0a'"],
    ['a name that ends with a hyphen', { name: 'a-' }, "name is 'a-'"],
    ['two hyphens in a row', { name: 'a--b' }, "name is 'a--b'"],
    [
      'a moving image',
      { image: { publisher: 'p', offer: 'o', sku: 's', version: 'latest' } },
      "image.version is 'latest', allowed: an exact version",
    ],
    [
      'a cloud-init text that is too large',
      { cloudInit: 'x'.repeat(MAX_CLOUD_INIT_BYTES + 1) },
      'cloudInit has 49150 bytes, allowed: at most 49149',
    ],
    [
      'a cloud-init text that is not literal',
      { cloudInit: Token.asString({ resolve: () => 'x' }) },
      'cloudInit holds a value that is known only while Terraform runs',
    ],
    ['no identity', { identityIds: [] }, 'identityIds is empty'],
  ])('refuses %s', (_what, changes, message) => {
    expect(messageOf(() => slot(changes))).toContain(message);
  });

  test('says all that is wrong at once, and where', () => {
    const message = messageOf(() => slot({ name: 'A', identityIds: [] }));
    expect(message).toContain('test/slot-0: ');
    expect(message).toContain("name is 'A'");
    expect(message).toContain('identityIds is empty');
  });
});
