import { dump } from 'js-yaml';
import type { Deployment, Group } from '../../declaration/model';
import { connectorBootstrap } from '../../documents/connector-bootstrap';
import { documentText } from '../../documents/document';
import { relayBootstrap } from '../../documents/relay-bootstrap';
import { FETCH_SCRIPT, FETCH_SCRIPT_PATH } from './boot-fetch-script';
import { CONNECTOR_UNIT, FETCH_ENVIRONMENT_PATH, FETCH_UNIT, RELAY_UNIT, type Unit } from './boot-units';
import { ARTIFACT_CONTAINER, AzureNames } from './names';

/** The program in the container of the artifacts. */
export interface BootArtifact {
  /** Name of the blob. */
  readonly blobName: string;
}

export interface ConnectorBootOptions {
  readonly artifact: BootArtifact;
  /** Resource id of the group's identity, as literal text. */
  readonly identity: string;
}

/**
 * The cloud-init text of each connector of a group, by slot: bootstrap document, program, services. It installs no package
 * and holds no secret; the proxy's credentials are read from the key vault on the machine.
 */
export function connectorCloudInit(
  deployment: Deployment,
  group: Group,
  { artifact, identity }: ConnectorBootOptions,
): (slot: number) => string {
  const names = new AzureNames(deployment);
  const identities = { target: 'azure', identity, artifactIdentity: names.artifactIdentityId } as const;
  const shared = sharedFiles(
    { ...artifactSettings(deployment, names, artifact), ...proxySettings(group, names, identity) },
    [CONNECTOR_UNIT],
  );
  return (slot) => {
    const bootstrap = connectorBootstrap(deployment, group, slot, identities);
    return cloudInit({ path: '/etc/app-proxy/connector.json', content: documentText(bootstrap) }, shared);
  };
}

/** The cloud-init text of one relay instance: bootstrap document, program, service. */
export function relayCloudInit(deployment: Deployment, instance: string, artifact: BootArtifact): string {
  const names = new AzureNames(deployment);
  const bootstrap = relayBootstrap(deployment, instance, {
    target: 'azure',
    identity: names.relayIdentityId,
  });
  return cloudInit(
    { path: '/etc/app-proxy/relay.json', content: documentText(bootstrap) },
    sharedFiles(artifactSettings(deployment, names, artifact), [RELAY_UNIT]),
  );
}

interface File {
  readonly path: string;
  readonly content: string;
  /** @default '0644' */
  readonly permissions?: string;
}

function artifactSettings(
  deployment: Deployment,
  names: AzureNames,
  { blobName }: BootArtifact,
): Record<string, string> {
  return {
    ARTIFACT_IDENTITY: names.artifactIdentityId,
    ARTIFACT_SHA256: deployment.runtime.sha256,
    ARTIFACT_URL: `${names.blobEndpoint}${ARTIFACT_CONTAINER}/${blobName}`,
  };
}

function proxySettings({ proxy }: Group, names: AzureNames, identity: string): Record<string, string> {
  if (proxy === undefined) return {};
  const { url, credentials } = proxy;
  if (credentials === undefined) return { PROXY_URL: url };
  if ('file' in credentials) return { PROXY_URL: url, PROXY_SECRET_FILE: credentials.file };
  return {
    PROXY_URL: url,
    PROXY_SECRET_URL: `${names.keyVaultUri}secrets/${credentials.keyVaultSecret}`,
    // Tokens are made for the service, whose address is the vault's without the vault's name.
    VAULT_AUDIENCE: names.keyVaultUri.replace(/^https:\/\/[^.]+\.(.*)\/$/, 'https://$1'),
    VAULT_IDENTITY: identity,
  };
}

function cloudInit(bootstrap: File, shared: string): string {
  return `#cloud-config\nwrite_files:\n${yamlFile(bootstrap)}${shared}`;
}

/** All but the bootstrap document: settings, script, units, and the commands that start them. */
function sharedFiles(settings: Readonly<Record<string, string>>, services: readonly Unit[]): string {
  const environment = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  return [
    yamlFile({ path: FETCH_ENVIRONMENT_PATH, content: environment.join('') }),
    yamlFile({ path: FETCH_SCRIPT_PATH, permissions: '0755', content: FETCH_SCRIPT }),
    ...[FETCH_UNIT, ...services].map(({ name, text }) =>
      yamlFile({ path: `/etc/systemd/system/${name}`, content: text }),
    ),
    dump({
      runcmd: [
        ['systemctl', 'daemon-reload'],
        ['systemctl', 'enable', '--now', '--no-block', ...services.map(({ name }) => name)],
      ],
    }),
  ].join('');
}

/** The file as it stands under `write_files`. */
function yamlFile({ path, content, permissions = '0644' }: File): string {
  return dump([{ path, permissions, content }], { lineWidth: -1 });
}
