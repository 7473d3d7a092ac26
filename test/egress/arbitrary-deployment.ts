import fc from 'fast-check';
import type { Deployment, EgressMode } from '../../declaration/model';
import {
  deployment,
  type ApplicationOptions,
  type DeploymentOptions,
  type GroupOptions,
} from '../deployment';

const name = fc.stringMatching(/^[a-z](-?[a-z0-9]){0,9}$/);
const port = fc.integer({ min: 1, max: 65535 });
const cidr = fc
  .tuple(fc.ipV4(), fc.option(fc.integer({ min: 8, max: 32 }), { nil: undefined }))
  .map(([address, bits]) => (bits === undefined ? address : `${address}/${bits}`));
const cidrs = fc.uniqueArray(cidr, { minLength: 1, maxLength: 3 });
const host = fc.stringMatching(/^[a-z][a-z0-9]{0,8}\.corp\.example$/);
const why = fc.string({ minLength: 3, maxLength: 120, unit: 'grapheme' });
const secret = fc.oneof(fc.constant({ file: '/etc/secret' }), fc.constant({ keyVaultSecret: 'secret' }));

/** A backend by address, by name with its ranges, or (where something can match names) by name alone. */
function application(names: boolean): fc.Arbitrary<ApplicationOptions> {
  const byAddress = fc
    .tuple(fc.ipV4(), port)
    .map(([address, number]) => ({ url: `http://${address}:${number}` }));
  const byRange = fc
    .tuple(host, port, cidrs)
    .map(([backend, number, ranges]) => ({ url: `https://${backend}:${number}`, cidrs: ranges }));
  const byName = fc.tuple(host, port).map(([backend, number]) => ({ url: `https://${backend}:${number}` }));
  return fc.oneof(byAddress, byRange, ...(names ? [byName] : []));
}

function group(mode: EgressMode, external: boolean): fc.Arbitrary<GroupOptions> {
  const names = mode === 'firewall' || external;
  const to = fc.uniqueArray(names ? fc.oneof(cidr, host) : cidr, { minLength: 1, maxLength: 4 });
  const allowance = fc.record({
    to,
    ports: fc.uniqueArray(port, { minLength: 1, maxLength: 4 }),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    why,
  });
  const proxy = fc
    .tuple(
      host,
      port,
      names ? fc.oneof(cidrs, fc.constant([])) : cidrs,
      fc.option(secret, { nil: undefined }),
    )
    .map(([proxyHost, number, ranges, credentials]) => ({
      url: `http://${proxyHost}:${number}`,
      host: proxyHost,
      port: number,
      cidrs: ranges,
      ...(credentials && { credentials }),
    }));
  return fc
    .record({
      applications: fc.dictionary(name, application(names), { maxKeys: 12 }),
      allow: fc.dictionary(name, allowance, { maxKeys: 4 }),
      proxy: fc.option(proxy, { nil: undefined }),
      enrolment: external
        ? fc.constant('token' as const)
        : fc.constantFrom('token' as const, 'managed-identity' as const),
    })
    .map(({ applications, allow, proxy: outbound, enrolment }) => ({
      applications,
      egress: { mode, allow },
      enrolment,
      ...(outbound && { proxy: outbound }),
      ...(external && { placement: 'external' as const }),
    }));
}

const anyGroup = fc
  .tuple(fc.constantFrom<EgressMode>('nat', 'firewall', 'existing'), fc.boolean())
  .chain(([mode, external]) => group(mode, external));

/** Deployments with one to four groups of every kind: external or not, each egress mode, with and without a proxy. */
export const arbitraryDeployment: fc.Arbitrary<Deployment> = fc
  .record({
    groups: fc.dictionary(name, anyGroup, { minKeys: 1, maxKeys: 4 }),
    environment: fc.constantFrom('public' as const, 'usgovernment' as const, 'china' as const),
    dnsServers: fc.oneof(fc.constant([]), fc.uniqueArray(fc.ipV4(), { minLength: 1, maxLength: 2 })),
    endpointCidrs: fc.oneof(fc.constant([]), cidrs),
  })
  .map(({ groups, environment, dnsServers, endpointCidrs }): DeploymentOptions => ({
    groups,
    azure: { environment, regions: { westeurope: { dnsServers } } },
    relay: { endpointCidrs },
  }))
  .map(deployment);
