import type { Network } from '@cdktf/provider-docker/lib/network';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import type { Deployment } from '../../declaration/model';
import { relayBootstrap } from '../../documents';
import { ContainerSlot } from './container-slot';
import { dockerTarget } from './docker-target';
import { relayHostFiles } from './host-files';
import { DockerNames } from './names';
import { MOUNTS, RELAY_ALIAS } from './paths';
import type { RuntimeImage } from './runtime-image';
import { hostFiles, runtimeSettings } from './runtime-settings';

export interface RelayProps {
  readonly deployment: Deployment;
  readonly image: RuntimeImage;
  /** Network shared with the connectors. */
  readonly mesh: Network;
  /** Network shared with the edge. */
  readonly edge: Network;
  /** Volume of the certificate authority: its key is made and stays there. */
  readonly authority: Volume;
  /** Volume of the configuration documents. */
  readonly configuration: Volume;
  /**
   * Seconds that the gate of each instance waits.
   * @default 300
   */
  readonly gateSeconds?: number;
}

/** The relay instances of the home region. Connectors and the edge find them by the name `relays`. */
export class Relay extends Construct {
  /** By instance name. */
  public readonly instances: Readonly<Record<string, ContainerSlot>>;

  constructor(scope: Construct, id: string, props: RelayProps) {
    super(scope, id);
    const { deployment } = props;
    const target = dockerTarget(deployment);
    const names = new DockerNames(deployment);
    const instances: Record<string, ContainerSlot> = {};
    for (const name of homeInstances(deployment)) {
      const state = new Volume(this, `${name}-state`, { name: names.relayState(name) });
      instances[name] = new ContainerSlot(this, name, {
        name: names.relay(name),
        settings: runtimeSettings({
          role: 'relay',
          image: props.image,
          bootstrap: relayBootstrap(deployment, name, { target: 'docker' }),
          memoryMiB: target.relayMemoryMiB,
          networks: [
            { network: props.mesh, aliases: [RELAY_ALIAS] },
            { network: props.edge, aliases: [RELAY_ALIAS] },
          ],
          mounts: [
            { source: props.authority, target: MOUNTS.authority, readOnly: false },
            { source: props.configuration, target: MOUNTS.configuration, readOnly: false },
            { source: state, target: MOUNTS.state, readOnly: false },
            ...hostFiles(relayHostFiles(deployment)),
          ],
        }),
        labels: { 'app-proxy.deployment': deployment.name, 'app-proxy.relay': name },
        rolloutSalt: deployment.rolloutSalt,
        engine: target.host,
        ...(props.gateSeconds === undefined ? {} : { gateSeconds: props.gateSeconds }),
      });
    }
    this.instances = instances;
  }
}

/** Names of the relay instances that one engine runs: the home region's, in the order of their names. */
export function homeInstances(deployment: Deployment): string[] {
  return Object.values(deployment.relay.instances)
    .filter((instance) => instance.home)
    .map((instance) => instance.name)
    .sort();
}
