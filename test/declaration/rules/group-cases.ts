import { AZURE, LOCAL } from '../declared';
import { applications, groups, TWO, type RuleCases } from './rule-cases';

const size = 'size: Standard_D2s_v5, connectors';

export const groupCases: readonly RuleCases[] = [
  {
    rule: 'default-group',
    accepts: [{ name: 'another name', text: LOCAL + groups('default2: { connectors: 2 }') }],
    refuses: [
      {
        name: 'the name default',
        text: LOCAL + groups('default: { connectors: 2 }'),
        findings: [
          "app-proxy.yaml:6:3: groups.default: the group 'default' exists always, serves nothing and cannot be declared; give the group another name",
        ],
      },
    ],
  },
  {
    rule: 'formerly',
    accepts: [
      {
        name: 'a name that is free now',
        text: LOCAL + groups('hq: { connectors: 2, formerly: head-office }'),
      },
    ],
    refuses: [
      {
        name: 'a name in use, its own, the same twice, and default',
        text:
          LOCAL +
          groups(
            'a: { connectors: 2, formerly: b }',
            'b: { connectors: 2, formerly: b }',
            'c: { connectors: 2, formerly: x }',
            'd: { connectors: 2, formerly: x }',
            'e: { connectors: 2, formerly: default }',
          ),
        findings: [
          "app-proxy.yaml:6:33: groups.a.formerly: a group of this name exists still (app-proxy.yaml:7); given 'b'; remove it, or name the group that this one replaces",
          "app-proxy.yaml:7:33: groups.b.formerly: the group has this name still; given 'b'; remove it, or name the group that this one replaces",
          "app-proxy.yaml:9:33: groups.d.formerly: group 'c' had this name too; given 'x'; remove one of the two",
          "app-proxy.yaml:10:33: groups.e.formerly: no declared group ever had this name; given 'default'; remove it",
        ],
      },
    ],
  },
  {
    rule: 'fewer-than-two',
    accepts: [{ name: 'two', text: AZURE + groups(`hq: { ${size}: 2 }`) }],
    refuses: [
      {
        name: 'one',
        text: AZURE + groups(`hq: { ${size}: 1 }`),
        findings: [
          "app-proxy.yaml:10:44: groups.hq.connectors: group 'hq' has fewer than two connectors, so each update and each fault interrupts it; given 1; allowed: 2 or more; declare two, or say why one is enough in fewerThanTwo.reason",
        ],
      },
      {
        name: 'one with a reason, as a warning',
        text: AZURE + groups(`hq: { ${size}: 1, fewerThanTwo: { reason: "a laboratory of ours" } }`),
        findings: [
          "app-proxy.yaml:10:44: warning: groups.hq.connectors: group 'hq' has fewer than two connectors, so each update and each fault interrupts it; accepted because: a laboratory of ours; given 1",
        ],
      },
    ],
  },
  {
    rule: 'size-or-load',
    accepts: [
      {
        name: 'load, or size and count',
        text: AZURE + groups('a: { load: { peakTps: 100 } }', `b: { ${TWO} }`),
      },
      {
        name: 'a count alone for hosts of your own, and without Azure',
        text: AZURE + groups('a: { connectors: 2, placement: external }'),
      },
      { name: 'a count alone without Azure', text: LOCAL + groups('a: { connectors: 2 }') },
    ],
    refuses: [
      {
        name: 'both, neither, and halves',
        text:
          AZURE +
          groups(
            `a: { load: { peakTps: 100 }, ${TWO} }`,
            'b: {}',
            'c: { size: Standard_D2s_v5 }',
            'd: { connectors: 2 }',
          ),
        findings: [
          "app-proxy.yaml:10:55: groups.a.connectors: group 'a' declares both load and an explicit size or number of connectors; keep load and let the planner choose, or remove load",
          "app-proxy.yaml:11:3: groups.b: group 'b' declares neither load nor connectors; declare load.peakTps, or size and connectors",
          "app-proxy.yaml:12:3: groups.c: group 'c' declares a size and no number of connectors; declare load.peakTps, or size and connectors",
          "app-proxy.yaml:13:8: groups.d.connectors: group 'd' declares a number of connectors and no size; declare size, such as Standard_D2s_v5",
        ],
      },
    ],
  },
  {
    rule: 'vm-sizes',
    accepts: [
      {
        name: 'sizes and a series of the table',
        text: `${AZURE}relay: { size: Standard_D8s_v5 }\ncapacity: { series: Dasv5 }\n${groups(`a: { ${TWO} }`)}`,
      },
    ],
    refuses: [
      {
        name: 'others',
        text: `${AZURE}relay: { size: Standard_D4s_v55 }\ncapacity: { series: Dsv9, prices: { Standard_X: 1 } }\n${groups('a: { size: Standard_D2sv5, connectors: 2 }')}`,
        findings: [
          "app-proxy.yaml:9:16: relay.size: is not in the kit's table of VM sizes; given 'Standard_D4s_v55'; did you mean 'Standard_D4s_v5'?",
          "app-proxy.yaml:10:21: capacity.series: is not in the kit's table of VM series; given 'Dsv9'; allowed: Dadsv5, Dasv5, Ddsv5 or Dsv5; did you mean 'Dsv5'?",
          "app-proxy.yaml:10:37: capacity.prices.Standard_X: is not in the kit's table of VM sizes; given 'Standard_X'; `app-proxy schema --sizes` lists them",
          "app-proxy.yaml:12:14: groups.a.size: is not in the kit's table of VM sizes; given 'Standard_D2sv5'; did you mean 'Standard_D2s_v5'?",
        ],
      },
    ],
  },
  {
    rule: 'capacity-profiles',
    accepts: [
      {
        name: 'a profile of the kit and one of your own',
        text: `${AZURE}capacity: { profile: mine, profiles: { mine: { date: "2025-11", source: "our bench", rows: [{ cores: 2, ramGiB: 8, maxTps: 500 }] } } }\n${groups(`a: { ${TWO}, capacity: { profile: seed-2023 } }`)}`,
      },
    ],
    refuses: [
      {
        name: 'one that does not exist, and a name that is taken',
        text: `${AZURE}capacity: { profile: seed-2022, profiles: { guidance-2025: { date: "2025-11", source: "our bench", rows: [{ cores: 2, ramGiB: 8, maxTps: 500 }] } } }\n${groups(`a: { ${TWO}, capacity: { profile: constructor } }`)}`,
        findings: [
          "app-proxy.yaml:9:22: capacity.profile: there is no such capacity profile; given 'seed-2022'; allowed: guidance-2025 or seed-2023; did you mean 'seed-2023'?",
          'app-proxy.yaml:9:45: capacity.profiles.guidance-2025: the kit has a profile of this name; give your own another name',
          "app-proxy.yaml:11:67: groups.a.capacity.profile: there is no such capacity profile; given 'constructor'; allowed: guidance-2025 or seed-2023; declare it in capacity.profiles",
        ],
      },
    ],
  },
  {
    rule: 'capacity',
    accepts: [
      { name: 'what can be carried', text: AZURE + groups('a: { load: { peakTps: 900, p99Ms: 325 } }') },
    ],
    refuses: [
      {
        name: 'a latency that no size reaches',
        text: AZURE + groups('a: { load: { peakTps: 900, p99Ms: 100 } }'),
        findings: [
          "app-proxy.yaml:10:8: groups.a.load: group 'a': no size of profile 'seed-2023' answers within 100 ms at P99; possible: p99Ms: 270, the best of profile 'seed-2023'; p99Ms: 245, with limits.connections above 200; a profile of your own with measured rows",
        ],
      },
    ],
  },
  {
    rule: 'shards',
    accepts: [
      { name: 'the last shard', text: `${AZURE}    shards: 4\n${groups(`a: { ${TWO}, shard: 3 }`)}` },
      {
        name: 'a renamed group that says its shard',
        text: `${AZURE}    shards: 4\n${groups(`a: { ${TWO}, shard: 3, formerly: hq }`)}`,
      },
      {
        name: 'a renamed group where there is one shard',
        text: AZURE + groups(`a: { ${TWO}, formerly: hq }`),
      },
    ],
    refuses: [
      {
        name: 'one more',
        text: `${AZURE}    shards: 4\n${groups(`a: { ${TWO}, shard: 4 }`)}`,
        findings: [
          'app-proxy.yaml:11:53: groups.a.shard: there is no such shard; given 4; allowed: 0 to 3, as targets.azure.shards is 4',
        ],
      },
      {
        name: 'a renamed group whose new name leads elsewhere',
        text: `${AZURE}    shards: 4\n${groups(`a: { ${TWO}, formerly: hq }`)}`,
        findings: [
          "app-proxy.yaml:11:56: groups.a.formerly: the new name leads to shard 2 and the former one led to shard 3, and no resource can move between states; given 'hq'; keep the group where it is with shard: 3",
        ],
      },
    ],
  },
  {
    rule: 'enrolment',
    accepts: [
      {
        name: 'by identity on Azure, by token elsewhere',
        text:
          AZURE +
          groups(
            `a: { ${TWO}, enrolment: managed-identity }`,
            'b: { connectors: 2, placement: external, enrolment: token }',
          ),
      },
    ],
    refuses: [
      {
        name: 'by identity on hosts of your own',
        text: AZURE + groups('b: { connectors: 2, placement: external, enrolment: managed-identity }'),
        findings: [
          "app-proxy.yaml:10:55: groups.b.enrolment: hosts that the kit does not provision have no managed identity of this deployment; given 'managed-identity'; allowed: token; remove the key: token is the default here",
        ],
      },
      {
        name: 'by identity without Azure',
        text: LOCAL + groups('b: { connectors: 2, enrolment: managed-identity }'),
        findings: [
          "app-proxy.yaml:6:34: groups.b.enrolment: only machines on Azure have a managed identity, and there is no target azure; given 'managed-identity'; allowed: token; remove the key: token is the default here",
        ],
      },
    ],
  },
  {
    rule: 'secrets',
    accepts: [
      {
        name: 'in the vault on Azure, in a file elsewhere',
        text:
          AZURE +
          groups(
            `a: { ${TWO}, proxy: { url: "http://10.0.0.9:3128", credentials: { keyVaultSecret: proxy } } }`,
            'b: { connectors: 2, placement: external, proxy: { url: "http://10.0.0.9:3128", credentials: { file: /etc/proxy } } }',
          ),
      },
    ],
    refuses: [
      {
        name: 'a secret of the relay, and an enrolment token of another group',
        text:
          AZURE +
          applications(
            'a: { url: "https://10.1.0.1", backendTls: { clientCertificate: { keyVaultSecret: Certificate-default } } }',
            'b: { url: "https://10.1.0.2", backendTls: { clientCertificate: { keyVaultSecret: enrolment-finance } } }',
          ),
        findings: [
          "app-proxy.yaml:14:88: groups.hq.applications.a.backendTls.clientCertificate.keyVaultSecret: is a secret of the relay or of an enrolment, which no group may read; given 'Certificate-default'; name a secret of this group, which does not begin with enrolment- or certificate-",
          "app-proxy.yaml:15:88: groups.hq.applications.b.backendTls.clientCertificate.keyVaultSecret: is a secret of the relay or of an enrolment, which no group may read; given 'enrolment-finance'; name a secret of this group, which does not begin with enrolment- or certificate-",
        ],
      },
      {
        name: 'a file on machines that the kit makes, the vault for hosts of your own',
        text:
          AZURE +
          groups(
            `a: { ${TWO}, proxy: { url: "http://10.0.0.9:3128", credentials: { file: /etc/proxy } } }`,
            'b: { connectors: 2, placement: external, applications: { x: { url: "https://10.0.0.1", backendTls: { clientCertificate: { keyVaultSecret: x } } } } }',
          ),
        findings: [
          'app-proxy.yaml:10:97: groups.a.proxy.credentials: names a file, and nobody can put a file on machines that the kit makes; put the secret into the key vault and name it by keyVaultSecret',
          'app-proxy.yaml:11:123: groups.b.applications.x.backendTls.clientCertificate: names a secret of the key vault, which hosts of your own cannot read; put the secret into a file on the host and name it by file',
        ],
      },
      {
        name: 'the vault without Azure',
        text:
          LOCAL +
          groups(
            'a: { connectors: 2, proxy: { url: "http://10.0.0.9:3128", credentials: { keyVaultSecret: proxy } } }',
          ),
        findings: [
          'app-proxy.yaml:6:74: groups.a.proxy.credentials: names a secret of the key vault, and there is no target azure to have one; put the secret into a file on the host and name it by file',
        ],
      },
      {
        name: 'the vault with docker beside Azure, as a warning',
        text: `${AZURE}  docker: {}\n${groups(`a: { ${TWO}, proxy: { url: "http://10.0.0.9:3128", credentials: { keyVaultSecret: proxy } } }`)}`,
        findings: [
          'app-proxy.yaml:11:97: warning: groups.a.proxy.credentials: names a secret of the key vault, which the targets docker and local go without; declare the deployment without docker and local where they need it',
        ],
      },
    ],
  },
  {
    rule: 'proxies',
    accepts: [
      {
        name: 'an address, and a name with ranges',
        text:
          AZURE +
          groups(
            `a: { ${TWO}, proxy: { url: "http://10.0.0.9:3128" } }`,
            `b: { ${TWO}, proxy: { url: "http://proxy.corp.example:3128", cidrs: [10.0.0.0/28] } }`,
          ),
      },
    ],
    refuses: [
      {
        name: 'a password, a path, and a name without ranges',
        text:
          AZURE +
          groups(
            `a: { ${TWO}, proxy: { url: "http://user:hunter2@10.0.0.9:3128" } }`,
            `b: { ${TWO}, proxy: { url: "http://10.0.0.9:3128/pac" } }`,
            `c: { ${TWO}, proxy: { url: "http://proxy.corp.example:3128" } }`,
          ),
        findings: [
          "app-proxy.yaml:10:60: groups.a.proxy.url: holds a user name or a password, which would stand in plans and states; given 'http://***@10.0.0.9:3128'; remove them from the URL and change that password; name them by reference in proxy.credentials",
          "app-proxy.yaml:11:60: groups.b.proxy.url: has a path, which a proxy does not; given 'http://10.0.0.9:3128/pac'; end the URL after the port",
          "app-proxy.yaml:12:60: groups.c.proxy.url: the proxy of group 'c' is given by name ('proxy.corp.example'), and in egress mode 'nat' rules match addresses only; declare proxy.cidrs, or egress mode 'firewall' for group 'c'",
        ],
      },
    ],
  },
  {
    rule: 'extra-egress',
    accepts: [
      {
        name: 'ranges; names in firewall mode',
        text:
          AZURE +
          groups(
            `a: { ${TWO}, egress: { allow: { x: { to: [10.0.0.0/24, 10.1.1.1], ports: [443], why: mail } } } }`,
            `b: { ${TWO}, placement: { subnet: { addressPrefix: 10.80.1.0/27 } }, egress: { mode: firewall, allow: { x: { to: [mail.corp.example], ports: [25], why: mail } } } }`,
          ),
      },
    ],
    refuses: [
      {
        name: 'names in nat mode, and what is neither',
        text:
          AZURE +
          groups(
            `a: { ${TWO}, egress: { allow: { x: { to: [mail.corp.example, "10.0.0.0/33"], ports: [443], why: mail } } } }`,
          ),
        findings: [
          "app-proxy.yaml:10:75: groups.a.egress.allow.x.to[0]: is given by name, and in egress mode 'nat' rules match addresses only; given 'mail.corp.example'; declare its ranges, or egress mode 'firewall' for group 'a'",
          "app-proxy.yaml:10:94: groups.a.egress.allow.x.to[1]: is neither a range nor a host name; given '10.0.0.0/33'; allowed: an IPv4 range such as 10.9.0.0/24, or a host name in firewall mode",
        ],
      },
    ],
  },
];
