import { sortedMap } from './maps';
import { DEFAULTS } from './defaults.generated';
import { certificateName } from './host-name';
import { normalizeRange } from './ipv4';
import { zonesOfRegion } from '../capacity';
import { NO_REGION, type Survey } from './survey';
import type { Certificate, Relay, RelayInstance, SignInProvider } from './model';
import type { Certificate as DeclaredCertificate } from './types.generated';

/** OpenID Connect scopes that are asked for where the declaration names none. */
const DEFAULT_SCOPES = ['openid', 'profile', 'email'];

export function resolveRelay({ declaration, azure, domain }: Survey): Relay {
  const declared = declaration.relay ?? {};
  const home = azure?.region ?? NO_REGION;
  const instances: RelayInstance[] = [];
  const add = (
    region: string,
    prefix: string,
    count: number,
    zones: readonly string[],
    isHome: boolean,
  ): void => {
    for (let index = 0; index < count; index++) {
      const zone = zones[index % zones.length];
      instances.push({
        name: `${prefix}r${index}`,
        region,
        home: isHome,
        ...(zone === undefined ? {} : { zone }),
      });
    }
  };
  const zonesIn = (region: string, zones: readonly string[] | undefined): readonly string[] =>
    azure === undefined ? [] : (zones ?? zonesOfRegion(region));

  add(
    home,
    '',
    declared.instances ?? DEFAULTS.declaration.relay.instances,
    zonesIn(home, declared.zones),
    true,
  );
  for (const [region, more] of Object.entries(declared.regions ?? {})) {
    const count = more.instances ?? DEFAULTS.declaration.relay.regions.instances;
    add(region, `${region}-`, count, zonesIn(region, more.zones), false);
  }
  return {
    size: declared.size ?? DEFAULTS.declaration.relay.size,
    instances: sortedMap(Object.fromEntries(instances.map((one) => [one.name, one])), (one) => one),
    endpointCidrs: (declared.endpointCidrs ?? []).map(normalizeRange),
    certificates: sortedMap(declaredCertificates(declared.certificates, domain), resolveCertificate),
    timeouts: { ...DEFAULTS.declaration.relay.timeouts, ...declared.timeouts },
    limits: { ...DEFAULTS.declaration.relay.limits, ...declared.limits },
    inactiveDays: declared.inactiveDays ?? DEFAULTS.declaration.relay.inactiveDays,
    signIn: sortedMap(declared.signIn, (provider): SignInProvider => ({
      ...provider,
      scopes: provider.scopes ?? DEFAULT_SCOPES,
    })),
  };
}

/** The certificates as declared; without any, one for the domain and everything right under it. */
export function declaredCertificates(
  declared: Readonly<Record<string, DeclaredCertificate>> | undefined,
  domain: string | undefined,
): Readonly<Record<string, DeclaredCertificate>> {
  return declared ?? (domain === undefined ? {} : { default: { hosts: [domain, `*.${domain}`] } });
}

function resolveCertificate(declared: DeclaredCertificate): Certificate {
  return {
    ...DEFAULTS.certificate,
    ...declared,
    hosts: declared.hosts.map((host) => certificateName(host) ?? host),
  };
}
