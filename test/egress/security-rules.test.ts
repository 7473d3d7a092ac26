import type { GroupOptions } from '../deployment';
import { deployment, groupOf } from '../deployment';
import { deriveEgress } from '../../egress/derive-egress';
import { toSecurityRules } from '../../egress/security-rules';

function listOf(group: GroupOptions, endpointCidrs: readonly string[] = []) {
  const declared = deployment({ groups: { hq: group }, relay: { endpointCidrs } });
  return deriveEgress(declared, groupOf(declared, 'hq'));
}

function ruleOf(name: string, ...parameters: Parameters<typeof toSecurityRules>) {
  return toSecurityRules(...parameters).find((rule) => rule.name === name);
}

describe('toSecurityRules', () => {
  test('one range and one port are singular, several are plural', () => {
    const allow = {
      mail: { to: ['10.1.0.0/24', '10.2.0.0/24'], ports: [25, 993], protocol: 'tcp' as const, why: 'mail' },
    };
    const list = listOf({ egress: { allow } });
    const [relay] = toSecurityRules(list, { relayCidrs: ['20.0.0.0/28'] });
    expect(relay).toMatchObject({ destinationAddressPrefix: '20.0.0.0/28', destinationPortRange: '443' });
    expect(ruleOf('extra-mail', list, { relayCidrs: ['20.0.0.0/28'] })).toMatchObject({
      destinationAddressPrefixes: ['10.1.0.0/24', '10.2.0.0/24'],
      destinationPortRanges: ['25', '993'],
    });
  });

  test('ranges that are given win over the declared ones, and may be unresolved', () => {
    const list = listOf({}, ['20.0.0.0/28']);
    const token = '${azurerm_public_ip_prefix.prefix.ip_prefix}';
    expect(ruleOf('relay', list, { relayCidrs: [token] })).toMatchObject({ destinationAddressPrefix: token });
    expect(ruleOf('relay', list, { relayCidrs: [] })).toMatchObject({
      destinationAddressPrefix: '20.0.0.0/28',
    });
  });

  test('a backend given by name is open to any address on its port, and says that the firewall filters', () => {
    const list = listOf({
      egress: { mode: 'firewall' },
      applications: { erp: { url: 'https://erp.corp.example' } },
    });
    expect(ruleOf('backend-erp', list, { relayCidrs: ['20.0.0.0/28'] })).toMatchObject({
      destinationAddressPrefix: '*',
      destinationPortRange: '443',
      description: 'by name at the firewall (erp.corp.example): backend of application erp',
    });
  });

  test('a description that is too long is cut', () => {
    const to = ['a', 'b', 'c'].map((letter) => `${letter.repeat(60)}.example`);
    const allow = { web: { to, ports: [443], protocol: 'tcp' as const, why: 'web' } };
    const list = listOf({ egress: { mode: 'firewall', allow } });
    const description = ruleOf('extra-web_names', list, { relayCidrs: ['20.0.0.0/28'] })?.description;
    expect(description).toHaveLength(140);
    expect(description?.endsWith('...')).toBe(true);
  });

  test('fails where the ranges of the relay endpoints are not known', () => {
    expect(() => toSecurityRules(listOf({}), { relayCidrs: [] })).toThrow(
      'groups.hq: the ranges of the relay endpoints are not known; give relayCidrs or declare relay.endpointCidrs',
    );
  });

  test('behind an outbound proxy the relay endpoints need not be known', () => {
    const proxy = { url: 'http://10.9.0.1:3128', host: '10.9.0.1', port: 3128, cidrs: ['10.9.0.1'] };
    const names = toSecurityRules(listOf({ proxy }), { relayCidrs: [] }).map(({ name }) => name);
    expect(names).toEqual(['proxy', 'deny-out', 'deny-in']);
  });

  test('fails above the 1,000 rules that a network security group takes', () => {
    const applications = Object.fromEntries(Array.from({ length: 997 }, (_, index) => [`a${index}`, {}]));
    expect(() => toSecurityRules(listOf({ applications }), { relayCidrs: ['20.0.0.0/28'] })).toThrow(
      'groups.hq needs 1001 rules in its network security group, allowed: at most 1000; split the group',
    );
  });
});
