import type { WaitingClaim } from '../configuration/claims';
import type { ConfigurationStatus } from '../configuration/configuration';
import type { InstanceNotice } from '../documents/types.generated';
import type { SessionLogState } from '../log/session-log-switch';
import type { ConnectorView } from '../membership/connector-record';

/** What a relay instance knows when it is asked how it is. */
export interface StatusFigures {
  readonly deployment: string;
  readonly instance: string;
  readonly generation: string;
  readonly runtime: string;
  readonly readiness: { readonly ready: boolean; readonly reason?: string };
  readonly workers: { readonly declared: number; readonly serving: number };
  readonly userConnections: number;
  readonly connectors: readonly ConnectorView[];
  readonly groups: readonly DeclaredGroup[];
  readonly routes: number;
  readonly waiting: readonly WaitingClaim[];
  readonly configuration: ConfigurationStatus;
  readonly wantedRuntime: string | undefined;
  /** The other relay instances. */
  readonly others: readonly InstanceNotice[];
  readonly sessionLog: SessionLogState;
  /** What is wrong with certificates, secrets and the authority, by what it is. */
  readonly problems: readonly { readonly subject: string; readonly reason: string }[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A group as its document declares it. */
export interface DeclaredGroup {
  readonly group: string;
  readonly declared: number;
  readonly tpsPerConnector?: number;
  /** Number of applications. */
  readonly applications: number;
}
