import type { Deployment, Group, SecretReference } from '../declaration/model';
import { proxyCredentialsInVault } from '../egress/derive-egress';
import { azureOf, blobUrl, vaultUrl } from './azure-addresses';
import { IDENTITY_TOKENS } from './azure-identity';
import { enrolmentMethod } from './enrolment-method';
import {
  CONTAINER_DIRECTORIES,
  CONTAINER_RELAY_NAME,
  enrolmentSecret,
  EXCHANGE_CONTAINER,
  STATE_DIRECTORY,
  TRUST_BUNDLE,
} from './places';

/**
 * What a connector must know before it can ask: `schemas/connector-bootstrap.schema.json`. Every byte is a reason to
 * replace a machine, so what can be pulled later is not in it, and no secret is.
 */
export interface ConnectorBootstrap {
  readonly version: 1;
  readonly deployment: string;
  readonly group: string;
  readonly slot: number;
  /** The name that relays are found by: SRV record `_relay._tcp` where there is one, else all its addresses. */
  readonly relay: { readonly name: string };
  readonly trust: TrustSource;
  readonly enrolment: EnrolmentSource;
  readonly proxy?: { readonly url: string; readonly credentials?: SecretReference };
  /** Key vault of the secrets that are named here, and the identity that reads it. */
  readonly vault?: { readonly url: string; readonly identity: string };
  readonly stateDirectory: string;
}

/** Where the certificates come from that the relay is checked against before anything is shown to it. */
export type TrustSource =
  | { readonly file: string }
  /** Fetched with a managed identity, given by its resource id. */
  | { readonly url: string; readonly identity: string };

/** The credential that a connector enrols with. */
export type EnrolmentSource =
  | { readonly method: 'token'; readonly token: SecretReference }
  | { readonly method: 'managed-identity'; readonly identity: string; readonly audience: string };

export type ConnectorBootstrapOptions =
  | {
      readonly target: 'azure';
      /** Resource id of the group's managed identity. */
      readonly identity: string;
      /** Resource id of the identity that reads the storage account. */
      readonly artifactIdentity: string;
    }
  | { readonly target: 'docker' }
  | {
      readonly target: 'local';
      /** The name or address that relays are found by. */
      readonly relayName: string;
      /** Directory with `ca.pem` and `token`. */
      readonly enrolmentDirectory: string;
      readonly stateDirectory: string;
    };

/** The bootstrap document of one connector. */
export function connectorBootstrap(
  deployment: Deployment,
  group: Group,
  slot: number,
  options: ConnectorBootstrapOptions,
): ConnectorBootstrap {
  return {
    version: 1,
    deployment: deployment.name,
    group: group.name,
    slot,
    ...surroundings(deployment, group, options),
    ...(group.proxy !== undefined && {
      proxy: {
        url: group.proxy.url,
        ...(group.proxy.credentials !== undefined && { credentials: group.proxy.credentials }),
      },
    }),
  };
}

function surroundings(
  deployment: Deployment,
  group: Group,
  options: ConnectorBootstrapOptions,
): Pick<ConnectorBootstrap, 'relay' | 'trust' | 'enrolment' | 'vault' | 'stateDirectory'> {
  switch (options.target) {
    case 'azure':
      return azureSurroundings(deployment, group, options);
    case 'docker':
      return {
        relay: { name: CONTAINER_RELAY_NAME },
        ...fromDirectory(CONTAINER_DIRECTORIES.enrolment),
        stateDirectory: CONTAINER_DIRECTORIES.state,
      };
    case 'local':
      return {
        relay: { name: options.relayName },
        ...fromDirectory(options.enrolmentDirectory),
        stateDirectory: options.stateDirectory,
      };
  }
}

function azureSurroundings(
  deployment: Deployment,
  group: Group,
  { identity, artifactIdentity }: { readonly identity: string; readonly artifactIdentity: string },
): Pick<ConnectorBootstrap, 'relay' | 'trust' | 'enrolment' | 'vault' | 'stateDirectory'> {
  const byToken = enrolmentMethod(group, 'azure') === 'token';
  return {
    relay: { name: deployment.domain },
    trust: { url: `${blobUrl(deployment)}${EXCHANGE_CONTAINER}/${TRUST_BUNDLE}`, identity: artifactIdentity },
    enrolment: byToken
      ? { method: 'token', token: { keyVaultSecret: enrolmentSecret(group.name) } }
      : {
          method: 'managed-identity',
          identity,
          audience: IDENTITY_TOKENS[azureOf(deployment).environment].audience,
        },
    ...((byToken || proxyCredentialsInVault(group)) && { vault: { url: vaultUrl(deployment), identity } }),
    stateDirectory: STATE_DIRECTORY,
  };
}

/** Trust bundle and token side by side, as enrolment writes them. */
function fromDirectory(directory: string): Pick<ConnectorBootstrap, 'trust' | 'enrolment'> {
  return {
    trust: { file: `${directory}/ca.pem` },
    enrolment: { method: 'token', token: { file: `${directory}/token` } },
  };
}
