import type { EgressDestination, EgressList, EgressPurpose } from './model';

/** The egress list as the connectors' pre-flight check reads it: `schemas/egress.schema.json`. */
export interface EgressDocument {
  readonly version: 1;
  readonly group: string;
  /** By name of the rule. */
  readonly rules: Readonly<Record<string, EgressDocumentRule>>;
}

export interface EgressDocumentRule {
  readonly purpose: EgressPurpose;
  readonly to: EgressDestination;
  readonly ports: readonly number[];
  readonly protocol: 'tcp' | 'udp';
  readonly why: string;
}

/** The document of one group. Priorities are the network's business and stay out. */
export function egressDocument(list: EgressList): EgressDocument {
  return {
    version: 1,
    group: list.group,
    rules: Object.fromEntries(
      list.rules.map(({ name, purpose, destination, ports, protocol, why }) => [
        name,
        { purpose, to: destination, ports, protocol, why },
      ]),
    ),
  };
}
