import type { Deployment } from '../../declaration/model';
import {
  defaultGroupDocument,
  egressListDocument,
  groupDocument,
  relayDocument,
  type ConfigurationDocument,
} from '../../documents';
import { deriveEgress } from '../../egress/derive-egress';

/**
 * All that is published for a deployment: the relay's document, one for every group, and the list that the
 * connectors of each group check what they can reach against.
 */
export function configurationDocuments(deployment: Deployment): ConfigurationDocument[] {
  const groups = Object.values(deployment.groups);
  return [
    relayDocument(deployment, 'docker'),
    defaultGroupDocument(deployment),
    ...groups.map((group) => groupDocument(deployment, group, 'docker')),
    ...groups.map((group) => egressListDocument(deriveEgress(deployment, group, 'docker'))),
  ];
}
