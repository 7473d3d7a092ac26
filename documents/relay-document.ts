import type { ByName, Certificate, Deployment, SecretReference } from '../declaration/model';
import type { TargetName } from '../egress/place';
import { vaultUrl } from './azure-addresses';
import { configurationDocument, type ConfigurationDocument } from './document';
import { AUTHORITY_KEY, certificateSecret, CONTAINER_DIRECTORIES } from './places';

/** Seconds that a released route which no other group claims is still served. */
export const HANDOVER_SECONDS = 60;

/** Configuration of every relay instance: `schemas/relay.schema.json`. */
export interface RelayDocument {
  readonly version: 1;
  readonly deployment: string;
  readonly domain: string;
  readonly runtime: { readonly version: string; readonly sha256: string };
  /** Who signs the connectors' certificates. */
  readonly issuer: IssuerReference;
  /** Certificates that users see, by name. */
  readonly certificates: ByName<RelayCertificate>;
  readonly timeouts: { readonly defaultSeconds: number; readonly longSeconds: number };
  readonly limits: {
    readonly requestHeaderKiB: number;
    readonly connections: number;
    readonly requestsPerSecond?: number;
  };
  readonly inactiveDays: number;
  readonly groups: { readonly handoverSeconds: number };
  readonly signIn: ByName<{
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: SecretReference;
    readonly scopes: readonly string[];
  }>;
  /** Key vault of the secrets that are named here; on the target azure. */
  readonly vault?: string;
}

export type IssuerReference =
  | { readonly kind: 'key-vault'; readonly key: string }
  | { readonly kind: 'files'; readonly directory: string };

export interface RelayCertificate {
  readonly hosts: readonly string[];
  /** Where certificate and key are found; `deployment-authority`: the relay lets its own issuer sign one. */
  readonly source:
    | { readonly keyVaultSecret: string }
    | { readonly files: { readonly certificate: string; readonly key: string } }
    | 'deployment-authority';
}

export interface RelayDocumentOptions {
  /**
   * Directory of the certificate authority on the targets docker and local.
   * @default /ca
   */
  readonly authorityDirectory?: string;
}

/** The `relay` configuration document for one target. The same declaration gives the same text. */
export function relayDocument(
  deployment: Deployment,
  target: TargetName,
  options: RelayDocumentOptions = {},
): ConfigurationDocument {
  return configurationDocument('relay', relayConfiguration(deployment, target, options));
}

function relayConfiguration(
  deployment: Deployment,
  target: TargetName,
  { authorityDirectory = CONTAINER_DIRECTORIES.authority }: RelayDocumentOptions,
): RelayDocument {
  const { relay, runtime } = deployment;
  const vault = target === 'azure' ? vaultUrl(deployment) : undefined;
  return {
    version: 1,
    deployment: deployment.name,
    domain: deployment.domain,
    runtime: { version: runtime.version, sha256: runtime.sha256 },
    issuer:
      vault === undefined
        ? { kind: 'files', directory: authorityDirectory }
        : { kind: 'key-vault', key: `${vault}keys/${AUTHORITY_KEY}` },
    certificates: Object.fromEntries(
      Object.entries(relay.certificates).map(([name, certificate]) => [
        name,
        { hosts: [...certificate.hosts].sort(), source: certificateSource(name, certificate, target) },
      ]),
    ),
    timeouts: relay.timeouts,
    limits: relay.limits,
    inactiveDays: relay.inactiveDays,
    groups: { handoverSeconds: HANDOVER_SECONDS },
    signIn: Object.fromEntries(
      Object.entries(relay.signIn).map(([name, { issuer, clientId, clientSecret, scopes }]) => [
        name,
        { issuer, clientId, clientSecret, scopes: [...scopes].sort() },
      ]),
    ),
    ...(vault !== undefined && { vault }),
  };
}

function certificateSource(
  name: string,
  certificate: Certificate,
  target: TargetName,
): RelayCertificate['source'] {
  if (target === 'azure') return { keyVaultSecret: certificate.keyVaultSecret ?? certificateSecret(name) };
  return certificate.files === undefined ? 'deployment-authority' : { files: certificate.files };
}
