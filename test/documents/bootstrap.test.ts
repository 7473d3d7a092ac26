import { connectorBootstrap } from '../../documents/connector-bootstrap';
import { documentText } from '../../documents/document';
import { relayBootstrap } from '../../documents/relay-bootstrap';
import { deployment, groupOf, type DeploymentOptions, type GroupOptions } from '../deployment';
import { ARTIFACT_IDENTITY, FULL_GROUP, GROUP_IDENTITY, RELAY_IDENTITY } from './full-deployment';

const azure = { target: 'azure', identity: GROUP_IDENTITY, artifactIdentity: ARTIFACT_IDENTITY } as const;

function connectorOf(group: GroupOptions, options: DeploymentOptions = {}, slot = 0) {
  const declared = deployment({ ...options, groups: { ...options.groups, hq: group } });
  return connectorBootstrap(declared, groupOf(declared, 'hq'), slot, azure);
}

describe('the connector bootstrap', () => {
  test('in Azure has what must be known before the relay can be asked, and no more', () => {
    expect(connectorOf({}, {}, 1)).toEqual({
      version: 1,
      deployment: 'contoso',
      group: 'hq',
      slot: 1,
      relay: { name: 'apps.example.com' },
      trust: {
        url: expect.stringMatching(
          /^https:\/\/stcontoso[0-9a-f]{6}\.blob\.core\.windows\.net\/relay\/trust\/ca\.pem$/,
        ) as string,
        identity: ARTIFACT_IDENTITY,
      },
      enrolment: {
        method: 'managed-identity',
        identity: GROUP_IDENTITY,
        audience: 'https://management.azure.com/',
      },
      stateDirectory: '/var/lib/app-proxy',
    });
  });

  test('refers to a token in the key vault, and says which vault', () => {
    const { enrolment, vault } = connectorOf({ enrolment: 'token' });
    expect(enrolment).toEqual({ method: 'token', token: { keyVaultSecret: 'enrolment-hq' } });
    expect(vault).toEqual({
      url: expect.stringMatching(/^https:\/\/kv-contoso-/) as string,
      identity: GROUP_IDENTITY,
    });
  });

  test('has the outbound proxy with its credentials by reference', () => {
    const { proxy, vault } = connectorOf(FULL_GROUP);
    expect(proxy).toEqual({
      url: 'http://proxy.corp.example:3128',
      credentials: { keyVaultSecret: 'outbound-proxy' },
    });
    expect(vault).toBeDefined();
  });

  test('under Docker finds trust bundle and token beside each other', () => {
    const declared = deployment();
    expect(connectorBootstrap(declared, groupOf(declared, 'hq'), 0, { target: 'docker' })).toMatchObject({
      relay: { name: 'relays' },
      trust: { file: '/enrol/ca.pem' },
      enrolment: { method: 'token', token: { file: '/enrol/token' } },
      stateDirectory: '/state',
    });
  });

  test.each<[string, GroupOptions, DeploymentOptions]>([
    ['an application is added', { applications: { crm: { url: 'http://10.1.0.9' } } }, {}],
    [
      'limits change',
      { limits: { connections: 500 } },
      { relay: { limits: { requestHeaderKiB: 8, connections: 100 } } },
    ],
    ['the update policy changes', FULL_GROUP.update ? { update: FULL_GROUP.update } : {}, {}],
    ['the load changes the plan', { connectors: 5 }, {}],
    [
      'an egress destination is added',
      { egress: { allow: { x: { to: ['10.0.0.1'], ports: [1], protocol: 'tcp', why: 'why' } } } },
      {},
    ],
    ['the addresses of the relay change', {}, { relay: { endpointCidrs: ['20.0.0.0/28'] } }],
    [
      'a relay instance is added',
      {},
      { relay: { instances: { r9: { name: 'r9', region: 'westeurope', home: true } } } },
    ],
    ['another runtime is wanted', {}, { runtime: { version: '9.9.9' } }],
    ['another group comes', {}, { groups: { other: {} } }],
  ])('does not change when %s', (_, group, options) => {
    expect(documentText(connectorOf(group, options))).toBe(documentText(connectorOf({})));
  });
});

describe('the relay bootstrap', () => {
  const relayOf = (options: DeploymentOptions = {}) =>
    relayBootstrap(deployment(options), 'r0', { target: 'azure', identity: RELAY_IDENTITY });

  test('in Azure names listeners and the two containers, and not the issuer, which the configuration has', () => {
    const blobs = /^https:\/\/stcontoso[0-9a-f]{6}\.blob\.core\.windows\.net\/(configuration|relay)\/$/;
    expect(relayOf()).toEqual({
      version: 1,
      deployment: 'contoso',
      instance: 'r0',
      listeners: { users: ':8443', connectors: ':443', probe: ':8081' },
      configuration: { url: expect.stringMatching(blobs) as string, identity: RELAY_IDENTITY },
      exchange: { url: expect.stringMatching(blobs) as string, identity: RELAY_IDENTITY },
      stateDirectory: '/var/lib/app-proxy',
    });
  });

  test.each<[string, DeploymentOptions]>([
    ['applications', { groups: {} }],
    ['limits', { relay: { limits: { requestHeaderKiB: 8, connections: 100 } } }],
    ['certificates', { relay: { certificates: {} } }],
    ['relay addresses', { relay: { endpointCidrs: ['20.0.0.0/28'] } }],
    ['the wanted runtime', { runtime: { version: '9.9.9' } }],
  ])('does not change with %s', (_, options) => {
    expect(documentText(relayOf(options))).toBe(documentText(relayOf()));
  });
});
