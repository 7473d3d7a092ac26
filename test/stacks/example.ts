import type { DeploymentOptions } from '../deployment';

/** A deployment with one of each thing that has addresses of its own; the golden list is made from it. */
export const EVERYTHING: DeploymentOptions = {
  azure: {
    shards: 2,
    deployers: { pipeline: '00000000-0000-0000-0000-000000000021' },
    allowedIps: ['203.0.113.0/28'],
    regions: {
      northeurope: { addressSpace: '10.81.0.0/16', egress: 'firewall' },
      westeurope: { addressSpace: '10.80.0.0/16', egress: 'nat' },
    },
  },
  relay: {
    instances: {
      'northeurope-r0': { name: 'northeurope-r0', region: 'northeurope', zone: '1', home: false },
      r0: { name: 'r0', region: 'westeurope', zone: '1', home: true },
      r1: { name: 'r1', region: 'westeurope', zone: '2', home: true },
    },
    signIn: {
      entra: {
        issuer: 'https://login.example.com',
        clientId: 'client',
        clientSecret: { keyVaultSecret: 'entra' },
        scopes: ['openid'],
      },
    },
  },
  groups: {
    depot: { placement: 'external', shard: 1, applications: { stock: {} } },
    hq: {
      connectors: 3,
      applications: { erp: { url: 'https://erp.corp.example.com', cidrs: ['10.10.4.0/24'] }, intranet: {} },
    },
    north: {
      shard: 1,
      placement: { region: 'northeurope', zones: ['1', '2'], subnet: { addressPrefix: '10.81.9.0/24' } },
      proxy: {
        url: 'http://proxy.corp.example.com:3128',
        host: 'proxy.corp.example.com',
        port: 3128,
        cidrs: [],
        credentials: { keyVaultSecret: 'proxy' },
      },
      applications: { maps: { url: 'http://maps.corp.example.com' } },
    },
    plant: { enrolment: 'token', applications: { mes: { url: 'http://10.20.0.10' } } },
  },
};
