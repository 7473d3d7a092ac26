import type { Deployment } from '../../declaration/model';

/**
 * Names on the engine, computed from the declaration alone. A deployment's name holds no hyphen, so two
 * deployments on one engine never meet.
 */
export class DockerNames {
  constructor(private readonly deployment: Pick<Deployment, 'name'>) {}

  /** Network between relay instances and connectors. */
  public get mesh(): string {
    return `${this.deployment.name}-mesh`;
  }

  /** Network between the edge and the relay instances. */
  public get edge(): string {
    return `${this.deployment.name}-edge`;
  }

  /** Network that the backends of one group are attached to. */
  public applications(group: string): string {
    return `${this.deployment.name}-apps-${group}`;
  }

  /** Volume of the certificate authority. */
  public get authority(): string {
    return `${this.deployment.name}-ca`;
  }

  /** Volume of the configuration documents. */
  public get configuration(): string {
    return `${this.deployment.name}-config`;
  }

  /** Volume of what a relay instance must keep over its generations. */
  public relayState(instance: string): string {
    return `${this.deployment.name}-relay-${instance}-state`;
  }

  /** Volume of a group's enrolment token, and what the container that writes it is named after. */
  public enrolment(group: string): string {
    return `${this.deployment.name}-enrol-${group}`;
  }

  /** Container of a relay instance, without its generation. */
  public relay(instance: string): string {
    return `${this.deployment.name}-relay-${instance}`;
  }

  /** Container of a connector, without its generation. */
  public slot(group: string, slot: number): string {
    return `${this.deployment.name}-${group}-slot-${slot}`;
  }

  /** Repository of the runtime's image; the tag is the digest of its content. */
  public get image(): string {
    return `${this.deployment.name}-app-proxy`;
  }
}
