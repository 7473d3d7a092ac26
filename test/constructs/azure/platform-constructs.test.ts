import { AlertReceivers } from '../../../constructs/azure/alert-receivers';
import { ArtifactIdentity } from '../../../constructs/azure/artifact-identity';
import { ArtifactStore } from '../../../constructs/azure/artifact-store';
import { CaKey } from '../../../constructs/azure/ca-key';
import { DeployerAccess } from '../../../constructs/azure/deployer-access';
import { DeploymentVault } from '../../../constructs/azure/key-vault';
import { LogWorkspace } from '../../../constructs/azure/log-workspace';
import { RelayAddressRange } from '../../../constructs/azure/relay-address-range';
import { UserCertificate } from '../../../constructs/azure/user-certificate';
import { synthesize } from '../../assertions';

const place = { location: 'westeurope', resourceGroupName: 'rg' };
const VAULT =
  '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv';
const STORE =
  '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st';

describe('DeploymentVault', () => {
  const vault = (name: string) =>
    synthesize(
      (stack) =>
        new DeploymentVault(stack, 'vault', {
          ...place,
          name,
          tenantId: 't',
          allowedIps: ['203.0.113.7/32', '198.51.100.0/28'],
          subnetIds: ['b', 'a'],
        }),
    );

  test('is entered by role, closed to all other networks, purge-protected and not to be destroyed', () => {
    expect(vault('kv-contoso-8baac4').resource('azurerm_key_vault.vault_vault')).toMatchObject({
      rbac_authorization_enabled: true,
      purge_protection_enabled: true,
      soft_delete_retention_days: 90,
      network_acls: {
        default_action: 'Deny',
        ip_rules: ['198.51.100.0/28', '203.0.113.7/32'],
        virtual_network_subnet_ids: ['a', 'b'],
      },
      lifecycle: { prevent_destroy: true },
    });
  });

  test.each(['kv', '1kv', 'kv--a', 'kv-', 'kv_a', 'k'.repeat(25)])('refuses the name %s', (name) => {
    expect(() => vault(name)).toThrow(`name is '${name}', allowed: 3 to 24 letters`);
  });
});

describe('CaKey', () => {
  test('can sign and verify in the vault, and nothing else', () => {
    const stack = synthesize((scope) => new CaKey(scope, 'ca', { keyVaultId: VAULT }));
    expect(stack.resource('azurerm_key_vault_key.ca_key')).toMatchObject({
      key_type: 'EC',
      curve: 'P-256',
      key_opts: ['sign', 'verify'],
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe('UserCertificate', () => {
  const certificate = (issuer: string, hosts: readonly string[]) =>
    synthesize(
      (scope) => new UserCertificate(scope, 'c', { keyVaultId: VAULT, name: 'c', hosts, issuer }),
    ).resource('azurerm_key_vault_certificate.c_certificate');

  test('is made in the vault: nothing is imported through Terraform', () => {
    const made = certificate('Self', ['b.example.com', 'a.example.com']);
    expect(made).not.toHaveProperty('certificate');
    expect(made).toMatchObject({
      certificate_policy: {
        issuer_parameters: { name: 'Self' },
        lifetime_action: [{ action: { action_type: 'AutoRenew' }, trigger: { lifetime_percentage: 80 } }],
        x509_certificate_properties: {
          subject: 'CN=b.example.com',
          subject_alternative_names: { dns_names: ['a.example.com', 'b.example.com'] },
        },
      },
    });
  });

  test('one that is signed outside is announced, not renewed', () => {
    expect(certificate('Unknown', ['a.example.com'])).toMatchObject({
      certificate_policy: { lifetime_action: [{ action: { action_type: 'EmailContacts' } }] },
    });
  });

  test('a name too long for a common name stays an alternative name', () => {
    const long = `${'a'.repeat(60)}.example.com`;
    expect(certificate('Self', [long, 'a.example.com'])).toMatchObject({
      certificate_policy: { x509_certificate_properties: { subject: 'CN=a.example.com' } },
    });
  });

  test('refuses a certificate without names', () => {
    expect(() => certificate('Self', [])).toThrow('hosts is empty, allowed: at least one name');
  });
});

describe('ArtifactStore', () => {
  const store = (allowedIps: readonly string[]) =>
    synthesize(
      (scope) => new ArtifactStore(scope, 'store', { ...place, name: 'stcontoso', allowedIps }),
    ).resource('azurerm_storage_account.store_account');

  test('has no shared keys, nothing public and TLS 1.2', () => {
    expect(store([])).toMatchObject({
      shared_access_key_enabled: false,
      allow_nested_items_to_be_public: false,
      min_tls_version: 'TLS1_2',
      network_rules: { default_action: 'Deny' },
      lifecycle: { prevent_destroy: true },
    });
  });

  test('writes ranges that Azure refuses as single addresses', () => {
    expect(store(['203.0.113.7/32', '198.51.100.4/31', '192.0.2.0/30'])).toMatchObject({
      network_rules: { ip_rules: ['192.0.2.0/30', '198.51.100.4', '198.51.100.5', '203.0.113.7'] },
    });
  });
});

describe('ArtifactIdentity', () => {
  test('may read the artifacts and the trust bundle, and nothing else', () => {
    const stack = synthesize(
      (scope) => new ArtifactIdentity(scope, 'id', { ...place, name: 'id-a', storageAccountId: STORE }),
    );
    expect(
      Object.values(stack.all('azurerm_role_assignment')).map((role) => [
        role['role_definition_name'],
        role['scope'],
      ]),
    ).toEqual([
      ['Storage Blob Data Reader', `${STORE}/blobServices/default/containers/artifacts`],
      ['Storage Blob Data Reader', `${STORE}/blobServices/default/containers/relay`],
    ]);
  });
});

describe('DeployerAccess', () => {
  test('gives exactly the four roles that an apply needs', () => {
    const stack = synthesize(
      (scope) =>
        new DeployerAccess(scope, 'd', { objectId: 'o', keyVaultId: VAULT, storageAccountId: STORE }),
    );
    expect(
      Object.values(stack.all('azurerm_role_assignment')).map((role) => [
        role['role_definition_name'],
        role['scope'],
      ]),
    ).toEqual([
      ['Storage Blob Data Contributor', STORE],
      ['Key Vault Certificates Officer', VAULT],
      ['Key Vault Crypto Officer', VAULT],
      ['Key Vault Secrets Officer', VAULT],
    ]);
  });
});

describe('RelayAddressRange', () => {
  test('is a /28 that Terraform does not destroy', () => {
    const stack = synthesize((scope) => new RelayAddressRange(scope, 'range', { ...place, name: 'ippre' }));
    expect(stack.resource('azurerm_public_ip_prefix.range_prefix')).toMatchObject({
      prefix_length: 28,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('refuses a prefix that Azure has not', () => {
    expect(() =>
      synthesize((scope) => new RelayAddressRange(scope, 'range', { ...place, name: 'i', prefixLength: 31 })),
    ).toThrow('prefixLength is 31, allowed: a whole number from 24 to 30');
  });
});

describe('LogWorkspace and AlertReceivers', () => {
  test('the workspace takes no shared key', () => {
    const stack = synthesize((scope) => new LogWorkspace(scope, 'logs', { ...place, name: 'log-contoso' }));
    expect(stack.resource('azurerm_log_analytics_workspace.logs_workspace')).toMatchObject({
      local_authentication_enabled: false,
      retention_in_days: 90,
    });
  });

  test('receivers are in the order of their names', () => {
    const stack = synthesize(
      (scope) =>
        new AlertReceivers(scope, 'alerts', {
          name: 'ag',
          shortName: 'contoso',
          resourceGroupName: 'rg',
          emails: { b: 'b@example.com', a: 'a@example.com' },
        }),
    );
    expect(stack.resource('azurerm_monitor_action_group.alerts_group')).toMatchObject({
      email_receiver: [{ name: 'a' }, { name: 'b' }],
    });
  });

  test('refuses a short name of 13 characters', () => {
    expect(() =>
      synthesize(
        (scope) =>
          new AlertReceivers(scope, 'alerts', {
            name: 'ag',
            shortName: 'a'.repeat(13),
            resourceGroupName: 'rg',
            emails: {},
          }),
      ),
    ).toThrow('allowed: 1 to 12 characters');
  });
});
