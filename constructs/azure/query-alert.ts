import { MonitorScheduledQueryRulesAlertV2 } from '@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

/** Most characters of a query: Azure takes 64 KB for all properties of a rule. https://learn.microsoft.com/azure/azure-monitor/service-limits#alerts */
export const LONGEST_QUERY = 60_000;

export interface QueryAlertProps {
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly workspaceId: string;
  /** Action groups that hear of it. */
  readonly actionGroupIds: readonly string[];
  readonly description: string;
  /** 0 (critical) to 4 (verbose). */
  readonly severity: number;
  /** Log query: each row that it returns is something wrong. */
  readonly query: string;
  /** Column of the query that says what is wrong; each value is an alert of its own. */
  readonly dimension: string;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/** An alert that fires for each row that a log query over the last five minutes returns, and resolves itself. */
export class QueryAlert extends Construct {
  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: QueryAlertProps) {
    super(scope, id);
    new PropCheck(this)
      .range('severity', props.severity, 0, 4)
      .that(
        props.query.length <= LONGEST_QUERY,
        `query has ${props.query.length} characters, allowed: at most ${LONGEST_QUERY}: spread the groups over more shards`,
      )
      .done();
    new MonitorScheduledQueryRulesAlertV2(this, 'rule', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      scopes: [props.workspaceId],
      description: props.description,
      severity: props.severity,
      evaluationFrequency: 'PT5M',
      windowDuration: 'PT5M',
      autoMitigationEnabled: true,
      // Before the first log line arrives the workspace has no such table.
      skipQueryValidation: true,
      criteria: [
        {
          query: props.query,
          operator: 'GreaterThan',
          threshold: 0,
          timeAggregationMethod: 'Count',
          dimension: [{ name: props.dimension, operator: 'Include', values: ['*'] }],
          failingPeriods: { minimumFailingPeriodsToTriggerAlert: 1, numberOfEvaluationPeriods: 1 },
        },
      ],
      action: { actionGroups: [...props.actionGroupIds] },
      tags: { ...props.tags },
    });
  }
}
