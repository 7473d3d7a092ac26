import { localDeployment, localHost } from '../../../cli/local/local-deployment';
import { deployment, groupOf } from '../../deployment';

const PROXY = { url: 'http://10.0.0.1:3128', host: '10.0.0.1', port: 3128, cidrs: ['10.0.0.1'] };

test.each([
  ['wiki.apps.example.com', 'wiki.localhost'],
  ['a.b.apps.example.com', 'a.b.localhost'],
  ['apps.example.com', 'localhost'],
  ['shop.example.org', 'shop.example.org.localhost'],
  ['notapps.example.com', 'notapps.example.com.localhost'],
])('the host %s becomes %s', (host, local) => {
  expect(localHost(host, 'apps.example.com')).toBe(local);
});

test('one certificate names every host, signed by the authority of the deployment', () => {
  const { relay, domain } = localDeployment(deployment());
  expect(domain).toBe('localhost');
  expect(relay.certificates).toEqual({
    local: {
      hosts: ['erp.localhost', 'intranet.localhost', 'localhost', 'mes.localhost'],
      issuer: 'Self',
      validityMonths: 12,
    },
  });
});

test('connectors dial straight, and there are no more of them than the cap says', () => {
  const declared = deployment({ groups: { hq: { connectors: 3, proxy: PROXY } } });
  expect(groupOf(localDeployment(declared), 'hq')).not.toHaveProperty('proxy');
  expect(groupOf(localDeployment(declared), 'hq').plan.connectors).toBe(3);
  expect(groupOf(localDeployment(declared, { connectors: 2 }), 'hq').plan.connectors).toBe(2);
});

test('only instances of the home region run', () => {
  const declared = deployment({
    relay: {
      instances: {
        r0: { name: 'r0', region: 'westeurope', home: true },
        'northeurope-r0': { name: 'northeurope-r0', region: 'northeurope', home: false },
      },
    },
  });
  expect(Object.keys(localDeployment(declared).relay.instances)).toEqual(['r0']);
});

test('backends are the ones that are given, else those declared', () => {
  const given = {
    url: 'http://127.0.0.1:1',
    protocol: 'http',
    host: '127.0.0.1',
    port: 1,
    cidrs: [],
  } as const;
  const { applications } = groupOf(
    localDeployment(deployment(), { backend: ({ name }) => (name === 'erp' ? given : undefined) }),
    'hq',
  );
  expect(applications['erp']?.backend).toEqual(given);
  expect(applications['intranet']?.backend.url).toBe('http://10.10.0.20:8080');
});

test('everybody may pass where a sign-in is declared', () => {
  const preAuthentication = { provider: 'entra', allow: { groups: ['staff'], claims: {} } };
  const declared = deployment({ groups: { hq: { applications: { wiki: { preAuthentication } } } } });
  expect(groupOf(localDeployment(declared), 'hq').applications['wiki']?.preAuthentication).toBe(
    'passthrough',
  );
});
