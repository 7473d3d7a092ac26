import type { Application, Backend, ByName, Certificate, Deployment, Group } from '../../declaration/model';
import { isUnder } from '../../declaration/host-name';

/** The domain of a deployment that runs on one machine: browsers resolve every name under it without DNS (RFC 6761). */
export const LOCAL_DOMAIN = 'localhost';

export interface LocalDeploymentOptions {
  /** What answers for an application instead of its declared backend. @default the declared one */
  readonly backend?: (application: Application) => Backend | undefined;
  /** Most connectors of a group. @default as declared */
  readonly connectors?: number;
}

/**
 * The deployment as it runs on one machine: hosts under `localhost` with one certificate that names each of them, the
 * home region's relay instances, no outbound proxy. It has the target local, declared or not. Applications that ask for a sign-in let everybody pass, for there is no
 * provider; whoever shows them must say so.
 */
export function localDeployment(deployment: Deployment, options: LocalDeploymentOptions = {}): Deployment {
  const { relay, groups, domain } = deployment;
  const local = mapValues(groups, (group) => localGroup(group, domain, options));
  const hosts = Object.values(local).flatMap((group) =>
    Object.values(group.applications).map((application) => application.host),
  );
  const certificate: Certificate = {
    hosts: [...new Set([LOCAL_DOMAIN, ...hosts])].sort(),
    issuer: 'Self',
    validityMonths: 12,
  };
  return {
    ...deployment,
    domain: LOCAL_DOMAIN,
    targets: { ...deployment.targets, local: deployment.targets.local ?? {} },
    relay: {
      ...relay,
      instances: Object.fromEntries(Object.entries(relay.instances).filter(([, { home }]) => home)),
      certificates: { local: certificate },
      signIn: {},
    },
    groups: local,
  };
}

/** `wiki.apps.example.com` as `wiki.localhost`; a host outside the domain keeps its labels, and the domain itself is `localhost`. */
export function localHost(host: string, domain: string): string {
  if (host === domain) {
    return LOCAL_DOMAIN;
  }
  const labels = isUnder(host, domain) ? host.slice(0, -domain.length - 1) : host;
  return `${labels}.${LOCAL_DOMAIN}`;
}

function localGroup(group: Group, domain: string, { backend, connectors }: LocalDeploymentOptions): Group {
  const direct: { -readonly [Key in keyof Group]: Group[Key] } = { ...group };
  delete direct.proxy;
  return {
    ...direct,
    plan: { ...group.plan, connectors: Math.min(group.plan.connectors, connectors ?? Infinity) },
    applications: mapValues(group.applications, (application) => ({
      ...application,
      host: localHost(application.host, domain),
      backend: backend?.(application) ?? application.backend,
      preAuthentication: 'passthrough' as const,
    })),
  };
}

function mapValues<T, R>(map: ByName<T>, convert: (value: T) => R): ByName<R> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, convert(value)]));
}
