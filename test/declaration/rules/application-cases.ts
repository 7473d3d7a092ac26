import { AZURE, LOCAL } from '../declared';
import { applications, type RuleCases } from './rule-cases';

const local = LOCAL + 'groups:\n  hq:\n    connectors: 2\n    applications:\n';
const app = (line: string): string => `${local}      ${line}\n`;

export const applicationCases: readonly RuleCases[] = [
  {
    rule: 'backend-urls',
    accepts: [
      {
        name: 'addresses, names, ports and paths',
        text: `${app('a: { url: "https://10.1.0.20:8443/base/" }')}      b: { url: http://erp.corp.example. }\n      c: { url: "http://10.1.0.20", backendCidrs: [10.1.0.0/24] }\n`,
      },
    ],
    refuses: [
      {
        name: 'the metadata service, and the machine itself on Azure',
        text:
          AZURE + applications('a: { url: "http://169.254.169.254/x" }', 'b: { url: "http://127.0.0.1" }'),
        findings: [
          "app-proxy.yaml:14:17: groups.hq.applications.a.url: leads to the connector's own machine or to its cloud platform, not to a backend; given 'http://169.254.169.254/x'; name the address of the application",
          "app-proxy.yaml:15:17: groups.hq.applications.b.url: leads to the connector's own machine or to its cloud platform, not to a backend; given 'http://127.0.0.1'; name the address of the application",
        ],
      },
      {
        name: 'a password, without repeating it',
        text: app('a: { url: "http://user:hunter2@10.1.0.20" }'),
        findings: [
          "app-proxy.yaml:9:17: groups.hq.applications.a.url: holds a user name or a password, which would stand in plans and states; given 'http://***@10.1.0.20'; remove them from the URL and change that password",
        ],
      },
      {
        name: 'a query',
        text: app('a: { url: "http://10.1.0.20/?a=b" }'),
        findings: [
          "app-proxy.yaml:9:17: groups.hq.applications.a.url: has a query or a fragment; given 'http://10.1.0.20/?a=b'; end the URL after its path",
        ],
      },
      {
        name: 'an IPv6 address',
        text: app('a: { url: "http://[fd00::1]:8080" }'),
        findings: [
          "app-proxy.yaml:9:17: groups.hq.applications.a.url: names an IPv6 address; given 'http://[fd00::1]:8080'; name the host by an IPv4 address or a DNS name",
        ],
      },
      {
        name: 'what is no URL',
        text: app('a: { url: "http://10.1.0.20:99999" }'),
        findings: [
          "app-proxy.yaml:9:17: groups.hq.applications.a.url: is not a URL; given 'http://10.1.0.20:99999'; write it as http://host:port or https://host",
        ],
      },
      {
        name: 'ranges that do not hold the address',
        text: app('a: { url: "http://10.1.0.20", backendCidrs: [10.2.0.0/24] }'),
        findings: [
          "app-proxy.yaml:9:51: groups.hq.applications.a.backendCidrs: does not hold the backend's address 10.1.0.20; remove it: an address needs no ranges",
        ],
      },
    ],
  },
  {
    rule: 'backend-loops',
    accepts: [
      { name: 'a backend elsewhere', text: app('a: { url: "http://a.corp.example" }') },
      {
        name: 'a name like an instance in another domain',
        text: app('a: { url: "http://r0.corp.example" }'),
      },
    ],
    refuses: [
      {
        name: 'an external host, the domain and a relay instance',
        text: `${app('a: { url: "http://B.apps.example.com." }')}      b: { url: "https://apps.example.com" }\n      c: { url: "http://r1.apps.example.com" }\n`,
        findings: [
          "app-proxy.yaml:9:17: groups.hq.applications.a.url: leads back to the relay: 'b.apps.example.com' is the external host of application 'b'; name the host that the application runs on",
          "app-proxy.yaml:10:17: groups.hq.applications.b.url: leads back to the relay: 'apps.example.com' is the deployment's domain; name the host that the application runs on",
          "app-proxy.yaml:11:17: groups.hq.applications.c.url: leads back to the relay: 'r1.apps.example.com' is a relay instance; name the host that the application runs on",
        ],
      },
    ],
  },
  {
    rule: 'backend-ranges',
    accepts: [
      { name: 'an address', text: AZURE + applications('a: { url: "http://10.1.0.20" }') },
      {
        name: 'a name with ranges',
        text: AZURE + applications('a: { url: "http://a.corp.example", backendCidrs: [10.1.0.0/24] }'),
      },
      {
        name: 'a name where nothing is filtered by address',
        text: app('a: { url: "http://a.corp.example" }'),
      },
    ],
    refuses: [
      {
        name: 'a name without ranges in nat mode',
        text: AZURE + applications('a: { url: "http://a.corp.example" }'),
        findings: [
          "app-proxy.yaml:14:17: groups.hq.applications.a.url: the backend of application 'a' is given by name ('a.corp.example'), and in egress mode 'nat' rules match addresses only; declare backendCidrs, or egress mode 'firewall' for group 'hq'",
        ],
      },
      {
        name: 'a name without ranges in existing mode, inherited from the region',
        text: `${AZURE}    regions: { westeurope: { egress: existing } }\n${applications('a: { url: "http://a.corp.example" }')}`,
        findings: [
          "app-proxy.yaml:15:17: groups.hq.applications.a.url: the backend of application 'a' is given by name ('a.corp.example'), and in egress mode 'existing' rules match addresses only; declare backendCidrs, or egress mode 'firewall' for group 'hq'",
        ],
      },
    ],
  },
  {
    rule: 'backend-tls',
    accepts: [
      {
        name: 'settings of a https backend',
        text: app('a: { url: "https://10.1.0.20", backendTls: { verify: chain } }'),
      },
    ],
    refuses: [
      {
        name: 'settings of a http backend',
        text: app('a: { url: "http://10.1.0.20", backendTls: { verify: chain } }'),
        findings: [
          'app-proxy.yaml:9:37: groups.hq.applications.a.backendTls: the backend is dialled by http, without TLS; write https in the url, or remove backendTls',
        ],
      },
      {
        name: 'a file that does not exist, one without a certificate, and text that is none',
        text: `${app('a: { url: "https://10.1.0.20", backendTls: { ca: { file: gone.pem } } }')}      b: { url: "https://10.1.0.20", backendTls: { ca: { file: empty.pem } } }\n      c: { url: "https://10.1.0.20", backendTls: { ca: { pem: "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----" } } }\n`,
        files: { 'empty.pem': 'nothing\n' },
        findings: [
          "app-proxy.yaml:9:64: groups.hq.applications.a.backendTls.ca.file: cannot be read: the file does not exist; given 'gone.pem'; the path is relative to the file that names it",
          "app-proxy.yaml:10:64: groups.hq.applications.b.backendTls.ca.file: holds no certificate in PEM form; given 'empty.pem'; convert it to PEM",
          'app-proxy.yaml:11:63: groups.hq.applications.c.backendTls.ca.pem: certificate 1 cannot be read; export it again',
        ],
      },
      {
        name: 'a private key, without repeating it',
        text: app(
          'a: { url: "https://10.1.0.20", backendTls: { ca: { pem: "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\\n-----BEGIN EC PRIVATE KEY-----\\nhunter2" } } }',
        ),
        findings: [
          'app-proxy.yaml:9:63: groups.hq.applications.a.backendTls.ca.pem: holds a private key; name a file with the public certificates alone, and replace that key: it may have been read',
        ],
      },
    ],
  },
  {
    rule: 'host-headers',
    accepts: [
      {
        name: 'a name with a port',
        text: `${app('a: { url: "http://10.1.0.20", hostHeader: "erp.corp.example:8080" }')}      b: { url: "http://10.1.0.20", hostHeader: backend }\n`,
      },
    ],
    refuses: [
      {
        name: 'what cannot be sent as Host',
        text: app('a: { url: "http://10.1.0.20", hostHeader: "erp corp" }'),
        findings: [
          "app-proxy.yaml:9:49: groups.hq.applications.a.hostHeader: cannot be sent as Host; given 'erp corp'; allowed: external, backend, or a host with an optional port",
        ],
      },
    ],
  },
  {
    rule: 'header-rules',
    accepts: [
      {
        name: 'headers of the application',
        text: app(
          'a: { url: "http://10.1.0.20", headers: { request: { set: { X-Site: hq } }, response: { remove: [Server] } } }',
        ),
      },
    ],
    refuses: [
      {
        name: 'hop-by-hop and forwarding headers, in any case',
        text: app(
          'a: { url: "http://10.1.0.20", headers: { request: { set: { X-Forwarded-For: a, HOST: b }, remove: [connection] } } }',
        ),
        findings: [
          "app-proxy.yaml:9:66: groups.hq.applications.a.headers.request.set.X-Forwarded-For: belongs to one connection, or the relay sets it; given 'X-Forwarded-For'; remove it",
          "app-proxy.yaml:9:86: groups.hq.applications.a.headers.request.set.HOST: belongs to one connection, or the relay sets it; given 'HOST'; use hostHeader",
          "app-proxy.yaml:9:106: groups.hq.applications.a.headers.request.remove[0]: belongs to one connection, or the relay sets it; given 'connection'; remove it",
        ],
      },
      {
        name: 'the same header twice',
        text: app(
          'a: { url: "http://10.1.0.20", headers: { response: { set: { Server: x }, remove: [server] } } }',
        ),
        findings: [
          "app-proxy.yaml:9:89: groups.hq.applications.a.headers.response.remove[0]: this header is named twice; upper and lower case are the same; given 'server'; remove one of the two",
        ],
      },
    ],
  },
  {
    rule: 'pre-authentication',
    accepts: [
      { name: 'passthrough', text: app('a: { url: "http://10.1.0.20", preAuthentication: passthrough }') },
      {
        name: 'sign-in at a declared provider',
        text: `${app('a: { url: "http://10.1.0.20", preAuthentication: { provider: entra } }')}relay: { signIn: { entra: { issuer: "https://login.example", clientId: x, clientSecret: { file: /secret } } } }\n`,
      },
    ],
    refuses: [
      {
        name: 'a provider that does not exist',
        text: `${app('a: { url: "http://10.1.0.20", preAuthentication: { provider: entr } }')}relay: { signIn: { entra: { issuer: "https://login.example", clientId: x, clientSecret: { file: /secret } } } }\n`,
        findings: [
          "app-proxy.yaml:9:68: groups.hq.applications.a.preAuthentication.provider: there is no such sign-in provider; given 'entr'; allowed: entra; did you mean 'entra'?",
        ],
      },
    ],
  },
  {
    rule: 'templates',
    accepts: [
      {
        name: 'a dollar sign',
        text: app('a: { url: "http://10.1.0.20", description: "costs $5 {net}, 100 %" }'),
      },
    ],
    refuses: [
      {
        name: 'what Terraform would evaluate, without repeating the value of a header',
        text: app(
          'a: { url: "http://10.1.0.20", description: "${var.x}", headers: { request: { set: { X-A: "%{ if x }" } } } }',
        ),
        findings: [
          "app-proxy.yaml:9:50: groups.hq.applications.a.description: holds '${' or '%{', which Terraform would evaluate; given '${var.x}'; write the value itself",
          "app-proxy.yaml:9:96: groups.hq.applications.a.headers.request.set.X-A: holds '${' or '%{', which Terraform would evaluate; write the value itself",
        ],
      },
    ],
  },
];
