import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import { VirtualMachineExtension } from '@cdktf/provider-azurerm/lib/virtual-machine-extension';
import { Fn, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** Azure Monitor Agent; minor versions follow by themselves. */
const AGENT_VERSION = '1.33';

export interface LogAgentProps {
  readonly virtualMachineId: string;
  /** Id of the user-assigned identity that the agent logs in with. */
  readonly identityId: string;
  /** Id of the data collection rule. */
  readonly ruleId: string;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Azure Monitor Agent on one relay machine, and the rule that it follows. The machine's gate must depend on
 * `elements`: else the old machine loses its agent before the new one is in service.
 */
export class LogAgent extends Construct {
  public readonly elements: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogAgentProps) {
    super(scope, id);
    const agent = new VirtualMachineExtension(this, 'agent', {
      name: 'AzureMonitorLinuxAgent',
      virtualMachineId: props.virtualMachineId,
      publisher: 'Microsoft.Azure.Monitor',
      type: 'AzureMonitorLinuxAgent',
      typeHandlerVersion: AGENT_VERSION,
      autoUpgradeMinorVersion: true,
      automaticUpgradeEnabled: true,
      settings: Fn.jsonencode({
        authentication: {
          managedIdentity: { 'identifier-name': 'mi_res_id', 'identifier-value': props.identityId },
        },
      }),
      tags: { ...props.tags },
      lifecycle: { createBeforeDestroy: true },
    });
    const rule = new MonitorDataCollectionRuleAssociation(this, 'rule', {
      name: 'relay-log',
      targetResourceId: props.virtualMachineId,
      dataCollectionRuleId: props.ruleId,
      lifecycle: { createBeforeDestroy: true },
    });
    this.elements = [agent, rule];
  }
}
