import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

export interface AlertReceiversProps {
  readonly name: string;
  /** Name that messages carry, 1 to 12 characters. */
  readonly shortName: string;
  readonly resourceGroupName: string;
  /** E-mail addresses, by name. */
  readonly emails: Readonly<Record<string, string>>;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Who hears of alerts. */
export class AlertReceivers extends Construct {
  public readonly actionGroupId: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: AlertReceiversProps) {
    super(scope, id);
    new PropCheck(this).text('shortName', props.shortName, /^.{1,12}$/, '1 to 12 characters').done();
    const group = new MonitorActionGroup(this, 'group', {
      name: props.name,
      shortName: props.shortName,
      resourceGroupName: props.resourceGroupName,
      emailReceiver: Object.keys(props.emails)
        .sort()
        .map((name) => ({ name, emailAddress: props.emails[name] ?? '', useCommonAlertSchema: true })),
      tags: { ...props.tags },
    });
    this.actionGroupId = group.id;
  }
}
