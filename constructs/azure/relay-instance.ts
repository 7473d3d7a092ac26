import { DnsARecord } from '@cdktf/provider-azurerm/lib/dns-a-record';
import { Construct } from 'constructs';
import { ComputeSlot, type ComputeSlotProps, type PublicAddressProps } from './compute-slot';
import { LogAgent } from './log-agent';
import { DNS_TTL_SECONDS } from './relay-dns';

export interface RelayInstanceProps extends ComputeSlotProps {
  /** Where the instance's own address comes from: the range of the relay endpoints. */
  readonly publicAddress: PublicAddressProps;
  /** The instance's name in DNS, which stays while machines come and go. */
  readonly record: {
    readonly zoneName: string;
    readonly zoneResourceGroupName: string;
    /** Relative to the zone. */
    readonly name: string;
  };
  /**
   * How the instance's log reaches the log workspace.
   * @default - it does not
   */
  readonly logs?: {
    /** Id of the identity that the agent logs in with; one of `identityIds`. */
    readonly identityId: string;
    /** Id of the data collection rule. */
    readonly ruleId: string;
  };
}

/**
 * One relay instance: a machine with a public address of its own, which connectors dial. Its DNS record moves to the new
 * address only after the gate of the new machine has passed; until then the other instances tell connectors of it.
 */
export class RelayInstance extends Construct {
  public readonly slot: ComputeSlot;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: RelayInstanceProps) {
    super(scope, id);
    const { record, logs, ...machine } = props;
    this.slot = new ComputeSlot(this, 'slot', machine);
    if (logs !== undefined) {
      const agent = new LogAgent(this, 'logs', {
        ...logs,
        virtualMachineId: this.slot.machineId,
        ...(props.tags === undefined ? {} : { tags: props.tags }),
      });
      this.slot.gateWaitsFor(...agent.elements);
    }
    new DnsARecord(this, 'record', {
      name: record.name,
      zoneName: record.zoneName,
      resourceGroupName: record.zoneResourceGroupName,
      ttl: DNS_TTL_SECONDS,
      records: [this.slot.publicIpAddress ?? ''],
      tags: { ...props.tags },
      // Updated in place, so it may stand behind the gate; made anew it would be gone while the gate runs.
      dependsOn: [this.slot.gate],
    });
  }
}
