// Generated from schemas/declaration.schema.json by `npm run schema`. Do not edit.

/** What the schema gives as defaults, by definition and key. */
export const DEFAULTS = {
  declaration: {
    relay: {
      instances: 2,
      size: 'Standard_D4s_v5',
      regions: { instances: 2 },
      timeouts: { defaultSeconds: 85, longSeconds: 180 },
      limits: { requestHeaderKiB: 64, connections: 20000 },
      inactiveDays: 10,
    },
    capacity: {
      profile: 'seed-2023',
      headroomPercent: 30,
      survive: 'connector',
      redundantMaintenance: false,
      series: 'Dsv5',
    },
    rolloutSalt: '',
  },
  application: {
    path: '/',
    timeout: 'default',
    hostHeader: 'external',
    translate: { redirects: false, cookies: false },
    backendTls: { verify: 'full' },
    affinity: 'none',
    preAuthentication: 'passthrough',
  },
  azureRegion: { addressSpace: '10.80.0.0/16', egress: 'nat', firewall: { priority: 500 } },
  azureTarget: {
    environment: 'public',
    shards: 1,
    backend: 'local',
    administrator: { username: 'appproxy' },
    logRetentionDays: 90,
  },
  capacityRow: { raisedLimits: false },
  certificate: { issuer: 'Self', validityMonths: 12 },
  dockerTarget: {
    host: 'unix:///var/run/docker.sock',
    baseImage: 'debian:bookworm-slim',
    edgeImage: 'haproxy:3.2-alpine',
    httpsPort: 8443,
    bindAddress: '127.0.0.1',
    connectorMemoryMiB: 512,
    relayMemoryMiB: 1024,
  },
  egressAllowance: { protocol: 'tcp' },
  group: { limits: { connections: 200 } },
  updatePolicy: {
    owner: 'terraform',
    channel: 'stable',
    window: { hours: 4 },
    canary: false,
    allowOutage: false,
  },
} as const;
