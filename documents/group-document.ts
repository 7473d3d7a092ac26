import {
  DEFAULT_GROUP,
  type Application,
  type ByName,
  type Deployment,
  type Group,
  type SecretReference,
  type UpdatePolicy,
} from '../declaration/model';
import { DEFAULTS } from '../declaration/defaults.generated';
import type { TargetName } from '../egress/place';
import { vaultUrl } from './azure-addresses';
import { configurationDocument, type ConfigurationDocument } from './document';

/** Configuration of one group: `schemas/group.schema.json`. It never names another group. */
export interface GroupDocument {
  readonly version: 1;
  readonly deployment: string;
  readonly group: string;
  readonly applications: ByName<ApplicationDocument>;
  readonly connectors: {
    /** Connectors that are declared; status counts those that are there. */
    readonly declared: number;
    /** What one connector carries by its capacity profile, where it is known. */
    readonly tpsPerConnector?: number;
    readonly limits: { readonly connections: number };
  };
  readonly update: UpdatePolicy;
  /** Key vault of the secrets that are named here; on the target azure. */
  readonly vault?: string;
}

export interface ApplicationDocument {
  readonly host: string;
  readonly path: string;
  readonly backend: {
    readonly url: string;
    readonly tls?: {
      readonly verify: 'full' | 'chain';
      readonly serverName: string;
      /** PEM text, one line an entry. */
      readonly ca?: readonly string[];
      readonly clientCertificate?: SecretReference;
    };
  };
  readonly timeoutSeconds: number;
  readonly hostHeader: string;
  readonly translate: Application['translate'];
  readonly headers: Application['headers'];
  readonly limits: Application['limits'];
  readonly affinity: Application['affinity'];
  readonly preAuthentication: Application['preAuthentication'];
}

/** The `group` configuration document of one group. Who may enrol is not in it: see `admissionDocument`. */
export function groupDocument(
  deployment: Deployment,
  group: Group,
  target: TargetName,
): ConfigurationDocument {
  const document: GroupDocument = {
    version: 1,
    deployment: deployment.name,
    group: group.name,
    applications: Object.fromEntries(
      Object.entries(group.applications).map(([name, application]) => [
        name,
        applicationDocument(application),
      ]),
    ),
    connectors: {
      declared: group.plan.connectors,
      ...(group.plan.tpsPerConnector !== undefined && { tpsPerConnector: group.plan.tpsPerConnector }),
      limits: group.limits,
    },
    update: group.update,
    ...vault(deployment, group, target),
  };
  return configurationDocument(`groups/${group.name}`, document);
}

/** The document of the group `default`, where parked connectors idle: nothing is served, and connectors enrol by token alone. */
export function defaultGroupDocument(deployment: Deployment): ConfigurationDocument {
  const { owner, channel, canary, allowOutage } = DEFAULTS.updatePolicy;
  const document: GroupDocument = {
    version: 1,
    deployment: deployment.name,
    group: DEFAULT_GROUP,
    applications: {},
    connectors: { declared: 0, limits: DEFAULTS.group.limits },
    update: { owner, channel, canary, allowOutage },
  };
  return configurationDocument(`groups/${DEFAULT_GROUP}`, document);
}

/** The vault is named only where the connectors of the group find a secret in it. */
function vault(deployment: Deployment, group: Group, target: TargetName): { readonly vault?: string } {
  const named = Object.values(group.applications).some(({ backend }) => {
    const reference = backend.tls?.clientCertificate;
    return reference !== undefined && 'keyVaultSecret' in reference;
  });
  return target === 'azure' && named ? { vault: vaultUrl(deployment) } : {};
}

function applicationDocument(application: Application): ApplicationDocument {
  const { host, path, backend, timeoutSeconds, hostHeader, translate } = application;
  const { headers, limits, affinity, preAuthentication } = application;
  return {
    host,
    path,
    backend: {
      url: backend.url,
      ...(backend.tls !== undefined && { tls: backendTls(backend.tls, backend.host) }),
    },
    timeoutSeconds,
    hostHeader,
    translate,
    headers: {
      request: { set: headers.request.set, remove: [...headers.request.remove].sort() },
      response: { set: headers.response.set, remove: [...headers.response.remove].sort() },
    },
    limits,
    affinity,
    preAuthentication: preAuthenticationDocument(preAuthentication),
  };
}

function backendTls(
  { verify, ca, serverName, clientCertificate }: NonNullable<Application['backend']['tls']>,
  host: string,
): NonNullable<ApplicationDocument['backend']['tls']> {
  return {
    verify,
    serverName: serverName ?? host,
    ...(ca !== undefined && { ca: ca.trim().split(/\r?\n/) }),
    ...(clientCertificate !== undefined && { clientCertificate }),
  };
}

function preAuthenticationDocument(
  preAuthentication: Application['preAuthentication'],
): Application['preAuthentication'] {
  if (preAuthentication === 'passthrough') return preAuthentication;
  const { provider, allow } = preAuthentication;
  return { provider, allow: { groups: [...allow.groups].sort(), claims: allow.claims } };
}
