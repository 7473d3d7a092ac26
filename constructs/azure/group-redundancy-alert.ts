import { Construct } from 'constructs';
import { QueryAlert, type QueryAlertProps } from './query-alert';
import { IN_SERVICE_EVENT, relayEvents } from './relay-log';

export interface GroupRedundancyAlertProps extends Omit<
  QueryAlertProps,
  'description' | 'severity' | 'query' | 'dimension'
> {
  /** Connectors that each group must have in service: 2, or 1 for a group that the declaration accepts with one. */
  readonly groups: Readonly<Record<string, number>>;
}

/**
 * Fires for each group that some relay instance saw with fewer connectors in service than it must have. A group
 * that no relay instance speaks of counts as having none.
 */
export class GroupRedundancyAlert extends Construct {
  constructor(scope: Construct, id: string, props: GroupRedundancyAlertProps) {
    super(scope, id);
    const { groups, ...rest } = props;
    const rows = Object.keys(groups)
      .sort()
      .map((name) => `'${name}', ${groups[name] ?? 2}`);
    new QueryAlert(this, 'alert', {
      ...rest,
      description: 'a connector group has fewer connectors in service than it must have',
      severity: 1,
      query: [
        `let expected = datatable(Group:string, Needed:long)[${rows.join(', ')}];`,
        `let seen = ${relayEvents(IN_SERVICE_EVENT)}`,
        '| extend Group = tostring(Line.group), Instance = tostring(Line.instance), InService = tolong(Line.connectors)',
        '| summarize arg_max(TimeGenerated, InService) by Group, Instance',
        '| summarize InService = min(InService) by Group;',
        'expected',
        '| join kind=leftouter seen on Group',
        '| extend InService = coalesce(InService, 0)',
        '| where InService < Needed',
        '| project Group, InService, Needed',
      ].join('\n'),
      dimension: 'Group',
    });
  }
}
