import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import { InvalidPropsError } from '../shared/prop-check';
import { resolveConnectorGroup } from './connector-group-declaration';
import type { ConnectorGroupProps } from './connector-group-props';
import { DeploymentGroup, type DeploymentGroupProps } from './deployment-group';
import { literalResourceGroupName, resourceGroupName, resourceId } from './resource-reference';

/**
 * A connector group in a stack of your own, beside what is there already. It makes the group's resources and nothing else:
 * no provider, no backend, no output, no name that is unique in all of Azure.
 *
 * ```ts
 * new ConnectorGroup(this, 'hq', {
 *   deployment: { name: 'contoso', domain: 'apps.example.com', region: 'westeurope', tenantId, subscriptionId },
 *   resourceGroup,
 *   subnet,
 *   load: { peakTps: 900 },
 *   applications: { intranet: { url: 'http://10.10.0.20:8080' } },
 * });
 * ```
 */
export class ConnectorGroup extends DeploymentGroup {
  /** @throws InvalidPropsError with everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: ConnectorGroupProps) {
    const path = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
    const { resolved, warnings } = resolve(path, props.group ?? id, props);
    super(scope, id, resolved);
    for (const warning of warnings) Annotations.of(this).addWarning(warning);
  }
}

function resolve(
  path: string,
  name: string,
  props: ConnectorGroupProps,
): { readonly resolved: DeploymentGroupProps; readonly warnings: readonly string[] } {
  const result = resolveConnectorGroup(name, props);
  const problems = 'problems' in result ? [...result.problems] : [];
  const literalName = literalResourceGroupName(props.resourceGroup);
  if (literalName === undefined && props.identity === undefined) {
    problems.push(
      'the name of resourceGroup is known only while Terraform runs, allowed: literal text, or identity; ' +
        "the identity's id stands in a document whose name follows from it",
    );
  }
  if ('problems' in result || problems.length > 0) throw new InvalidPropsError(path, problems);
  const { deployment, warnings } = result;
  const group = deployment.groups[name];
  if (group === undefined) throw new Error(`the rules left no group '${name}'; this is a bug`);
  const { subscriptionId } = props.deployment;
  return {
    warnings,
    resolved: {
      deployment,
      group,
      resourceGroupName: resourceGroupName(props.resourceGroup),
      ...(literalName !== undefined && {
        resourceGroupId: `/subscriptions/${subscriptionId}/resourceGroups/${literalName}`,
      }),
      subnetId: resourceId(props.subnet),
      ...(props.artifact && { artifact: props.artifact }),
      ...(props.identity && { identity: props.identity }),
      ...(props.dependsOn && { dependsOn: props.dependsOn }),
      ...(props.tags && { tags: props.tags }),
    },
  };
}
