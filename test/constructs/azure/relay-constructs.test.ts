import { GroupRedundancyAlert } from '../../../constructs/azure/group-redundancy-alert';
import { LogAgent } from '../../../constructs/azure/log-agent';
import { LogCollection } from '../../../constructs/azure/log-collection';
import { RelayDns } from '../../../constructs/azure/relay-dns';
import { RelayHeartbeatAlert } from '../../../constructs/azure/relay-heartbeat-alert';
import { RelayIdentity } from '../../../constructs/azure/relay-identity';
import { RelaySecurityGroup } from '../../../constructs/azure/relay-security-group';
import { RuntimeArtifact } from '../../../constructs/azure/runtime-artifact';
import { UserLoadBalancer } from '../../../constructs/azure/user-load-balancer';
import { synthesize } from '../../assertions';
import { deployment } from '../../deployment';

const place = { location: 'westeurope', resourceGroupName: 'rg' };

describe('RelaySecurityGroup', () => {
  test('lets in connectors, users and the probe, and nothing else', () => {
    const stack = synthesize(
      (scope) => new RelaySecurityGroup(scope, 'sg', { ...place, name: 'nsg', subnetId: 's' }),
    );
    const rules = stack.resource('azurerm_network_security_group.sg_group')[
      'security_rule'
    ] as readonly Record<string, unknown>[];
    expect(
      rules.map((rule) => [
        rule['priority'],
        rule['direction'],
        rule['access'],
        rule['source_address_prefix'],
        rule['destination_port_range'],
      ]),
    ).toEqual([
      [100, 'Inbound', 'Allow', 'Internet', '443'],
      [110, 'Inbound', 'Allow', 'Internet', '8443'],
      [120, 'Inbound', 'Allow', 'AzureLoadBalancer', '8081'],
      [4096, 'Inbound', 'Deny', '*', '*'],
    ]);
    expect(stack.addresses).toContain('azurerm_subnet_network_security_group_association.sg_attachment');
  });

  test('leaves the subnet alone where it is not given', () => {
    expect(
      synthesize((scope) => new RelaySecurityGroup(scope, 'sg', { ...place, name: 'nsg' })).addresses,
    ).toEqual(['azurerm_network_security_group.sg_group']);
  });
});

describe('UserLoadBalancer', () => {
  test('leads 443 to 8443 of the instances that answer /readyz', () => {
    const stack = synthesize(
      (scope) => new UserLoadBalancer(scope, 'users', { ...place, name: 'lb', zones: ['1', '2', '3'] }),
    );
    expect(stack.resource('azurerm_lb_rule.users_rule')).toMatchObject({
      frontend_port: 443,
      backend_port: 8443,
      tcp_reset_enabled: true,
      disable_outbound_snat: true,
      probe_id: '${azurerm_lb_probe.users_probe.id}',
    });
    expect(stack.resource('azurerm_lb_probe.users_probe')).toMatchObject({
      port: 8081,
      request_path: '/readyz',
      probe_threshold: 2,
    });
    expect(stack.resource('azurerm_public_ip.users_ip')).toMatchObject({
      zones: ['1', '2', '3'],
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe('RelayIdentity', () => {
  test('has exactly the roles that it needs, each on the narrowest scope', () => {
    const stack = synthesize(
      (scope) =>
        new RelayIdentity(scope, 'id', {
          ...place,
          name: 'id-relay',
          keyVaultId: '/vault',
          storageAccountId: '/store',
          secrets: ['b', 'a', 'b'],
        }),
    );
    expect(
      Object.fromEntries(
        Object.entries(stack.all('azurerm_role_assignment')).map(([name, role]) => [
          name,
          [role['role_definition_name'], role['scope']],
        ]),
      ),
    ).toEqual({
      id_sign: ['Key Vault Crypto User', '/vault/keys/ca'],
      'id_secret-a': ['Key Vault Secrets User', '/vault/secrets/a'],
      'id_secret-b': ['Key Vault Secrets User', '/vault/secrets/b'],
      'id_read-artifacts': ['Storage Blob Data Reader', '/store/blobServices/default/containers/artifacts'],
      'id_read-configuration': [
        'Storage Blob Data Reader',
        '/store/blobServices/default/containers/configuration',
      ],
      'id_write-notices': ['Storage Blob Data Contributor', '/store/blobServices/default/containers/relay'],
    });
  });
});

describe('RelayDns', () => {
  const dns = (instances: readonly string[]) =>
    synthesize(
      (scope) =>
        new RelayDns(scope, 'dns', {
          zoneName: 'example.com',
          zoneResourceGroupName: 'rg-dns',
          recordName: (label) => `${label}.apps`,
          domain: 'apps.example.com',
          instances,
          userAddresses: ['192.0.2.1'],
        }),
    );

  test('discovery lists the instances by their stable names', () => {
    expect(dns(['r1', 'r0']).resource('azurerm_dns_srv_record.dns_discovery')).toMatchObject({
      name: '_relay._tcp.apps',
      ttl: 60,
      record: [
        { port: 443, target: 'r0.apps.example.com' },
        { port: 443, target: 'r1.apps.example.com' },
      ],
    });
  });

  test('refuses more instances than a record set takes', () => {
    expect(() => dns(Array.from({ length: 21 }, (_, index) => `r${index}`))).toThrow(
      "instances has 21 names, allowed: 1 to 20 (Azure's limit of a record set)",
    );
  });
});

describe('alerts', () => {
  const alert = { ...place, name: 'alert', workspaceId: '/workspace', actionGroupIds: ['/ag'] };
  const queryOf = (stack: ReturnType<typeof synthesize>, address: string): string => {
    const [criteria] = stack.resource(address)['criteria'] as readonly [{ readonly query: string }];
    return criteria.query;
  };

  test('a silent group counts as having no connector', () => {
    const stack = synthesize(
      (scope) => new GroupRedundancyAlert(scope, 'below', { ...alert, groups: { plant: 1, hq: 2 } }),
    );
    const query = queryOf(stack, 'azurerm_monitor_scheduled_query_rules_alert_v2.below_alert_rule');
    expect(query).toContain("let expected = datatable(Group:string, Needed:long)['hq', 2, 'plant', 1];");
    expect(query).toContain('join kind=leftouter seen on Group');
    expect(query).toContain('coalesce(InService, 0)');
  });

  test('an instance without a heartbeat is found by name', () => {
    const stack = synthesize(
      (scope) => new RelayHeartbeatAlert(scope, 'heartbeat', { ...alert, instances: ['r1', 'r0'] }),
    );
    expect(queryOf(stack, 'azurerm_monitor_scheduled_query_rules_alert_v2.heartbeat_alert_rule')).toContain(
      "datatable(Instance:string)['r0', 'r1']",
    );
  });

  test('refuses a query that Azure would not take', () => {
    const groups = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`group-with-a-long-name-${index}`, 2]),
    );
    expect(() =>
      synthesize((scope) => new GroupRedundancyAlert(scope, 'below', { ...alert, groups })),
    ).toThrow(/query has \d+ characters, allowed: at most 60000: spread the groups over more shards/);
  });
});

describe('logs', () => {
  test('the agent of a new machine is there before the old one goes', () => {
    const stack = synthesize((scope) => {
      const { ruleId } = new LogCollection(scope, 'logs', {
        ...place,
        name: 'dcr',
        workspaceId: '/workspace',
      });
      new LogAgent(scope, 'agent', { virtualMachineId: '/vm', identityId: '/id', ruleId });
    });
    for (const address of [
      'azurerm_virtual_machine_extension.agent_agent',
      'azurerm_monitor_data_collection_rule_association.agent_rule',
    ]) {
      expect(stack.resource(address)).toMatchObject({ lifecycle: { create_before_destroy: true } });
    }
    expect(stack.resource('azurerm_monitor_data_collection_rule.logs_rule')).toMatchObject({
      data_sources: { syslog: [{ facility_names: ['local0'] }] },
    });
  });
});

describe('RuntimeArtifact', () => {
  const { runtime } = deployment();

  test('is named after its content, and found beside the stack', () => {
    const stack = synthesize(
      (scope) =>
        new RuntimeArtifact(scope, 'artifact', {
          path: runtime.artifact,
          sha256: runtime.sha256,
          storageAccountName: 'st',
          owner: 'test',
        }),
    );
    expect(stack.resource('azurerm_storage_blob.artifact_blob')).toMatchObject({
      name: `runtime/test/${runtime.sha256}/app-proxy`,
      source: `assets/artifact_file/${runtime.sha256}/app-proxy`,
      lifecycle: { create_before_destroy: true, ignore_changes: ['source'] },
    });
  });

  test('refuses a digest that is none', () => {
    expect(() =>
      synthesize(
        (scope) =>
          new RuntimeArtifact(scope, 'artifact', {
            path: runtime.artifact,
            sha256: 'abc',
            storageAccountName: 'st',
            owner: 'test',
          }),
      ),
    ).toThrow("sha256 is 'abc', allowed: 64 lower-case hexadecimal digits");
  });
});
