import type { TestTopology } from '../topology';
import { until } from '../until';

/** What tests read of a relay instance's status. */
export interface RelayStatus {
  readonly workers: { readonly serving: number };
  readonly configuration: {
    readonly digest: string;
    readonly invalid: readonly { readonly name: string; readonly problems: readonly string[] }[];
  };
  readonly groups: readonly { readonly group: string; readonly inService: number }[];
  readonly connectors: readonly { readonly connector: string; readonly state: string }[];
  readonly findings: readonly { readonly code: string; readonly subject: string; readonly message: string }[];
}

export async function statusOf(topology: TestTopology, instance: string): Promise<RelayStatus> {
  return JSON.parse(await topology.relay(instance).ask('/status')) as RelayStatus;
}

/** Connectors in service by the word of one instance; 0 while it does not answer. */
export async function inServiceAt(topology: TestTopology, instance: string): Promise<number> {
  try {
    const { groups } = await statusOf(topology, instance);
    return groups.reduce((sum, { inService }) => sum + inService, 0);
  } catch {
    return 0;
  }
}

/** Waits until each relay instance counts so many connectors as in service. */
export function everywhereInService(
  topology: TestTopology,
  connectors = topology.connectors.length,
  milliseconds?: number,
): Promise<void> {
  return until(
    `every relay instance to count ${connectors} connectors in service`,
    async () => {
      const counts = await Promise.all(
        topology.relays.map(({ instance }) => inServiceAt(topology, instance)),
      );
      return counts.every((count) => count === connectors);
    },
    milliseconds,
  );
}
