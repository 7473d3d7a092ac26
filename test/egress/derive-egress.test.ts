import fc from 'fast-check';
import type { GroupOptions } from '../deployment';
import { deployment, groupOf, type DeploymentOptions } from '../deployment';
import { deriveEgress } from '../../egress/derive-egress';
import type { TargetName } from '../../egress/place';
import { arbitraryDeployment } from './arbitrary-deployment';

function rulesOf(group: GroupOptions, options: DeploymentOptions = {}, target?: TargetName) {
  const declared = deployment({ ...options, groups: { hq: group } });
  return deriveEgress(declared, groupOf(declared, 'hq'), target).rules;
}

function namesOf(...parameters: Parameters<typeof rulesOf>) {
  return rulesOf(...parameters).map(({ name }) => name);
}

const PROXY = { url: 'http://10.9.0.1:3128', host: '10.9.0.1', port: 3128, cidrs: ['10.9.0.1'] };

describe('deriveEgress', () => {
  test('a group in Azure reaches the relay, the storage account and its backends, each with the reason', () => {
    expect(rulesOf({ applications: { intranet: { url: 'http://10.1.0.20:8080' } } })).toEqual([
      {
        name: 'relay',
        group: 'hq',
        purpose: 'relay',
        destination: { kind: 'relay-endpoints', cidrs: [] },
        ports: [443],
        protocol: 'tcp',
        why: 'relay endpoints: tunnels, enrolment, renewal, configuration and updates share this port',
        priority: 100,
      },
      {
        name: 'storage',
        group: 'hq',
        purpose: 'storage',
        destination: {
          kind: 'service-tag',
          tag: 'Storage.westeurope',
          hosts: [expect.stringMatching(/^stcontoso[0-9a-f]{6}\.blob\.core\.windows\.net$/) as string],
        },
        ports: [443],
        protocol: 'tcp',
        why: 'storage account: a new machine downloads the runtime and the trust bundle',
        priority: 140,
      },
      {
        name: 'backend-intranet',
        group: 'hq',
        purpose: 'backend',
        destination: { kind: 'addresses', cidrs: ['10.1.0.20'] },
        ports: [8080],
        protocol: 'tcp',
        why: 'backend of application intranet',
        priority: expect.any(Number) as number,
      },
    ]);
  });

  test('two applications on one backend keep a rule each', () => {
    const applications = { a: { url: 'http://10.1.0.20' }, b: { url: 'http://10.1.0.20' } };
    expect(namesOf({ applications })).toEqual(expect.arrayContaining(['backend-a', 'backend-b']));
  });

  test('declared relay ranges are in the list, sorted', () => {
    const [relay] = rulesOf({}, { relay: { endpointCidrs: ['20.0.0.16/28', '20.0.0.0/28'] } });
    expect(relay?.destination).toEqual({ kind: 'relay-endpoints', cidrs: ['20.0.0.0/28', '20.0.0.16/28'] });
  });

  test("DNS needs rules only where the region has servers of its own: Azure's resolver is not filtered", () => {
    expect(namesOf({})).not.toContain('dns-udp');
    const rules = rulesOf(
      {},
      { azure: { regions: { westeurope: { dnsServers: ['10.0.0.5', '10.0.0.4'] } } } },
    );
    expect(rules.filter(({ purpose }) => purpose === 'dns')).toMatchObject([
      { protocol: 'udp', ports: [53], destination: { cidrs: ['10.0.0.4', '10.0.0.5'] }, priority: 110 },
      { protocol: 'tcp', ports: [53], destination: { cidrs: ['10.0.0.4', '10.0.0.5'] }, priority: 111 },
    ]);
  });

  test('DNS servers of another region do not count', () => {
    const regions = { westeurope: {}, northeurope: { dnsServers: ['10.0.0.4'] } };
    expect(namesOf({}, { azure: { regions } })).not.toContain('dns-udp');
  });

  test.each<[string, GroupOptions, string]>([
    ['enrolment by token', { enrolment: 'token' }, 'key vault: the enrolment token'],
    [
      'a client certificate in the key vault',
      {
        applications: {
          erp: {
            url: 'https://10.1.0.1',
            tls: { verify: 'full', clientCertificate: { keyVaultSecret: 'erp' } },
          },
        },
      },
      'key vault: client certificates for backends',
    ],
  ])('the key vault is opened for %s', (_, group, why) => {
    const rule = rulesOf(group).find(({ name }) => name === 'vault');
    expect(rule).toMatchObject({ destination: { tag: 'AzureKeyVault.westeurope' }, ports: [443], why });
  });

  test.each<[string, GroupOptions]>([
    ['enrolment by managed identity', {}],
    [
      'a client certificate in a file',
      {
        applications: {
          erp: {
            url: 'https://10.1.0.1',
            tls: { verify: 'full', clientCertificate: { file: '/etc/erp.pem' } },
          },
        },
      },
    ],
  ])('the key vault stays closed for %s', (_, group) => {
    expect(namesOf(group)).not.toContain('vault');
  });

  test('a managed identity, logs and updates need no rule of their own', () => {
    const purposes = rulesOf({ enrolment: 'managed-identity' }).map(({ purpose }) => purpose);
    expect(purposes).not.toContain('identity');
    expect(purposes).not.toContain('logs');
    expect(purposes).not.toContain('updates');
  });

  test('an outbound proxy takes the place of relay, storage and key vault; backends and DNS stay', () => {
    const group = {
      proxy: PROXY,
      enrolment: 'token' as const,
      applications: { erp: { url: 'http://10.1.0.1' } },
    };
    const azure = { regions: { westeurope: { dnsServers: ['10.0.0.4'] } } };
    expect(namesOf(group, { azure })).toEqual(['dns-udp', 'dns-tcp', 'proxy', 'backend-erp']);
    expect(rulesOf(group).find(({ name }) => name === 'proxy')).toMatchObject({
      destination: { kind: 'addresses', cidrs: ['10.9.0.1'] },
      ports: [3128],
      priority: 120,
    });
  });

  test('proxy credentials in the key vault are fetched without the proxy', () => {
    const proxy = { ...PROXY, credentials: { keyVaultSecret: 'proxy' } };
    expect(namesOf({ proxy })).toEqual(['proxy', 'vault']);
    expect(namesOf({ proxy: { ...PROXY, credentials: { file: '/etc/proxy' } } })).toEqual(['proxy']);
  });

  test('an extra destination becomes a rule with its own reason; addresses and names become two', () => {
    const allow = {
      ntp: { to: ['10.9.0.0/24'], ports: [123], protocol: 'udp' as const, why: 'time servers' },
      mixed: {
        to: ['b.example', '10.8.0.1', 'a.example'],
        ports: [993, 25],
        protocol: 'tcp' as const,
        why: 'mail',
      },
    };
    const rules = rulesOf({ egress: { mode: 'firewall', allow } });
    expect(
      rules.filter(({ purpose }) => purpose === 'extra').sort((a, b) => (a.name < b.name ? -1 : 1)),
    ).toMatchObject([
      { name: 'extra-mixed', destination: { kind: 'addresses', cidrs: ['10.8.0.1'] }, ports: [25, 993] },
      { name: 'extra-mixed_names', destination: { kind: 'names', hosts: ['a.example', 'b.example'] } },
      { name: 'extra-ntp', destination: { cidrs: ['10.9.0.0/24'] }, protocol: 'udp', why: 'time servers' },
    ]);
  });

  test('a group on external hosts has no Azure service in its list', () => {
    const group = {
      placement: 'external' as const,
      applications: { files: { url: 'http://nas.corp.example' } },
    };
    expect(rulesOf(group).map(({ name, destination }) => [name, destination.kind])).toEqual([
      ['relay', 'relay-endpoints'],
      ['backend-files', 'names'],
    ]);
  });

  test('under Docker no Azure service is in the list, whatever the group says', () => {
    expect(namesOf({ enrolment: 'token' }, {}, 'docker')).toEqual(['relay']);
  });

  test('fails for a target that is not declared, naming those that are', () => {
    expect(() => rulesOf({}, { docker: null, local: null }, 'docker')).toThrow(
      "target 'docker' is not declared in deployment 'contoso', declared: azure; declare targets.docker",
    );
  });

  test.each(['nat', 'existing'] as const)(
    'fails for names in egress mode %s, all of them at once',
    (mode) => {
      const group: GroupOptions = {
        proxy: { ...PROXY, host: 'proxy.corp.example', cidrs: [] },
        applications: { erp: { url: 'https://erp.corp.example' } },
        egress: {
          mode,
          allow: { mail: { to: ['mail.example'], ports: [25], protocol: 'tcp', why: 'mail' } },
        },
      };
      const cannot = `which a network security group cannot match in egress mode '${mode}'`;
      expect(() => rulesOf(group)).toThrow(
        [
          `groups.hq.proxy.url is the name 'proxy.corp.example', ${cannot}; give the proxy's ranges in proxy.cidrs, or set egress.mode to 'firewall'`,
          `groups.hq.applications.erp.url is the name 'erp.corp.example', ${cannot}; give the backend's ranges in backendCidrs, or set egress.mode to 'firewall'`,
          `groups.hq.egress.allow.mail.to is the name 'mail.example', ${cannot}; give address ranges, or set egress.mode to 'firewall'`,
        ].join('\n'),
      );
    },
  );

  test('fails for a host pattern in firewall mode: network rules match exact names', () => {
    const allow = { web: { to: ['*.example'], ports: [443], protocol: 'tcp' as const, why: 'web' } };
    expect(() => rulesOf({ egress: { mode: 'firewall', allow } })).toThrow(
      "groups.hq.egress.allow.web.to is the name '*.example', allowed: exact host names; write each host, or its address range",
    );
  });

  test('names and priorities are unique, in range, and the same every time', () => {
    fc.assert(
      fc.property(arbitraryDeployment, (declared) => {
        for (const group of Object.values(declared.groups)) {
          const { rules } = deriveEgress(declared, group);
          const priorities = rules.map(({ priority }) => priority);
          expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
          expect(new Set(priorities).size).toBe(rules.length);
          expect(priorities.every((priority) => priority >= 100 && priority <= 3999)).toBe(true);
          expect(deriveEgress(declared, group).rules).toEqual(rules);
        }
      }),
    );
  });
});
