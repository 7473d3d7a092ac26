import type { Deployment } from '../../../declaration/model';
import {
  admissionDocument,
  configurationDocument,
  connectorBootstrap,
  defaultGroupDocument,
  egressListDocument,
  groupDocument,
  relayBootstrap,
  relayDocument,
  type ConfigurationDocument,
} from '../../../documents';
import { deriveEgress } from '../../../egress/derive-egress';
import type { TargetName } from '../../../egress/place';
import type { DocumentKind } from '../../../runtime/documents/parse';
import { deployment, type GroupOptions } from '../../deployment';
import { ARTIFACT_IDENTITY, GROUP_IDENTITY, RELAY_IDENTITY } from '../../documents/full-deployment';

/** All configuration documents that the kit writes for a target, as it names them. */
export function kitConfiguration(declared: Deployment, target: TargetName): readonly ConfigurationDocument[] {
  return [
    relayDocument(declared, target),
    defaultGroupDocument(declared),
    ...Object.values(declared.groups).flatMap((group) => [
      groupDocument(declared, group, target),
      ...(target === 'azure' ? [admissionDocument(declared, group, GROUP_IDENTITY)] : []),
      egressListDocument(deriveEgress(declared, group, target)),
    ]),
  ];
}

/** The bootstrap documents that the kit writes. */
export function kitBootstraps(declared: Deployment): readonly (readonly [DocumentKind, string])[] {
  const identities = { identity: GROUP_IDENTITY, artifactIdentity: ARTIFACT_IDENTITY };
  const connectors = Object.values(declared.groups).flatMap((group) => [
    connectorBootstrap(declared, group, 0, { target: 'azure', ...identities }),
    connectorBootstrap(declared, group, 0, { target: 'docker' }),
  ]);
  const relays = [
    relayBootstrap(declared, 'r0', { target: 'azure', identity: RELAY_IDENTITY }),
    relayBootstrap(declared, 'r0', { target: 'docker' }),
  ];
  return [
    ...connectors.map((each) => ['connector-bootstrap', JSON.stringify(each)] as const),
    ...relays.map((each) => ['relay-bootstrap', JSON.stringify(each)] as const),
  ];
}

/** The group document of a deployment with these groups. */
export function kitGroup(name: string, group: GroupOptions): ConfigurationDocument {
  const declared = deployment({ groups: { [name]: group } });
  const own = declared.groups[name];
  if (own === undefined) throw new Error(`the deployment has no group '${name}'`);
  return groupDocument(declared, own, 'docker');
}

/** The relay document of `deployment()`. */
export function kitRelay(options: Parameters<typeof deployment>[0] = {}): ConfigurationDocument {
  return relayDocument(deployment(options), 'docker');
}

/** A document of the kit with something changed, under the name that it then has. */
export function changed(document: ConfigurationDocument, change: object): ConfigurationDocument {
  const stem = document.name.replace(/-[0-9a-f]+\.json$/, '');
  return configurationDocument(stem, { ...(JSON.parse(document.content) as object), ...change });
}
