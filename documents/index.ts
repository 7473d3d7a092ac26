export { configurationDocument, documentText, type ConfigurationDocument } from './document';
export { relayDocument, type RelayDocument, type RelayDocumentOptions } from './relay-document';
export {
  defaultGroupDocument,
  enrolmentMethod,
  groupDocument,
  type ApplicationDocument,
  type EnrolmentPolicy,
  type GroupDocument,
  type GroupDocumentOptions,
} from './group-document';
export { egressListDocument } from './egress-list-document';
export {
  connectorBootstrap,
  type ConnectorBootstrap,
  type ConnectorBootstrapOptions,
} from './connector-bootstrap';
export { relayBootstrap, type RelayBootstrap, type RelayBootstrapOptions } from './relay-bootstrap';
export { externalHostCommands } from './external-host-commands';
