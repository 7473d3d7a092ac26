import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { Construct } from 'constructs';
import { LOG_FACILITY } from './relay-log';

export interface LogCollectionProps {
  readonly name: string;
  /** Region of the log workspace. */
  readonly location: string;
  readonly resourceGroupName: string;
  readonly workspaceId: string;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Leads what relay instances write to syslog into the log workspace. Connectors need none: relays log for them. */
export class LogCollection extends Construct {
  public readonly ruleId: string;

  constructor(scope: Construct, id: string, props: LogCollectionProps) {
    super(scope, id);
    const rule = new MonitorDataCollectionRule(this, 'rule', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      kind: 'Linux',
      dataSources: {
        syslog: [
          {
            name: 'relay',
            facilityNames: [LOG_FACILITY],
            logLevels: ['Info', 'Notice', 'Warning', 'Error', 'Critical', 'Alert', 'Emergency'],
            streams: ['Microsoft-Syslog'],
          },
        ],
      },
      destinations: { logAnalytics: [{ name: 'workspace', workspaceResourceId: props.workspaceId }] },
      dataFlow: [{ streams: ['Microsoft-Syslog'], destinations: ['workspace'] }],
      tags: { ...props.tags },
    });
    this.ruleId = rule.id;
  }
}
