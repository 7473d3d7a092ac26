import { Construct } from 'constructs';
import { QueryAlert, type QueryAlertProps } from './query-alert';
import { HEARTBEAT_EVENT, relayEvents } from './relay-log';

export interface RelayHeartbeatAlertProps extends Omit<
  QueryAlertProps,
  'description' | 'severity' | 'query' | 'dimension'
> {
  /** Names of the relay instances that must be heard. */
  readonly instances: readonly string[];
}

/** Fires for each relay instance that logged no heartbeat for five minutes. */
export class RelayHeartbeatAlert extends Construct {
  constructor(scope: Construct, id: string, props: RelayHeartbeatAlertProps) {
    super(scope, id);
    const { instances, ...rest } = props;
    const expected = [...instances].sort().map((name) => `'${name}'`);
    new QueryAlert(this, 'alert', {
      ...rest,
      description: 'a relay instance has not been heard for five minutes',
      severity: 1,
      query: [
        `let expected = datatable(Instance:string)[${expected.join(', ')}];`,
        `let heard = ${relayEvents(HEARTBEAT_EVENT)}`,
        '| distinct Instance = tostring(Line.instance);',
        'expected | join kind=leftanti heard on Instance',
      ].join('\n'),
      dimension: 'Instance',
    });
  }
}
