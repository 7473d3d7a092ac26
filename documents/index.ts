export { configurationDocument, documentText, type ConfigurationDocument } from './document';
export { relayDocument, type RelayDocument, type RelayDocumentOptions } from './relay-document';
export {
  defaultGroupDocument,
  groupDocument,
  type ApplicationDocument,
  type GroupDocument,
} from './group-document';
export { admissionDocument, type AdmissionDocument } from './admission-document';
export { enrolmentMethod } from './enrolment-method';
export { egressListDocument } from './egress-list-document';
export {
  connectorBootstrap,
  type ConnectorBootstrap,
  type ConnectorBootstrapOptions,
} from './connector-bootstrap';
export { relayBootstrap, type RelayBootstrap, type RelayBootstrapOptions } from './relay-bootstrap';
export { externalHostCommands } from './external-host-commands';
