import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

export interface LogWorkspaceProps {
  /** Name, 4 to 63 letters, digits and hyphens. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /** @default 90 */
  readonly retentionDays?: number;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Log workspace that the relay instances' logs go to. Terraform refuses to destroy it. */
export class LogWorkspace extends Construct {
  public readonly workspaceId: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: LogWorkspaceProps) {
    super(scope, id);
    const retentionInDays = props.retentionDays ?? 90;
    new PropCheck(this)
      .text(
        'name',
        props.name,
        /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
        '4 to 63 letters, digits and hyphens',
      )
      .range('retentionDays', retentionInDays, 30, 730)
      .done();
    const workspace = new LogAnalyticsWorkspace(this, 'workspace', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      sku: 'PerGB2018',
      retentionInDays,
      localAuthenticationEnabled: false,
      tags: { ...props.tags },
      lifecycle: { preventDestroy: true },
    });
    this.workspaceId = workspace.id;
  }
}
