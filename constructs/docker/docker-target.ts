import type { Deployment, DockerTarget } from '../../declaration/model';

/** @throws Error where the deployment declares no target docker */
export function dockerTarget(deployment: Deployment): DockerTarget {
  const { docker } = deployment.targets;
  if (docker === undefined) {
    throw new Error(`deployment '${deployment.name}' has no target docker: declare targets.docker`);
  }
  return docker;
}
