import { AZURE, findingsOf, LOCAL, removeDirectories } from './declared';

afterAll(removeDirectories);

const group = (line: string): string => `${LOCAL}groups:\n  hq: { ${line} }\n`;
const app = (line: string): string =>
  `${LOCAL}groups:\n  hq:\n    connectors: 2\n    applications:\n      a: { url: "http://10.1.0.20", ${line} }\n`;

describe('each kind of mistake is said in words', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a number in quotes',
      group('connectors: "2"'),
      [
        "app-proxy.yaml:6:21: groups.hq.connectors: must be a whole number; given '2' (text); allowed: a whole number from 1 to 100; write 2 without quotes",
      ],
    ],
    [
      'a number where text is due',
      `${LOCAL}rolloutSalt: 1.10\n`,
      ["app-proxy.yaml:5:14: rolloutSalt: must be text; given 1.10; put it in quotes: '1.10'"],
    ],
    [
      'a part of a whole number',
      group('connectors: 2.5'),
      [
        'app-proxy.yaml:6:21: groups.hq.connectors: must be a whole number; given 2.5; allowed: a whole number from 1 to 100',
      ],
    ],
    [
      'a number that is too large',
      group('connectors: 101'),
      [
        'app-proxy.yaml:6:21: groups.hq.connectors: is too large; given 101; allowed: a whole number from 1 to 100',
      ],
    ],
    [
      'a number that is too small',
      group('load: { peakTps: 0 }'),
      [
        'app-proxy.yaml:6:26: groups.hq.load.peakTps: is too small; given 0; allowed: a number above 0, at most 1000000',
      ],
    ],
    [
      'yes where true or false is due',
      group('connectors: 2, update: { canary: yes }'),
      ["app-proxy.yaml:6:42: groups.hq.update.canary: must be true or false; given 'yes' (text); write true"],
    ],
    [
      'one value where a list is due',
      `${LOCAL}include: groups.yaml\n`,
      [
        "app-proxy.yaml:5:10: include: must be a list; given 'groups.yaml' (text); write a list: put it in square brackets",
        "app-proxy.yaml:5:1: include[0]: matches no file; given 'groups.yaml'; correct the path, or remove the entry",
      ],
    ],
    [
      'a list where a map is due',
      `${LOCAL}groups: [hq]\n`,
      ['app-proxy.yaml:5:9: groups: must be a map; given a list'],
    ],
    [
      'no value',
      `${LOCAL}relay:\n`,
      ['app-proxy.yaml:5:1: relay: has no value; allowed: a map; give it a value, or remove the key'],
    ],
    [
      'a value that is not in the list',
      app('affinity: cookies'),
      [
        "app-proxy.yaml:9:47: groups.hq.applications.a.affinity: is not one of the values allowed; given 'cookies'; allowed: none or cookie; did you mean 'cookie'?",
      ],
    ],
    [
      'another version',
      LOCAL.replace('version: 1', 'version: 2'),
      ['app-proxy.yaml:1:10: version: is not one of the values allowed; given 2; allowed: 1'],
    ],
    [
      'a text of the wrong form',
      group('connectors: 2, update: { window: { start: "24:00" } }'),
      [
        "app-proxy.yaml:6:51: groups.hq.update.window.start: has the wrong form; given '24:00'; allowed: a time of day from 00:00 to 23:59",
      ],
    ],
    [
      'a text that is too long',
      `${LOCAL}rolloutSalt: ${'x'.repeat(100)}\n`,
      ['app-proxy.yaml:5:14: rolloutSalt: is too long; given 100 characters; allowed: at most 32 characters'],
    ],
    [
      'an empty list',
      app('backendCidrs: []'),
      ['app-proxy.yaml:9:51: groups.hq.applications.a.backendCidrs: is empty; allowed: at least 1 item'],
    ],
    [
      'an item that stands twice',
      app('backendCidrs: [10.1.0.0/16, 10.2.0.0/16, 10.1.0.0/16]'),
      [
        "app-proxy.yaml:9:78: groups.hq.applications.a.backendCidrs[2]: stands in the list a second time; given '10.1.0.0/16'; remove it",
      ],
    ],
    [
      'a name that is no name',
      group('connectors: 2').replace('hq', 'HQ_1'),
      [
        "app-proxy.yaml:6:3: groups.HQ_1: the name is not formed as it must be; given 'HQ_1'; allowed: at most 32 lower-case letters, digits and single hyphens, a letter first and no hyphen last; rename it",
      ],
    ],
    [
      'an unknown key far from any other',
      group('connectors: 2, kubernetes: true'),
      [
        "app-proxy.yaml:6:24: groups.hq.kubernetes: there is no key 'kubernetes' here; allowed: description, formerly, load, size, connectors, fewerThanTwo, capacity, placement, egress, proxy, enrolment, limits, update, shard or applications; remove it",
      ],
    ],
    [
      'two letters in the wrong order',
      app('hots: b.apps.example.com'),
      [
        "app-proxy.yaml:9:37: groups.hq.applications.a.hots: there is no key 'hots' here; did you mean 'host'?",
      ],
    ],
    [
      'no target',
      LOCAL.replace('{ local: {} }', '{}'),
      ['app-proxy.yaml:4:10: targets: is empty; allowed: at least 1 key'],
    ],
    [
      'a required key that is missing',
      LOCAL.replace('name: contoso\n', ''),
      [
        "app-proxy.yaml:1:1: name: 'name' is missing (short name of the deployment; every resource name begins with it); add it, such as 'name: contoso'",
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect([...findingsOf(text)].sort()).toEqual([...expected].sort());
  });
});

describe('alternatives are judged by the one that was meant', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a word for a time-out that does not exist',
      app('timeout: longer'),
      [
        "app-proxy.yaml:9:46: groups.hq.applications.a.timeout: is not one of the values allowed; given 'longer'; allowed: default, long or a whole number from 1 to 3600; did you mean 'long'?",
      ],
    ],
    [
      'a time-out that is too long',
      app('timeout: 7200'),
      [
        'app-proxy.yaml:9:46: groups.hq.applications.a.timeout: is too large; given 7200; allowed: default, long or a whole number from 1 to 3600',
      ],
    ],
    [
      'a map with a misspelled key',
      app('backendTls: { ca: { fil: ca.pem } }').replace('http:', 'https:'),
      [
        "app-proxy.yaml:9:58: groups.hq.applications.a.backendTls.ca.fil: there is no key 'fil' here; allowed: file or pem; did you mean 'file'?",
        "app-proxy.yaml:9:52: groups.hq.applications.a.backendTls.ca.file: cannot be read: the file does not exist; given 'ca.pem'; the path is relative to the file that names it",
      ],
    ],
    [
      'another word than external',
      `${AZURE}groups: { hq: { connectors: 2, size: Standard_D2s_v5, placement: exernal } }\n`,
      [
        "app-proxy.yaml:9:66: groups.hq.placement: is not one of the values allowed; given 'exernal'; allowed: external or a map with region, zones, subnet; did you mean 'external'?",
      ],
    ],
    [
      'a subnet by id without the id',
      `${AZURE}groups: { hq: { connectors: 2, size: Standard_D2s_v5, placement: { subnet: { addressPrefixes: [10.0.0.0/24] } } } }\n`,
      [
        "app-proxy.yaml:9:68: groups.hq.placement.subnet.id: 'id' is missing (id of the subnet); add it, such as 'id: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-hub'",
      ],
    ],
    [
      'keys of two alternatives',
      app('backendTls: { ca: { file: ca.pem, pem: x } }').replace('http:', 'https:'),
      [
        "app-proxy.yaml:9:58: groups.hq.applications.a.backendTls.ca.file: the key 'file' does not go with the others here; remove it, or the others",
        "app-proxy.yaml:9:77: groups.hq.applications.a.backendTls.ca.pem: has the wrong form; given 'x'; allowed: text that begins with -----BEGIN CERTIFICATE-----",
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect([...findingsOf(text)].sort()).toEqual([...expected].sort());
  });
});

describe('a secret is never repeated', () => {
  it.each([
    [
      'in place of a reference',
      group('connectors: 2, proxy: { url: "http://10.0.0.9", credentials: hunter2 }'),
    ],
    [
      'as the path of a file',
      group('connectors: 2, proxy: { url: "http://10.0.0.9", credentials: { file: hunter2 } }'),
    ],
    [
      'as a key of the wrong type',
      group('connectors: 2, proxy: { url: "http://10.0.0.9", credentials: { file: [hunter2] } }'),
    ],
    ['in a URL of another scheme', group('connectors: 2, proxy: { url: "socks5://u:hunter2@10.0.0.9" }')],
    ['in a header', app('headers: { request: { set: { Authorization: "Bearer hunter2\\n" } } }')],
    ['as an unknown key', group('connectors: 2, proxy: { url: "http://10.0.0.9", password: hunter2 }')],
  ])('%s', (_, text) => {
    const findings = findingsOf(text).join('\n');

    expect(findings).not.toBe('');
    expect(findings).not.toContain('hunter2');
  });
});
