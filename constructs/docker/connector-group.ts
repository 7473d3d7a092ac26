import { Network } from '@cdktf/provider-docker/lib/network';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import type { Deployment, Group } from '../../declaration/model';
import { connectorBootstrap } from '../../documents';
import { PropCheck } from '../shared/prop-check';
import { ContainerSlot } from './container-slot';
import { dockerTarget } from './docker-target';
import { Enrolment } from './enrolment';
import { connectorHostFiles } from './host-files';
import { DockerNames } from './names';
import { MOUNTS } from './paths';
import type { RuntimeImage } from './runtime-image';
import { hostFiles, runtimeSettings } from './runtime-settings';

export interface ConnectorGroupProps {
  readonly deployment: Deployment;
  /** A group that the kit provisions; one on external hosts is an `ExternalGroup`. */
  readonly group: Group;
  readonly image: RuntimeImage;
  /** Network shared with the relay instances. */
  readonly mesh: Network;
  /** Volume of the configuration documents; the connectors do not see it, the enrolment does. */
  readonly configuration: Volume;
  /**
   * Further networks that exist, by name, for backends that are not on the group's own.
   * @default []
   */
  readonly networks?: readonly string[];
  /**
   * Seconds that the gate of each connector waits.
   * @default 300
   */
  readonly gateSeconds?: number;
}

/**
 * The connectors of one group. They are on the mesh with the relay instances and on a network of the
 * group's own, which leads nowhere else: backends are attached to it.
 */
export class ConnectorGroup extends Construct {
  /** Name of the group. */
  public readonly group: string;
  /** Network to attach the group's backends to. */
  public readonly network: Network;
  public readonly enrolment: Enrolment;
  /** In slot order. */
  public readonly slots: readonly ContainerSlot[];

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: ConnectorGroupProps) {
    super(scope, id);
    const { deployment, group } = props;
    new PropCheck(this)
      .that(
        group.placement !== 'external',
        `group '${group.name}' is on external hosts: use ExternalGroup for it, the kit makes no machine`,
      )
      .that(
        group.plan.connectors >= 2 || group.fewerThanTwo !== undefined,
        `group '${group.name}' has ${group.plan.connectors} connector, allowed: two or more, or fewerThanTwo with a reason`,
      )
      .done();
    this.group = group.name;
    const target = dockerTarget(deployment);
    const names = new DockerNames(deployment);
    this.network = new Network(this, 'network', { name: names.applications(group.name), internal: true });
    const tokens = new Volume(this, 'tokens', { name: names.enrolment(group.name) });
    this.slots = Array.from({ length: group.plan.connectors }, (_, slot) => {
      return new ContainerSlot(this, `slot-${slot}`, {
        name: names.slot(group.name, slot),
        settings: runtimeSettings({
          role: 'connector',
          image: props.image,
          bootstrap: connectorBootstrap(deployment, group, slot, { target: 'docker' }),
          memoryMiB: target.connectorMemoryMiB,
          networks: [props.mesh, this.network, ...(props.networks ?? [])].map((network) => ({ network })),
          mounts: [
            { source: tokens, target: MOUNTS.enrolment, readOnly: true },
            // The identity of this generation: it lives and dies with the container.
            { target: MOUNTS.state, readOnly: false },
            ...hostFiles(connectorHostFiles(group)),
          ],
        }),
        labels: {
          'app-proxy.deployment': deployment.name,
          'app-proxy.group': group.name,
          'app-proxy.slot': `${slot}`,
        },
        rolloutSalt: deployment.rolloutSalt,
        engine: target.host,
        ...(props.gateSeconds === undefined ? {} : { gateSeconds: props.gateSeconds }),
      });
    });
    this.enrolment = new Enrolment(this, 'enrolment', {
      deployment: deployment.name,
      group: group.name,
      name: names.enrolment(group.name),
      volume: tokens,
      image: props.image,
      configuration: props.configuration,
      uses: this.slots.length,
      renewOn: this.slots.map((slot) => slot.generation),
    });
  }
}
