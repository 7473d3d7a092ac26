import { Container } from '@cdktf/provider-docker/lib/container';
import { Image } from '@cdktf/provider-docker/lib/image';
import { Network } from '@cdktf/provider-docker/lib/network';
import { Construct } from 'constructs';
import { generation } from '../shared/generation';
import { PropCheck } from '../shared/prop-check';
import {
  IGNORED_CHANGES,
  containerFacts,
  containerSettings,
  type ContainerSettings,
} from './container-settings';
import { EDGE_CONFIGURATION, EDGE_MEMORY_MIB } from './edge-configuration';
import { USER_PORT } from './paths';

/** Seconds that the edge has to listen before the apply fails. */
const EDGE_START_SECONDS = 60;

export interface EdgeProps {
  /** Name of the network and of the container. */
  readonly name: string;
  /** Image with HAProxy, best with a digest. It is the edge's own: an upgrade of the runtime leaves the edge alone. */
  readonly image: string;
  /** Port of the host that users come to. */
  readonly httpsPort: number;
  /** Address of the host that the port is published on. */
  readonly bindAddress: string;
  /** @default 256 */
  readonly memoryMiB?: number;
}

/**
 * The only container that publishes a port. It passes users' connections through to the relay instances
 * that are ready; it holds no key and reads no request. It shares its network with relay instances alone.
 *
 * Two containers cannot publish one port, so a change of the edge closes the port for a few seconds. That is why it
 * has no part in a rollout of the machines.
 */
export class Edge extends Construct {
  /** Network to attach relay instances to, under the alias `relays`. */
  public readonly network: Network;
  public readonly container: Container;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const memoryMiB = props.memoryMiB ?? EDGE_MEMORY_MIB;
    new PropCheck(this)
      .range('httpsPort', props.httpsPort, 1, 65_535)
      .range('memoryMiB', memoryMiB, 64, 1_048_576)
      .done();
    this.network = new Network(this, 'network', { name: props.name });
    const settings: ContainerSettings = {
      image: new Image(this, 'image', { name: props.image, keepLocally: true }),
      // The root file system is read-only and an engine far away has no file of ours, so the configuration
      // comes by the environment. `exec` leaves HAProxy as the process that gets the signals.
      entrypoint: ['/bin/sh', '-c'],
      command: [
        'printf %s "$HAPROXY_CONFIGURATION" >/tmp/haproxy.cfg && exec haproxy -db -f /tmp/haproxy.cfg',
      ],
      environment: { HAPROXY_CONFIGURATION: EDGE_CONFIGURATION },
      memoryMiB,
      networks: [{ network: this.network }],
      mounts: [],
      memoryDirectories: { '/tmp': 1 },
      health: { command: listening(USER_PORT), intervalSeconds: 5 },
      port: { internal: USER_PORT, external: props.httpsPort, address: props.bindAddress },
      restart: 'always',
      // HAProxy ends at once on SIGTERM; on SIGUSR1 what is in flight may still finish.
      stopSignal: 'SIGUSR1',
    };
    this.container = new Container(this, 'container', {
      ...containerSettings(settings),
      name: props.name,
      hostname: props.name,
      // The name stays, so the fingerprint is what replaces the container when an ignored attribute changes.
      labels: [
        {
          label: 'app-proxy.fingerprint',
          value: generation(this, containerFacts(settings), ''),
        },
      ],
      wait: true,
      waitTimeout: EDGE_START_SECONDS,
      lifecycle: { ignoreChanges: IGNORED_CHANGES },
    });
  }
}

/** A check that a port is listened on, with nothing but `grep`: images of HAProxy hold no client. */
function listening(port: number): readonly string[] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return ['grep', '-q', `${local} 0*:0000 0A`, '/proc/net/tcp', '/proc/net/tcp6'];
}
