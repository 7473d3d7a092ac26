import { deployment, SUBSCRIPTION_ID, type DeploymentOptions, type GroupOptions } from '../deployment';

export const GROUP_IDENTITY = identity('id-contoso-hq');
export const RELAY_IDENTITY = identity('id-contoso-relay');
export const ARTIFACT_IDENTITY = identity('id-contoso-artifact');

/** A public certificate's text, not a real one: documents carry it as it is. */
const CA = '-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n';

/** A group that uses every part of the declaration. */
export const FULL_GROUP: GroupOptions = {
  proxy: {
    url: 'http://proxy.corp.example:3128',
    host: 'proxy.corp.example',
    port: 3128,
    cidrs: ['10.9.0.0/28'],
    credentials: { keyVaultSecret: 'outbound-proxy' },
  },
  update: {
    owner: 'updater',
    channel: 'preview',
    pin: '1.4.2',
    window: { days: ['sat', 'sun'], start: '02:00', hours: 4 },
    canary: true,
    allowOutage: false,
  },
  applications: {
    erp: {
      url: 'https://erp.corp.example/base/@tenant',
      cidrs: ['10.10.4.0/24'],
      tls: {
        verify: 'chain',
        ca: CA,
        serverName: 'erp',
        clientCertificate: { keyVaultSecret: 'erp-client' },
      },
      headers: {
        request: { set: { 'X-Published-By': 'app-proxy' }, remove: ['X-Debug', 'Accept-Language'] },
        response: { set: {}, remove: ['Server'] },
      },
      limits: { requestsPerSecond: 200, concurrentRequests: 100, requestBodyMiB: 10 },
      affinity: 'cookie',
      preAuthentication: {
        provider: 'entra',
        allow: { groups: ['staff', 'admins'], claims: { role: 'user' } },
      },
    },
    intranet: { url: 'http://10.10.0.20:8080' },
  },
};

export const FULL: DeploymentOptions = {
  groups: {
    hq: FULL_GROUP,
    plant: { enrolment: 'token', applications: { mes: { url: 'http://10.20.0.10' } } },
  },
  relay: {
    certificates: {
      default: { hosts: ['*.apps.example.com', 'apps.example.com'], issuer: 'Self', validityMonths: 12 },
      own: { hosts: ['shop.example.com'], issuer: 'Self', validityMonths: 12, keyVaultSecret: 'shop' },
      files: {
        hosts: ['files.example.com'],
        issuer: 'Self',
        validityMonths: 12,
        files: { certificate: '/etc/tls/files.pem', key: '/etc/tls/files.key' },
      },
    },
    limits: { requestHeaderKiB: 64, connections: 20000, requestsPerSecond: 5000 },
    signIn: {
      entra: {
        issuer: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/v2.0',
        clientId: 'client',
        clientSecret: { keyVaultSecret: 'sign-in' },
        scopes: ['openid', 'email'],
      },
    },
  },
};

export const fullDeployment = (options: DeploymentOptions = {}) => deployment({ ...FULL, ...options });

export function identity(name: string): string {
  return `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg-contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}
