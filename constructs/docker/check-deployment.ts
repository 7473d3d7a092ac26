import type { IConstruct } from 'constructs';
import type { Deployment } from '../../declaration/model';
import { PropCheck } from '../shared/prop-check';
import { connectorHostFiles, relayHostFiles } from './host-files';
import { MAX_GROUPS, placedGroups } from './network-pool';
import { homeInstances } from './relay';

/**
 * What one engine can hold of a deployment, all problems at once.
 * @throws InvalidPropsError
 */
export function checkDeployment(construct: IConstruct, deployment: Deployment): void {
  const groups = placedGroups(deployment);
  const check = new PropCheck(construct).that(
    groups.length <= MAX_GROUPS,
    `deployment '${deployment.name}' has ${groups.length} connector groups with machines, allowed on one Docker engine: at most ` +
      `${MAX_GROUPS}, as each has a network and the engine's address pools end there: move groups to another deployment or to external hosts`,
  );
  check.that(
    homeInstances(deployment).length > 0,
    `deployment '${deployment.name}' has no relay instance in its home region, allowed: one or more: raise relay.instances`,
  );
  const files = [
    ...relayHostFiles(deployment).map((file) => ({ of: 'relay', file })),
    ...groups.flatMap((group) =>
      connectorHostFiles(group).map((file) => ({ of: `groups.${group.name}`, file })),
    ),
  ];
  for (const { of, file } of files) {
    check.that(
      file.startsWith('/'),
      `${of} refers to the file '${file}', allowed for Docker: an absolute path on the engine's host: write the path that the file has there`,
    );
  }
  check.done();
}
