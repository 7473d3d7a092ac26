import { deployment, groupOf } from '../deployment';
import { deriveEgress } from '../../egress/derive-egress';
import { toFirewallCollection } from '../../egress/firewall-collection';

describe('toFirewallCollection', () => {
  test('a backend by name is a network rule, since its Host header may name another host; a service is an application rule', () => {
    const declared = deployment({
      azure: { environment: 'usgovernment', regions: { westeurope: { egress: 'firewall' } } },
      groups: { hq: { enrolment: 'token', applications: { erp: { url: 'https://erp.corp.example:8443' } } } },
    });
    const list = deriveEgress(declared, groupOf(declared, 'hq'));
    const collection = toFirewallCollection(list, {
      sourceAddresses: ['10.80.1.0/24'],
      relayCidrs: ['20.0.0.0/28'],
    });
    expect(collection.networkRules).toEqual([
      {
        name: 'relay',
        description:
          'relay endpoints: tunnels, enrolment, renewal, configuration and updates share this port',
        protocols: ['TCP'],
        sourceAddresses: ['10.80.1.0/24'],
        destinationAddresses: ['20.0.0.0/28'],
        destinationPorts: ['443'],
      },
      {
        name: 'backend-erp',
        description: 'backend of application erp',
        protocols: ['TCP'],
        sourceAddresses: ['10.80.1.0/24'],
        destinationFqdns: ['erp.corp.example'],
        destinationPorts: ['8443'],
      },
    ]);
    expect(collection.applicationRules).toEqual([
      {
        name: 'vault',
        description: 'key vault: the enrolment token',
        protocols: [{ type: 'Https', port: 443 }],
        sourceAddresses: ['10.80.1.0/24'],
        destinationFqdns: [expect.stringMatching(/^kv-contoso-[0-9a-f]{6}\.vault\.usgovcloudapi\.net$/)],
      },
      expect.objectContaining({
        name: 'storage',
        destinationFqdns: [expect.stringMatching(/\.blob\.core\.usgovcloudapi\.net$/)],
      }),
    ]);
    expect(collection.needsDnsProxy).toBe(true);
  });

  test('without names the DNS proxy is not needed', () => {
    const declared = deployment();
    const list = deriveEgress(declared, groupOf(declared, 'hq'));
    const sources = { sourceAddresses: ['10.80.1.0/24'], relayCidrs: ['20.0.0.0/28'] };
    expect(toFirewallCollection(list, sources).needsDnsProxy).toBe(false);
  });
});
