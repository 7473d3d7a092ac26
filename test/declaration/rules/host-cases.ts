import { AZURE, LOCAL } from '../declared';
import type { RuleCases } from './rule-cases';

const local = LOCAL + 'groups:\n  hq:\n    connectors: 2\n    applications:\n';
const app = (...lines: readonly string[]): string => local + lines.map((line) => `      ${line}\n`).join('');
const url = 'url: "http://10.1.0.20"';

export const hostCases: readonly RuleCases[] = [
  {
    rule: 'domain',
    accepts: [
      {
        name: 'unicode, upper case and a trailing dot',
        text: LOCAL.replace('apps.example.com', 'Bücher.Example.'),
      },
    ],
    refuses: [
      ...[
        'localhost',
        '10.1.2.3',
        'a..b',
        'exa mple.com',
        '"*.example.com"',
        'https://example.com',
        'a_b.com',
      ].map((domain) => ({
        name: domain,
        text: LOCAL.replace('apps.example.com', domain),
        findings: [
          `app-proxy.yaml:3:9: domain: is not a DNS domain; given '${domain.replaceAll('"', '')}'; allowed: a name of two or more parts, such as apps.example.com`,
        ],
      })),
    ],
  },
  {
    rule: 'hosts',
    accepts: [
      {
        name: 'unicode, upper case and a trailing dot',
        text: app(
          `a: { ${url}, host: INTRANET.apps.example.com. }`,
          `b: { ${url}, host: büro.apps.example.com }`,
        ),
      },
    ],
    refuses: [
      {
        name: 'what is no host name',
        text: app(
          `a: { ${url}, host: "a b.apps.example.com" }`,
          `b: { ${url}, host: "*.apps.example.com" }`,
          `c: { ${url}, host: 10.1.2.3 }`,
          `d: { url: "https://10.1.0.20", backendTls: { serverName: -x } }`,
        ),
        findings: [
          "app-proxy.yaml:9:43: groups.hq.applications.a.host: is not a host name; given 'a b.apps.example.com'; allowed: letters, digits and hyphens in parts joined by dots, such as intranet.apps.example.com",
          "app-proxy.yaml:10:43: groups.hq.applications.b.host: is not a host name; given '*.apps.example.com'; allowed: letters, digits and hyphens in parts joined by dots, such as intranet.apps.example.com",
          "app-proxy.yaml:11:43: groups.hq.applications.c.host: is not a host name; given '10.1.2.3'; allowed: letters, digits and hyphens in parts joined by dots, such as intranet.apps.example.com",
          "app-proxy.yaml:12:64: groups.hq.applications.d.backendTls.serverName: is not a host name; given '-x'; allowed: letters, digits and hyphens in parts joined by dots, such as intranet.apps.example.com",
        ],
      },
      {
        name: 'the name of a relay instance',
        text: app(`r0: { ${url} }`, `b: { ${url}, host: r17.apps.example.com }`, `crm-r1: { ${url} }`),
        findings: [
          "app-proxy.yaml:9:7: groups.hq.applications.r0: 'r0.apps.example.com' is the name of a relay instance; give the application another host",
          "app-proxy.yaml:10:43: groups.hq.applications.b.host: 'r17.apps.example.com' is the name of a relay instance; give the application another host",
        ],
      },
      {
        name: 'a host outside the domain, as a warning',
        text: `${app(`a: { ${url}, host: www.fabrikam.example }`)}relay: { certificates: { web: { hosts: [www.fabrikam.example] } } }\n`,
        findings: [
          "app-proxy.yaml:9:43: warning: groups.hq.applications.a.host: 'www.fabrikam.example' is not under 'apps.example.com', so its DNS record is yours to make; lead it to the relay by a CNAME record",
        ],
      },
    ],
  },
  {
    rule: 'claims',
    accepts: [
      {
        name: 'two paths of one host',
        text: app(
          `a: { ${url} }`,
          `b: { ${url}, host: a.apps.example.com, path: /b }`,
          `c: { ${url}, host: a.apps.example.com, path: /B }`,
        ),
      },
    ],
    refuses: [
      {
        name: 'one host and path, written differently, in two groups',
        text: `${app(`a: { ${url}, path: /x }`)}  plant:\n    connectors: 2\n    applications:\n      b: { ${url}, host: A.apps.example.com., path: /x/ }\n      a: { ${url}, path: /x }\n`,
        findings: [
          "app-proxy.yaml:13:43: groups.plant.applications.b.host: application 'b' of group 'plant' claims 'a.apps.example.com/x', as application 'a' of group 'hq' does (app-proxy.yaml:9); give one of the two another host or path",
          "app-proxy.yaml:14:7: groups.plant.applications.a: application 'a' of group 'plant' claims 'a.apps.example.com/x', as application 'a' of group 'hq' does (app-proxy.yaml:9); give one of the two another host or path",
        ],
      },
    ],
  },
  {
    rule: 'certificates',
    accepts: [
      { name: 'the default one', text: app(`a: { ${url} }`, `b: { ${url}, host: apps.example.com }`) },
      {
        name: 'files for this machine',
        text: `${app(`a: { ${url} }`)}relay: { certificates: { all: { hosts: ["*.apps.example.com"], files: { certificate: c.pem, key: k.pem } } } }\n`,
      },
    ],
    refuses: [
      {
        name: 'a host that the default one does not cover',
        text: app(`a: { ${url}, host: a.b.apps.example.com }`),
        findings: [
          "app-proxy.yaml:9:43: groups.hq.applications.a.host: no certificate covers 'a.b.apps.example.com' of application 'a'; declare relay.certificates: the default one covers 'apps.example.com' and names right under it",
        ],
      },
      {
        name: 'a certificate that covers nothing, and hosts without one',
        text: `${app(`a: { ${url} }`)}relay: { certificates: { web: { hosts: [b.apps.example.com, "*.*.example.com"] } } }\n`,
        findings: [
          "app-proxy.yaml:9:7: groups.hq.applications.a: no certificate covers 'a.apps.example.com' of application 'a'; add the host to a certificate in relay.certificates",
          "app-proxy.yaml:10:61: relay.certificates.web.hosts[1]: is not a name for a certificate; given '*.*.example.com'; allowed: a host name, or *. and a domain",
          'app-proxy.yaml:10:26: warning: relay.certificates.web: covers no host of any application; remove it, or correct its hosts',
        ],
      },
      {
        name: 'a secret of a key vault that does not exist',
        text: `${app(`a: { ${url} }`)}relay: { certificates: { web: { hosts: ["*.apps.example.com"], keyVaultSecret: web } } }\n`,
        findings: [
          'app-proxy.yaml:10:80: relay.certificates.web.keyVaultSecret: names a secret of the key vault, and there is no target azure to have one; name files of the host by files',
        ],
      },
      {
        name: 'files where only Azure serves',
        text: `${AZURE}relay: { certificates: { web: { hosts: ["*.apps.example.com"], files: { certificate: c.pem, key: k.pem } } } }\ngroups: { hq: { size: Standard_D2s_v5, connectors: 2, applications: { a: { ${url} } } } }\n`,
        findings: [
          'app-proxy.yaml:9:64: relay.certificates.web.files: files serve the targets docker and local, and there is neither; remove it; an existing certificate on Azure is named by keyVaultSecret',
        ],
      },
    ],
  },
];
