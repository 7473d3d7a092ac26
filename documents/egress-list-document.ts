import { egressDocument } from '../egress/egress-document';
import type { EgressList } from '../egress/model';
import { configurationDocument, type ConfigurationDocument } from './document';

/** The egress list of one group as a configuration document, for the connectors' own check. */
export function egressListDocument(list: EgressList): ConfigurationDocument {
  return configurationDocument(`egress/${list.group}`, egressDocument(list));
}
