import type { Deployment, Group } from '../declaration/model';
import { azureOf } from './azure-addresses';
import { IDENTITY_TOKENS } from './azure-identity';
import { configurationDocument, type ConfigurationDocument } from './document';

/**
 * The managed identity that may enrol connectors of a group: `schemas/admission.schema.json`. It is a document of its own
 * because the group's machines need it to come into service, and the group's configuration follows them. A group
 * that enrols by token needs none: the token names its group.
 */
export interface AdmissionDocument {
  readonly version: 1;
  readonly deployment: string;
  readonly group: string;
  /** Base address of the cloud's sign-in service, the tenant, and what the token must be made for. */
  readonly authority: string;
  readonly tenantId: string;
  readonly audience: string;
  /** Resource id of the one identity that may enrol. */
  readonly identity: string;
}

/**
 * @param identity Resource id of the group's managed identity, as literal text.
 */
export function admissionDocument(
  deployment: Deployment,
  group: Group,
  identity: string,
): ConfigurationDocument {
  const { environment, tenantId } = azureOf(deployment);
  const document: AdmissionDocument = {
    version: 1,
    deployment: deployment.name,
    group: group.name,
    ...IDENTITY_TOKENS[environment],
    tenantId,
    identity,
  };
  return configurationDocument(`admission/${group.name}`, document);
}
